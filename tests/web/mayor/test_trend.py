"""The mayor's trend: drawn where it stands and nowhere else, and every number opens its list."""

import gzip
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from ptmb.adapters import clock
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from tests.browsing import Browser
from tests.people import Given

Browse = Callable[..., Browser]
STATIC = Path(__file__).parents[3] / "ptmb" / "static"


@pytest.fixture
def month(given: Given) -> Given:
    """A few complaints of today, of yesterday, and of a fortnight ago."""
    for days, status in (
        (0, Status.RECEIVED), (0, Status.RESOLVED), (1, Status.RESOLVED), (1, Status.REJECTED),
        (14, Status.RECEIVED), (14, Status.CLOSED), (14, Status.CLOSED),
    ):  # fmt: skip
        given.complaint(status, at=clock.now() - timedelta(days=days))
    return given


def test_the_trend_has_thirty_days_and_says_what_they_hold(month: Given, browse: Browse) -> None:
    figure = browse(month.staff(Role.MAYOR)).get("/walikota").one("figure[data-chart=trend]")
    values = [[int(str(d["value"])) for d in row.select("data")[:2]] for row in figure.select("tr")]
    days = [pair for pair in values if pair]
    assert len(days) == 30
    assert days[0][0] == 2
    assert days[1][0] == 2
    assert days[14][0] == 3
    received, finished = (sum(column) for column in zip(*days, strict=True))
    caption = figure.select_one("figcaption")
    assert caption
    assert caption.get_text().startswith(f"30 hari: {received} masuk, {finished} selesai")
    assert received == 7


def test_every_number_of_the_trend_leads_to_exactly_its_list(month: Given, browse: Browse) -> None:
    mayor = browse(month.staff(Role.MAYOR))
    links = mayor.get("/walikota").all("figure[data-chart=trend] tbody a")
    assert len(links) >= 5
    for link in links:
        target = mayor.get(str(link["href"]))
        assert target.one("[data-total]").get_text() == link.get_text(strip=True), link["href"]


def test_the_library_is_loaded_where_a_chart_is_and_nowhere_else(
    month: Given, browse: Browse
) -> None:
    mayor = browse(month.staff(Role.MAYOR))
    scripts = mayor.get("/walikota").all("script[src*=uPlot], script[src*=charts]")
    assert len(scripts) == 2
    assert all(script.has_attr("defer") for script in scripts)
    for page in (mayor.get("/walikota/aduan"), browse().get("/"), browse().get("/lapor")):
        assert "uPlot" not in page.html


def test_a_page_of_charts_stays_light() -> None:
    """Compressed, as every browser asks for it; the library is the largest part by far."""
    budgets = {"vendor/uplot/uPlot.iife.min.js": 23, "js/charts.js": 5, "css/charts.css": 3}
    for name, most in budgets.items():
        assert len(gzip.compress((STATIC / name).read_bytes(), 9)) <= most * 1000, name
