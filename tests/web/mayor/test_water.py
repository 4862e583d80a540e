"""The reservoir among the mayor's ten seconds."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from ptmb.adapters import clock
from ptmb.domain.roles import Role
from tests.browsing import Browser
from tests.conftest import NOW, Statements
from tests.people import Given
from tests.web.levels import fall, put

Browse = Callable[..., Browser]


def test_level_trend_and_the_last_days_stand_in_one_card(given: Given, browse: Browse) -> None:
    mayor = browse(given.staff(Role.MAYOR))
    assert mayor.get("/walikota").all(".pt-water") == []
    fall(8.42)
    card = mayor.get("/walikota").one(".pt-water")
    assert card.get_text(" ", strip=True).startswith("Waduk Manggar 8,42 m turun 2,5 cm/hari")
    assert card["href"] == "/waduk"
    spark = card.select_one("svg[role=img]")
    assert spark
    assert spark["aria-label"] == "6 hari: dari 8,54 m menjadi 8,42 m"
    assert len(spark.select("rect")) == 6


def test_old_data_is_called_old(given: Given, browse: Browse) -> None:
    put(8.42, 0)
    clock.pin(NOW + timedelta(days=3))
    mayor = browse(given.staff(Role.MAYOR))
    assert "Data 3 hari lalu" in mayor.get("/walikota").one(".pt-water").get_text()


def test_it_costs_no_statement_once_it_is_known(
    given: Given, browse: Browse, counting: Callable[[], AbstractContextManager[Statements]]
) -> None:
    fall(8.42)
    mayor = browse(given.staff(Role.MAYOR))
    mayor.get("/walikota")
    with counting() as statements:
        mayor.get("/walikota")
    assert statements.count <= 10, statements.texts
    assert not any("reservoir" in text for text in statements.texts)
