"""The marks on the gauges with their days, and the keys of the machines."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import ApiKey, AuditEntry
from tests.browsing import Browser
from tests.people import Given
from tests.web.levels import put

LIST, ONE = "/admin/waduk", "/admin/waduk/manggar"
MARK = {"kind": "alert", "level": "8,50", "valid_from": "2024-02-10"}
GAUGE = {"name": "Waduk Manggar", "gauge": "papan duga", "lowest": "3", "highest": "12,00"}


@pytest.fixture
def admin(given: Given, browse: Callable[..., Browser]) -> Browser:
    return browse(given.staff(Role.ADMIN))


def deeds() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.deed)))


def test_the_list_shows_the_marks_of_today(admin: Browser) -> None:
    row = admin.get(LIST).one("tbody tr:first-child").get_text(" ", strip=True)
    assert row == "Waduk Manggar papan duga 10,30 7,00 5,00 4,40"


def test_a_new_mark_holds_from_its_day_and_the_old_one_stays_in_the_history(
    admin: Browser, browse: Callable[..., Browser]
) -> None:
    put(8.42)
    assert "Di bawah normal" in browse().get("/waduk").text
    admin.post(f"{ONE}/batas", MARK)
    rows = [row.get_text(" ", strip=True) for row in admin.get(ONE).all("tbody tr")]
    assert "Waspada 8,50 sejak 10 Feb 2024 berlaku" in rows
    assert "Waspada 7,00 1 Jan 2014 – 9 Feb 2024" in rows
    assert "threshold_changed" in deeds()
    assert "Waspada" in browse().get("/waduk").one("section .pt-badge").get_text()
    assert "Waspada" in browse().get("/").one("a[href='/waduk']").get_text()


def test_a_mark_of_the_future_waits(admin: Browser, browse: Callable[..., Browser]) -> None:
    put(8.42)
    admin.post(f"{ONE}/batas", {**MARK, "valid_from": "2024-03-01"})
    assert "akan berlaku" in admin.get(ONE).text
    assert "Di bawah normal" in browse().get("/waduk").one("section .pt-badge").get_text()


@pytest.mark.parametrize(
    "wrong",
    [{"level": "84"}, {"level": ""}, {"level": "x"}, {"kind": "x"}, {"valid_from": ""},
     {"valid_from": "2024-13-40"}],
)  # fmt: skip
def test_a_wrong_mark_is_refused_and_stays_typed(admin: Browser, wrong: dict[str, str]) -> None:
    page = admin.post(f"{ONE}/batas", {**MARK, **wrong}, status=422)
    assert page.all("[data-error-summary] a")
    assert page.one("#level")["value"] == wrong.get("level", "8,50")
    assert deeds() == []


def test_the_ends_of_the_gauge_decide_what_the_desk_may_type(
    admin: Browser, given: Given, browse: Callable[..., Browser]
) -> None:
    admin.post(ONE, {**GAUGE, "highest": "8.00", "name": "Waduk Manggar Lama"})
    assert "reservoir_changed" in deeds()
    operator = browse(given.staff(Role.OPERATOR))
    form = operator.get("/meja/waduk").form("/meja/waduk/manggar")
    page = operator.post("/meja/waduk/manggar", {**form, "level": "8,42"}, status=422)
    assert "tidak ada pada papan duga" in page.text
    assert "Waduk Manggar Lama" in page.text


def test_nothing_changed_is_no_deed(admin: Browser) -> None:
    admin.post(ONE, GAUGE)
    assert deeds() == []


@pytest.mark.parametrize("wrong", [{"name": " "}, {"gauge": ""}, {"lowest": "12"}, {"highest": ""}])
def test_a_gauge_without_sense_is_refused(admin: Browser, wrong: dict[str, str]) -> None:
    page = admin.post(ONE, {**GAUGE, **wrong}, status=422)
    assert page.all("[data-error-summary] a")


def test_a_key_is_shown_once_and_revoked_for_good(admin: Browser) -> None:
    shown = admin.post(f"{LIST}/kunci", {"title": "Pengukur bendungan"}, status=200)
    token = str(shown.one("#token")["value"])
    assert len(token) > 40
    page = admin.get(LIST)
    assert token not in page.html
    assert "Pengukur bendungan" in page.text
    assert "belum pernah mengirim" in page.text
    key = db.session.scalars(select(ApiKey)).one()
    assert token not in (key.token_hash, key.name)
    admin.post(f"{LIST}/kunci/{key.id}/cabut")
    assert "Dicabut" in admin.get(LIST).text
    assert deeds() == ["api_key_made", "api_key_revoked"]


def test_a_key_needs_a_name(admin: Browser) -> None:
    page = admin.post(f"{LIST}/kunci", {"title": " "}, status=422)
    assert page.one("[data-error-summary] a")["href"] == "#title"


def test_the_form_of_a_key_sent_twice_makes_one_key(admin: Browser) -> None:
    typed = {"title": "Pengukur bendungan"}
    admin.post(f"{LIST}/kunci", typed, status=200)
    page = admin.post(f"{LIST}/kunci", typed, status=422)
    assert "Sudah ada kunci dengan nama ini." in page.text
    key = db.session.scalars(select(ApiKey)).one()
    admin.post(f"{LIST}/kunci/{key.id}/cabut")
    admin.post(f"{LIST}/kunci", typed, status=200)


def test_what_is_not_there_cannot_be_changed(admin: Browser) -> None:
    admin.get(f"{LIST}/tidak-ada", status=404)
    admin.post(f"{LIST}/tidak-ada/batas", MARK, status=404)
    admin.post(f"{LIST}/kunci/99/cabut", status=404)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.SUPERVISOR, Role.MAYOR])
def test_nobody_else_sets_marks(given: Given, browse: Callable[..., Browser], role: Role) -> None:
    browse(given.staff(role)).post(f"{ONE}/batas", MARK, status=403)
    browse(given.staff(role)).post(f"{LIST}/kunci", {"title": "x"}, status=403)
