"""What everybody reads of an incident, and what the reporter of a complaint in it reads."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest

from ptmb.actions import incidents
from ptmb.actions.incidents import Chosen, Ending, NewIncident, News
from ptmb.adapters import clock
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause
from ptmb.domain.roles import Actor, Role
from ptmb.domain.supply import IncidentKind, IncidentStatus
from ptmb.models import Complaint, Incident
from tests.browsing import Browser
from tests.people import Given

Browse = Callable[..., Browser]
Counting = Callable[[], AbstractContextManager[Any]]
DESK = Actor(Role.OPERATOR)
HOUR = timedelta(hours=1)
S = IncidentStatus


@pytest.fixture
def citizen(browse: Browse) -> Browser:
    return browse()


def opened(given: Given, *complaints: Complaint, **fields: Any) -> Incident:
    at = clock.now()
    facts: dict[str, Any] = {
        "kind": IncidentKind.FAULT,
        "cause": Cause.TECHNICAL,
        "title": "Pipa bocor di Jl. MT Haryono",
        "public_text": "Pipa bocor. Petugas menuju lokasi.",
        "starts_at": at - HOUR,
        "area_ids": (given.area().id, given.area("Damai").id),
        "place": "Depan Pasar Baru",
        "next_update_at": at + HOUR,
        "complaints": tuple(Chosen(one.id, one.version) for one in complaints),
        **fields,
    }
    return incidents.open_incident(NewIncident(**facts), DESK, at, "opened-for-the-public")


def said(incident: Incident, words: str, status: IncidentStatus, **fields: Any) -> None:
    clock.pin(clock.now() + HOUR / 4)
    news = News(status, words, **{"next_update_at": clock.now() + HOUR, **fields})
    incidents.update(incident.id, news, DESK, clock.now(), f"said-{words}"[:60], None)


def closed(incident: Incident) -> None:
    clock.pin(clock.now() + HOUR / 4)
    ending = Ending("Air sudah normal.", Cause.TECHNICAL)
    incidents.close(incident.id, ending, DESK, clock.now(), "closed-for-the-public", None)


def test_it_says_what_where_since_when_who_works_and_when_news_comes(
    given: Given, citizen: Browser
) -> None:
    opened(given)
    page = citizen.get("/gangguan/1")
    for words in (
        "Gangguan G-001", "Pipa bocor di Jl. MT Haryono", "Teknis", "Damai, Gunung Sari Ilir",
        "Depan Pasar Baru", "13.32", "Penyebab sedang dicari.",
        "Kabar berikutnya paling lambat hari ini 15.32.",
    ):  # fmt: skip
        assert words in page.text or words == "Damai, Gunung Sari Ilir"
    assert "Damai" in page.text
    assert "Gunung Sari Ilir" in page.text


def test_an_expected_end_is_said_instead(given: Given, citizen: Browser) -> None:
    opened(given, next_update_at=None, expected_end_at=clock.now() + 2 * HOUR)
    page = citizen.get("/gangguan/1")
    assert "Perkiraan normal hari ini 16.32." in page.text
    assert "Kabar berikutnya" not in page.text


def test_a_promise_that_was_not_kept_is_said_as_such(given: Given, citizen: Browser) -> None:
    opened(given)
    clock.pin(clock.now() + 2 * HOUR)
    page = citizen.get("/gangguan/1")
    assert "Kabar dijanjikan hari ini 15.32, tetapi belum ada." in page.text
    assert "paling lambat" not in page.text


def test_updates_come_newest_first_and_notes_stay_inside(given: Given, citizen: Browser) -> None:
    incident = opened(given)
    said(incident, "Sedang digali.", S.REPAIRING, internal_note="Katup 12 macet")
    said(incident, "", S.REPAIRING, internal_note="Pompa dipinjam")
    page = citizen.get("/gangguan/1")
    lines = [one.get_text(" ", strip=True) for one in page.all("ol.pt-line > li")]
    assert len(lines) == 2
    assert "Sedang digali." in lines[0]
    assert "Katup" not in page.text
    assert "Pompa" not in page.text


def test_nobody_of_the_staff_is_named(given: Given, citizen: Browser) -> None:
    person = given.staff(Role.OPERATOR, name="Operator Rahasia")
    incident = opened(given)
    news = News(S.KNOWN, "Kabar.", next_update_at=clock.now() + HOUR)
    actor = Actor(Role.OPERATOR, person.id)
    incidents.update(incident.id, news, actor, clock.now(), "said-by-a-person", None)
    assert "Rahasia" not in citizen.get("/gangguan/1").html


def test_planned_works_are_shown_before_they_begin(given: Given, citizen: Browser) -> None:
    opened(
        given,
        kind=IncidentKind.PLANNED,
        starts_at=clock.now() + 20 * HOUR,
        expected_end_at=clock.now() + 24 * HOUR,
        next_update_at=None,
    )
    page = citizen.get("/gangguan/1")
    assert "Pekerjaan terjadwal · Dijadwalkan" in page.text
    assert "Mulai besok 10.32, sampai besok 14.32." in page.text
    assert "Diumumkan 20 jam sebelum mulai." in page.text


def test_the_page_asks_for_news_by_itself_until_it_is_over(given: Given, citizen: Browser) -> None:
    incident = opened(given)
    page = citizen.get("/gangguan/1")
    block = page.one("#keadaan")
    assert block["hx-get"] == "/gangguan/1"
    tag = str(block["hx-ptag"])
    citizen.get("/gangguan/1", status=304, htmx=True, headers={"HX-PTag": tag})
    said(incident, "Sedang digali.", S.REPAIRING)
    fresh = citizen.get("/gangguan/1", htmx=True, headers={"HX-PTag": tag})
    assert "Sedang digali." in fresh.text
    closed(incident)
    assert not citizen.get("/gangguan/1").one("#keadaan").has_attr("hx-get")


def test_it_can_hang_on_the_notice_board(given: Given, citizen: Browser) -> None:
    opened(given)
    page = citizen.get("/gangguan/1")
    assert page.one(".pt-poster svg[role=img] path")["d"]
    assert "http://localhost/gangguan/1" in page.one(".pt-poster").get_text(" ", strip=True)


def test_an_unknown_number_is_not_found(citizen: Browser) -> None:
    citizen.get("/gangguan/7", status=404)


def test_the_page_needs_few_queries_however_much_was_said(
    given: Given, citizen: Browser, counting: Counting
) -> None:
    incident = opened(given, *(given.complaint() for _ in range(5)))
    for number in range(6):
        said(incident, f"Kabar {number}.", S.KNOWN)
    citizen.get("/gangguan/1")
    with counting() as statements:
        citizen.get("/gangguan/1")
    assert statements.count <= 4, statements.texts


def test_a_complaint_in_it_shows_its_state_its_words_and_the_way_there(
    given: Given, citizen: Browser
) -> None:
    row = given.complaint()
    incident = opened(given, row)
    said(incident, "Sedang digali.", S.REPAIRING)
    page = citizen.get(f"/t/{row.reference}")
    card = page.one("[aria-labelledby=gangguan]").get_text(" ", strip=True)
    assert "Dikerjakan" in card
    assert "Sedang digali." in card
    assert "Kabar berikutnya paling lambat hari ini 15.47." in card
    assert page.one("a[href='/gangguan/1']")
    lines = [one.get_text(" ", strip=True) for one in page.all("ol.pt-line > li")]
    assert "Sedang digali." in lines[0], "its updates stand in the complaint's own story"
    assert "Bagian dari gangguan" in lines[1]


def test_after_the_end_the_complaint_asks_its_reporter(given: Given, citizen: Browser) -> None:
    row = given.complaint()
    closed(opened(given, row))
    page = citizen.get(f"/t/{row.reference}")
    assert "Gangguan selesai ditangani" in page.text
    assert page.text.count("Air sudah normal.") == 2, "once in the card, once in the story"


def test_after_leaving_nothing_of_the_incident_is_said_as_its_present(
    given: Given, citizen: Browser
) -> None:
    row = given.complaint()
    incident = opened(given, row)
    incidents.leave(row.id, Deed(DESK, clock.now(), "it-leaves-again-key"))
    said(incident, "Kabar sesudah keluar.", S.KNOWN)
    page = citizen.get(f"/t/{row.reference}")
    assert "Kabar sesudah keluar." not in page.text
    assert "Bagian dari gangguan" in page.text
