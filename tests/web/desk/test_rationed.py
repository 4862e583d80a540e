"""Bergilir in one key: only where the schedule covers the point, and only for a moment undone."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from ptmb.actions import incidents, rationed
from ptmb.actions.incidents import NewIncident
from ptmb.adapters import clock
from ptmb.domain.deed import Deed
from ptmb.domain.known import Turn
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.roles import REPORTER, Role
from ptmb.domain.supply import IncidentKind
from ptmb.extensions import db
from ptmb.models import Complaint, Message
from tests.browsing import Browser, Page
from tests.people import Given
from tests.water_turns import DESK, at, dry_now, only_zone

Browse = Callable[..., Browser]


@pytest.fixture
def operator(given: Given, browse: Browse) -> Browser:
    return browse(given.staff(Role.OPERATOR))


def address(one: Complaint, step: str = "") -> str:
    return f"/meja/{one.reference}{'/' + step if step else ''}"


def fresh(one: Complaint) -> Complaint:
    db.session.remove()
    return db.session.get_one(Complaint, one.id)


def pressed(operator: Browser, one: Complaint, status: int = 303) -> Page:
    """The operator presses B on the open complaint."""
    page = operator.get(address(one))
    (button,) = page.all("[data-key=b]:not(.pt-together *)")
    assert button.name == "button"
    form = page.form(address(one, "bergilir"))
    return operator.post(address(one, "bergilir"), form, status=status)


def test_one_key_explains_it_with_the_schedule(given: Given, operator: Browser) -> None:
    zone = dry_now(given)
    one = given.complaint(phone="+6281200000001")
    page = operator.get(pressed(operator, one).location)
    now = fresh(one)
    assert (now.status, now.cause) == (Status.RATIONED, Cause.RATIONING)
    assert (now.zone_id, now.water_due_at) == (zone.id, at(18))
    words = (
        "Air di Gunung Sari Ilir dijadwalkan mengalir Sabtu, 10 Feb pukul 18.00. "
        "Ini pembagian air, bukan kerusakan. Jadwal adalah rencana."
    )
    assert words in page.text
    assert "Ditandai bergilir dan dijelaskan kepada pelapor. Urungkan" in page.text
    told = db.session.query(Message).filter(Message.template == "explain").one()
    assert told.facts["text"] == words
    assert told.due_at == clock.now() + timedelta(seconds=15)


def test_it_speaks_the_reporters_language(given: Given, operator: Browser) -> None:
    dry_now(given)
    one = given.complaint(language="en")
    assert "Saturday, 10 Feb" in operator.get(pressed(operator, one).location).text


def test_for_ten_seconds_it_can_be_undone(given: Given, operator: Browser) -> None:
    dry_now(given)
    one = given.complaint()
    page = operator.get(pressed(operator, one).location)
    operator.post(address(one, "urungkan"), page.form(address(one, "urungkan")))
    now = fresh(one)
    assert (now.status, now.cause, now.zone_id) == (Status.RECEIVED, Cause.UNKNOWN, None)
    assert "Penandaan bergilir diurungkan" in operator.get(address(one)).text


def test_where_no_schedule_covers_it_the_key_opens_the_form(
    given: Given, operator: Browser
) -> None:
    only_zone(given)
    one = given.complaint()
    (link,) = operator.get(address(one)).all("[data-key=b]:not(.pt-together *)")
    assert str(link["href"]).startswith(address(one, "jelaskan"))


@pytest.mark.parametrize("category", ["LEAK", "METER"])
def test_a_turn_does_not_explain_a_leak(given: Given, operator: Browser, category: str) -> None:
    dry_now(given)
    one = given.complaint(category=category, phone="+6281200000001")
    (link,) = operator.get(address(one)).all("[data-key=b]:not(.pt-together *)")
    assert link.name == "a"


def test_an_incident_of_rationing_covers_it_too(given: Given, operator: Browser) -> None:
    only_zone(given)
    new = NewIncident(
        kind=IncidentKind.FAULT, cause=Cause.RATIONING, title="Air baku kurang",
        public_text="Air baku kurang.", starts_at=clock.now(), area_ids=(given.area().id,),
        expected_end_at=at(22),
    )  # fmt: skip
    incidents.open_incident(new, DESK, clock.now(), "an-incident-of-rationing")
    one = given.complaint()
    pressed(operator, one)
    assert (fresh(one).water_due_at, fresh(one).zone_id) == (at(22), None)


def test_who_was_slower_is_told_and_nothing_is_overwritten(
    given: Given, operator: Browser, browse: Browse
) -> None:
    dry_now(given)
    one = given.complaint()
    form = operator.get(address(one)).form(address(one, "bergilir"))
    other = browse(given.staff(Role.OPERATOR))
    sent = other.get(address(one)).form(address(one, "periksa"))
    other.post(address(one, "periksa"), {**sent, "cause": "technical"})
    page = operator.post(address(one, "bergilir"), form, status=409)
    assert "Sudah diubah orang lain" in page.text
    assert fresh(one).status is Status.RECEIVED


def test_a_page_from_before_the_turn_ended_asks_for_the_reason(
    given: Given, operator: Browser
) -> None:
    dry_now(given)
    one = given.complaint()
    form = operator.get(address(one)).form(address(one, "bergilir"))
    clock.pin(at(18))
    there = operator.post(address(one, "bergilir"), form).location
    assert there.startswith(address(one, "jelaskan"))
    assert "Tidak ada jadwal yang mencakup titik ini." in operator.get(there).text
    assert fresh(one).status is Status.RECEIVED


def test_the_same_press_twice_is_one(given: Given, operator: Browser) -> None:
    dry_now(given)
    one = given.complaint()
    form = operator.get(address(one)).form(address(one, "bergilir"))
    for _ in range(2):
        operator.post(address(one, "bergilir"), form)
    assert fresh(one).version == 2


def test_several_at_once_and_those_outside_are_counted(given: Given, operator: Browser) -> None:
    dry_now(given)
    here = [given.complaint() for _ in range(2)]
    leak, elsewhere = given.complaint(category="LEAK"), given.complaint(area="Manggar")
    page = operator.get("/meja")
    form = {
        **page.form("/meja/bersama"),
        "deed": "bergilir",
        "chosen": [f"{one.reference}~{one.version}" for one in (*here, leak, elsewhere)],
    }
    page = operator.get(operator.post("/meja/bersama", form).location)
    assert "2 aduan ditandai bergilir." in page.text
    assert "2 dilewati: tidak tercakup jadwal atau sudah berubah." in page.text
    assert [fresh(one).status for one in here] == [Status.RATIONED] * 2
    assert fresh(leak).status is fresh(elsewhere).status is Status.RECEIVED
    operator.post("/meja/bersama/urungkan", page.form("/meja/bersama/urungkan"))
    assert [fresh(one).status for one in here] == [Status.RECEIVED] * 2


def test_the_row_and_the_panel_say_what_the_schedule_lets_expect(
    given: Given, operator: Browser
) -> None:
    one = given.complaint(turn=Turn(dry_now(given).id, at(18)))
    given.complaint()
    mark = operator.get("/meja").one(".pt-q-turn")
    assert mark.get_text(strip=True) == "Kemungkinan bergilir s.d. 18.00"
    assert "tone-turn" in mark["class"]
    assert mark.select_one("use[href$='#clock-hour-4']")
    assert operator.get(address(one)).one(".pt-panel .pt-badge.tone-turn")
    clock.pin(at(18))
    assert not operator.get("/meja").all(".pt-q-turn"), "after its turn it is like any other"


def test_still_dry_after_its_turn_stands_first_and_says_so(given: Given, operator: Browser) -> None:
    dry_now(given)
    one = given.complaint()
    pressed(operator, one)
    clock.pin(at(19))
    given.complaint(at=at(18, 50))
    rationed.still_dry(one.id, Deed(REPORTER, at(19), "still-dry-after-all"))
    page = operator.get("/meja")
    rows = page.all(".pt-q")
    assert rows[0]["id"] == f"a{one.id}"
    first = rows[0].get_text(" ")
    assert "Masih kering setelah giliran" in first
    assert "Lewat" in first
    assert len(page.all(".pt-q-turn")) == 1


def test_a_call_during_a_turn_carries_the_hint(given: Given, operator: Browser) -> None:
    zone = dry_now(given)
    form = operator.get("/meja/catat").form("/meja/catat")
    said = {"channel": "phone", "category": "NOFLOW", "area": "Gunung Sari Ilir"}
    operator.post("/meja/catat", {**form, **said})
    one = db.session.query(Complaint).one()
    assert (one.cause, one.cause_hint, one.zone_id) == (Cause.UNKNOWN, Cause.RATIONING, zone.id)
