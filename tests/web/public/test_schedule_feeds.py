"""The turns of a kelurahan outside of its page: calendar, news, figures, the notice board."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select
from werkzeug.test import TestResponse

from ptmb.actions import incidents, rationing
from ptmb.actions.incidents import NewIncident
from ptmb.adapters import clock
from ptmb.adapters.atom_file import AtomEntry, AtomHead, atom_file
from ptmb.domain.lifecycle import Cause
from ptmb.domain.roles import Actor, Role
from ptmb.domain.supply import IncidentKind
from ptmb.domain.water_plans import WITA, Plan, cut, cycle, weekly
from ptmb.extensions import db
from ptmb.models import RationingWindow, Zone
from ptmb.web.status_copies import copies_of
from tests.browsing import Browser, Page
from tests.people import Given

Browse = Callable[..., Browser]
Counting = Callable[[], AbstractContextManager[Any]]
DESK = Actor(Role.OPERATOR)
NIGHTS = Plan(
    "Malam hari",
    "Waduk surut",
    "Tampung air; simpan, hemat.",
    0,
    datetime(2024, 2, 10, tzinfo=WITA),
    None,
    (weekly(date(2024, 2, 9), range(7), time(18), time(8)),),
)
PAGE = "/status/karang-joang"


@pytest.fixture
def citizen(browse: Browse, given: Given) -> Browser:
    return browse()


def zone(code: str = "K12") -> Zone:
    return db.session.scalars(select(Zone).where(Zone.code == code)).one()


def published(plan: Plan = NIGHTS, code: str = "K12") -> str:
    at = clock.now()
    row = rationing.draft(zone(code).id, plan, DESK, at)
    return rationing.publish([row.id], DESK, at, f"{plan.title}-{code}-{at}").token


def fetch(citizen: Browser, path: str) -> TestResponse:
    """As a program does that reads no HTML."""
    response = citizen._ask("GET", path)
    assert response.status_code == 200, path
    return response


def calendar(page: Page) -> Any:
    return Calendar.from_ical(page.response.get_data())


def turns(page: Page) -> list[tuple[datetime, datetime]]:
    return [
        (event["dtstart"].dt.astimezone(UTC), event["dtend"].dt.astimezone(UTC))
        for event in calendar(page).walk("VEVENT")
    ]


def test_the_calendar_holds_the_published_turns_and_nothing_else(citizen: Browser) -> None:
    published()
    page = citizen.get(f"{PAGE}.ics")
    now = clock.now()
    rows = db.session.scalars(
        select(RationingWindow)
        .where(
            RationingWindow.share > 0,
            RationingWindow.ends_at > now,
            RationingWindow.starts_at < now + timedelta(days=28),
        )
        .order_by(RationingWindow.starts_at)
    ).all()
    assert turns(page) == [(row.starts_at, row.ends_at) for row in rows]
    assert len(rows) == 28


def test_the_calendar_is_one_that_telephones_accept(citizen: Browser) -> None:
    published()
    page = citizen.get(f"{PAGE}.ics")
    assert page.response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    raw = page.response.get_data()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    found = calendar(page)
    assert found.errors == []
    assert (found["version"], found["method"]) == ("2.0", "PUBLISH")
    assert found["prodid"]
    assert found["x-wr-calname"] == "Jadwal air Karang Joang"
    (time_zone,) = found.walk("VTIMEZONE")
    assert time_zone["tzid"] == "Asia/Makassar"
    for event in found.walk("VEVENT"):
        assert event.errors == []
        assert {"UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE"} <= set(event)
        assert event["dtstart"].params["tzid"] == "Asia/Makassar", "never a floating time"
        assert "belum tentu langsung dapat air" in event["description"]
        assert "Tampung air; simpan, hemat." in event["description"]


def events_a_minute_later(citizen: Browser) -> list[Any]:
    """What a calendar finds when the copy for everybody has been drawn anew."""
    copies_of(citizen.client.application).forget()
    return list(calendar(citizen.get(f"{PAGE}.ics")).walk("VEVENT"))


def test_an_event_keeps_its_name_and_counts_its_changes(citizen: Browser) -> None:
    token = published()
    first = events_a_minute_later(citizen)[1]
    clock.pin(clock.now() + timedelta(minutes=5))
    later = (weekly(date(2024, 2, 9), range(7), time(18), time(4)),)
    newer = published(replace(NIGHTS, title="Lebih pendek", rules=later))
    second = events_a_minute_later(citizen)[1]
    assert second["uid"] == first["uid"]
    assert second["dtend"].dt < first["dtend"].dt
    assert second["sequence"] > first["sequence"]
    rationing.unpublish(newer, DESK, clock.now() + timedelta(minutes=5))
    third = events_a_minute_later(citizen)[1]
    assert third["dtend"].dt == first["dtend"].dt
    assert third["sequence"] > second["sequence"]
    assert len({one["uid"] for one in calendar(citizen.get(f"{PAGE}.ics")).walk("VEVENT")}) == 28
    assert token


def test_a_partial_zone_says_where_it_holds_and_a_half_turn_how_much(citizen: Browser) -> None:
    published(replace(NIGHTS, rules=cycle("2024-02-10T00:00", (1, 50), (1, 0))), "BA")
    event = calendar(citizen.get("/status/graha-indah.ics")).walk("VEVENT")[0]
    assert event["summary"] == "Giliran air sekitar 50 % (rencana): sebagian, Batu Ampar (Km 8)"
    assert "Berlaku untuk: Soekarno-Hatta Km 6, Pasar Buton" in event["description"]
    assert "3 jam lebih lambat" in event["description"]


def test_a_kelurahan_without_a_plan_has_an_empty_calendar_that_still_is_one(
    citizen: Browser,
) -> None:
    found = calendar(citizen.get(f"{PAGE}.ics"))
    assert found.walk("VEVENT") == []
    assert found.subcomponents, "RFC 5545 asks for at least one component"


def atom(response: TestResponse) -> tuple[ET.Element, list[dict[str, str]]]:
    space = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(response.get_data())  # noqa: S314  written by ourselves
    entries = [
        {child.tag.removeprefix(space): child.text or "" for child in entry}
        for entry in feed.iter(f"{space}entry")
    ]
    return feed, entries


def test_the_news_tell_of_plans_of_their_end_and_of_incidents(
    given: Given, citizen: Browser
) -> None:
    token = published()
    clock.pin(clock.now() + timedelta(hours=1))
    rationing.unpublish(token, DESK, clock.now())
    clock.pin(clock.now() + timedelta(hours=1))
    at = clock.now()
    new = NewIncident(
        kind=IncidentKind.FAULT,
        cause=Cause.TECHNICAL,
        title="Pipa <putus> & bocor",
        public_text="Sedang dicari.",
        starts_at=at,
        area_ids=(given.area("Karang Joang").id,),
        next_update_at=at + timedelta(hours=2),
    )
    incidents.open_incident(new, DESK, at, "an-incident-of-the-feed-001")
    response = fetch(citizen, f"{PAGE}.atom")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed, entries = atom(response)
    assert [one["title"] for one in entries] == [
        "Diketahui: Pipa <putus> & bocor",
        "Jadwal giliran Km 12 ditarik",
        "Jadwal giliran Km 12: Malam hari",
    ]
    assert "Sampai selesai." in entries[2]["summary"]
    assert "Waduk surut" in entries[2]["summary"]
    assert len({one["id"] for one in entries}) == 3
    space = "{http://www.w3.org/2005/Atom}"
    assert feed.findtext(f"{space}updated") == entries[0]["updated"] == "2024-02-10T08:32:00Z"
    assert feed.findtext(f"{space}author/{space}name")
    links = {one.get("rel"): one.get("href") for one in feed.findall(f"{space}link")}
    assert links == {"self": f"http://localhost{PAGE}.atom", "alternate": f"http://localhost{PAGE}"}


def test_no_text_breaks_the_news(citizen: Browser) -> None:
    at = clock.now()
    entry = AtomEntry("x:1", "a\x0b\ufffe<b>", "]]>&", "https://x", at, at)
    feed = atom_file(AtomHead("x:0", "x:p", "t", "a", "id"), [entry], at)
    ET.fromstring(feed)  # noqa: S314  written by ourselves


def test_the_figures_are_whole_days_by_the_minute(citizen: Browser) -> None:
    published()
    response = citizen.get(f"{PAGE}/jadwal.json").response
    found = response.get_json()
    (zone_figures,) = found["zones"]
    assert zone_figures["code"] == "K12"
    assert len(zone_figures["days"]) == 7
    tomorrow = zone_figures["days"][1]
    assert tomorrow["date"] == "2024-02-11"
    assert tomorrow["pieces"] == [
        {"from_minute": 0, "to_minute": 480, "share": 100, "planned": True},
        {"from_minute": 480, "to_minute": 1080, "share": 0, "planned": True},
        {"from_minute": 1080, "to_minute": 1440, "share": 100, "planned": True},
    ]
    assert "belum tentu" in found["plan_not_promise"]


def test_the_sheet_for_the_notice_board_says_the_week_in_words_and_strips(
    citizen: Browser,
) -> None:
    published()
    page = citizen.get(f"{PAGE}/jadwal")
    assert page.one("h1").get_text(strip=True) == "Jadwal air Karang Joang"
    rows = [row.get_text(" ", strip=True) for row in page.all("tbody tr")]
    assert len(rows) == 7
    assert "hari ini" in rows[0]
    assert rows[1].endswith("00.00–08.00, 18.00–24.00")
    assert "Menurut jadwal air mengalir lagi hari ini 18.00." in page.text
    assert "belum tentu langsung dapat air" in page.text
    assert page.one("svg[role=img] path")["d"]
    assert "http://localhost/status/karang-joang" in page.text
    strips = page.all("tbody svg")
    assert len(strips) == 7
    assert all(one["aria-hidden"] == "true" for one in strips)
    assert len(page.all(".jd-now")) == 1


def test_a_split_kelurahan_names_the_streets_of_each_part(citizen: Browser) -> None:
    published(code="BA")
    text = citizen.get("/status/graha-indah/jadwal").text
    assert "Sebagian bergilir: Batu Ampar (Km 8)" in text
    assert "Soekarno-Hatta Km 6 (Km 6, Kilo 6)" in text
    assert "Di tempat tinggi air bisa datang 3 jam lebih lambat." in text


def test_without_a_plan_the_sheet_says_so(citizen: Browser) -> None:
    page = citizen.get(f"{PAGE}/jadwal")
    assert "Belum ada jadwal giliran di sini." in page.text
    assert "belum tentu langsung dapat air" not in page.text
    assert page.all("table") == []


def test_before_a_plan_begins_the_sheet_says_when_water_stops(citizen: Browser) -> None:
    begins = clock.now() + timedelta(days=1)
    published(cut("Perbaikan", "", "", begins, begins + timedelta(hours=6)))
    page = citizen.get(f"{PAGE}/jadwal")
    assert "Menurut jadwal air mengalir, lalu berhenti besok" in page.text
    assert "Belum ada jadwal" not in page.text


@pytest.mark.parametrize("end", [".ics", ".atom", "/jadwal.json", "/jadwal"])
def test_everybody_is_given_the_same_and_may_keep_it(citizen: Browser, end: str) -> None:
    published()
    response = fetch(citizen, PAGE + end)
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in response.headers
    tag = response.headers["ETag"]
    again = citizen._ask("GET", PAGE + end, headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert citizen._ask("GET", f"/status/tidak-ada{end}").status_code == 404


@pytest.mark.parametrize("end", [".ics", ".atom", "/jadwal.json", "/jadwal"])
def test_it_takes_few_questions_however_much_was_planned(
    citizen: Browser, counting: Counting, end: str
) -> None:
    for code in ("BA", "K12"):
        published(code=code)
    fetch(citizen, f"/status/graha-indah{end}")
    with counting() as statements:
        fetch(citizen, f"/status/graha-indah{end}")
    assert statements.count <= 7, statements.texts


def test_a_cut_until_somebody_says_so_is_no_turn(citizen: Browser) -> None:
    published(cut("Perbaikan", "", "", clock.now(), None))
    assert turns(citizen.get(f"{PAGE}.ics")) == []
    text = citizen.get(f"{PAGE}/jadwal").text
    assert "Belum diketahui kapan lagi." in text
