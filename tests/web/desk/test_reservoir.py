"""The reservoirs at the desk: one number, doubted when it leaps, taken back when it was wrong."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import select

from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import AuditEntry, ReservoirReading
from tests.browsing import Browser, Page
from tests.conftest import Statements
from tests.people import Given
from tests.web.levels import fall, put

PAGE, ADD = "/meja/waduk", "/meja/waduk/manggar"


@pytest.fixture
def operator(given: Given, browse: Callable[..., Browser]) -> Browser:
    return browse(given.staff(Role.OPERATOR, name="Operator 1"))


def filled(page: Page, **typed: str) -> dict[str, str]:
    form = page.form(ADD)
    form.pop("sure", None)
    return {**form, **typed}


def stored() -> list[float]:
    return list(db.session.scalars(select(ReservoirReading.level).order_by(ReservoirReading.id)))


def test_the_page_says_the_level_its_mood_the_trend_and_how_it_was_reckoned(
    operator: Browser,
) -> None:
    fall(8.42)
    card = operator.get(PAGE).one("#manggar").get_text(" ", strip=True)
    for words in ("8,42 m", "Di bawah normal", "turun 2,5 cm/hari", "Theil-Sen, 7 hari",
                  "sekitar 137 hari lagi sampai batas ambil", "antara"):  # fmt: skip
        assert words in card


def test_a_reservoir_without_readings_claims_nothing(operator: Browser) -> None:
    card = operator.get(PAGE).one("#teritip").get_text(" ", strip=True)
    assert "Belum ada angka" in card
    assert "hari lagi" not in card


@pytest.mark.parametrize("typed", ["8,42", "8.42", " 8,42 m "])
def test_a_comma_and_a_dot_are_the_same(operator: Browser, typed: str) -> None:
    operator.post(ADD, filled(operator.get(PAGE), level=typed, note="Hujan di hulu"))
    page = operator.get(PAGE)
    assert stored() == [8.42]
    row = page.one("#manggar tbody tr:has(form)").get_text(" ", strip=True)
    assert "Operator 1" in row
    assert "Hujan di hulu" in row


def test_the_same_form_sent_twice_is_one_reading(operator: Browser) -> None:
    form = filled(operator.get(PAGE), level="8,42")
    operator.post(ADD, form)
    operator.post(ADD, form)
    assert stored() == [8.42]


@pytest.mark.parametrize("typed", ["", "delapan", "8,4,2", "-8", "1e3", "nan", "84,2", "٨"])
def test_what_is_no_level_is_refused_and_stays_in_the_field(operator: Browser, typed: str) -> None:
    page = operator.post(ADD, filled(operator.get(PAGE), level=typed, note="Pagi"), status=422)
    assert page.one("#manggar-level")["value"] == typed
    assert page.one("#manggar-note")["value"] == "Pagi"
    assert page.one("[data-error-summary] a")["href"] == "#manggar-level"
    assert page.one("title").get_text().startswith("Kesalahan")
    assert stored() == []


@pytest.mark.parametrize("at", ["2024-02-11T07:00", "0001-01-01T00:00", "kemarin", ""])
def test_a_moment_that_cannot_be_is_refused(operator: Browser, at: str) -> None:
    operator.post(ADD, filled(operator.get(PAGE), level="8,42", measured_at=at), status=422)
    assert stored() == []


def test_a_leap_is_asked_about_and_stored_once_it_was_checked(operator: Browser) -> None:
    put(8.42, 1)
    page = operator.get(PAGE)
    assert page.all("input[name=sure]") == []
    asked = operator.post(ADD, filled(page, level="7,22"), status=422)
    assert "Turun 1,2 m dari kemarin 14.32. Benar?" in asked.text
    assert "Ya, sudah saya periksa" in asked.text
    assert asked.one("#manggar-level")["value"] == "7,22"
    assert stored() == [8.42]
    operator.post(ADD, {**filled(asked), "sure": "y"})
    assert stored() == [8.42, 7.22]
    assert "diperiksa ulang" in operator.get(PAGE).text


def test_a_leap_within_the_day_names_the_hour(operator: Browser) -> None:
    put(8.42, 0.25)
    asked = operator.post(ADD, filled(operator.get(PAGE), level="8,9"), status=422)
    assert "Naik 48 cm dari pukul 08.32. Benar?" in asked.text


def test_a_reading_is_taken_back_and_the_one_before_counts_again(operator: Browser) -> None:
    put(8.46, 1)
    wrong = put(8.24)
    assert "8,24 m" in operator.get(PAGE).one("#manggar .pt-num").get_text()
    operator.post(f"/meja/waduk/angka/{wrong}/tarik")
    page = operator.get(PAGE)
    assert page.one("#manggar .pt-num").get_text() == "8,46 m"
    assert page.one("#manggar del").get_text(strip=True) == "8,24"
    assert "reading_withdrawn" in db.session.scalars(select(AuditEntry.deed)).all()


def test_what_is_not_there_cannot_be_changed(operator: Browser) -> None:
    operator.post("/meja/waduk/angka/99/tarik", status=404)
    operator.post("/meja/waduk/tidak-ada", {"level": "8,42"}, status=404)


def test_the_strip_of_the_desk_tells_the_level(operator: Browser, given: Given) -> None:
    assert "Waduk 8" not in operator.get("/meja").one(".pt-strip").get_text()
    fall(8.42)
    assert "Waduk 8,42 m" in operator.get("/meja").one(".pt-strip").get_text()
    one = given.complaint()
    assert "Waduk 8,42 m" in operator.get(f"/meja/{one.reference}").one(".pt-strip").get_text()


def test_the_drawing_has_a_sentence_a_table_and_the_marks(operator: Browser) -> None:
    fall(8.42)
    figure = operator.get(PAGE).one("#manggar figure")
    assert "dari 8,60 m menjadi 8,42 m" in str(figure.select_one("figcaption"))
    drawing = figure.select_one("svg[role=img]")
    assert drawing
    assert "terendah 8,42 m" in str(drawing["aria-label"])
    assert len(figure.select("tbody tr")) == 8
    assert "Normal 10,30" in figure.get_text()
    year = operator.get(f"{PAGE}?hari=365").one("#manggar figure").get_text()
    assert "365 hari: dari 8,60 m" in year


def test_it_needs_few_questions(
    operator: Browser, counting: Callable[[], AbstractContextManager[Statements]]
) -> None:
    fall(8.42)
    operator.get(PAGE)
    with counting() as statements:
        operator.get(PAGE)
    assert statements.count <= 11, statements.texts


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MAYOR, Role.ADMIN])
def test_others_do_not_write_levels(
    given: Given, browse: Callable[..., Browser], role: Role
) -> None:
    browser: Any = browse(given.staff(role))
    browser.get(PAGE, status=403)
    browser.post(ADD, {"level": "8,42"}, status=403)
