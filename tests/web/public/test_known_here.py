"""Answer first: what is known is said in step 2, and reporting stays as easy as following."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from ptmb.actions import incidents
from ptmb.actions.incidents import NewIncident
from ptmb.adapters import clock
from ptmb.domain.lifecycle import Cause
from ptmb.domain.supply import IncidentKind
from ptmb.extensions import db
from ptmb.models import Complaint
from tests.browsing import Page
from tests.people import Given
from tests.water_turns import DESK, at, dry, dry_now, only_zone
from tests.web.public.conftest import AT_HOME, Browse, Counting, Send


def place(browse: Browse, language: str = "", **said: str) -> Page:
    browser = browse()
    if language:
        browser.client.set_cookie("bahasa", language)
    return browser.get(f"/lapor/lokasi?{urlencode({**AT_HOME, **said})}")


def opened(given: Given, **fields: Any) -> None:
    facts: dict[str, Any] = {
        "kind": IncidentKind.FAULT, "cause": Cause.TECHNICAL, "title": "Pipa pecah di MT Haryono",
        "public_text": "Pipa pecah.", "starts_at": clock.now() - timedelta(hours=1),
        "area_ids": (given.area().id,), "next_update_at": clock.now() + timedelta(minutes=28),
        **fields,
    }  # fmt: skip
    incidents.open_incident(NewIncident(**facts), DESK, clock.now(), f"opened-{facts['title']}")


def test_during_a_turn_the_card_says_until_when_and_that_nothing_is_broken(
    browse: Browse, given: Given
) -> None:
    dry_now(given)
    card = place(browse).one(".pt-known")
    text = " ".join(card.get_text(" ").split())
    assert "Sedang bergilir" in text
    assert "Jadwal mengalir lagi hari ini 18.00" in text
    assert "bukan kerusakan pipa" in text
    assert "Jadwal adalah rencana; digilir belum tentu langsung dapat air." in text
    assert card.select_one(".tone-turn .pt-cap svg")


def test_both_ways_on_are_equally_large_and_following_is_the_filled_one(
    browse: Browse, given: Given
) -> None:
    dry_now(given)
    ways = place(browse).one(".pt-known").select(".btn")
    assert [one.get_text(strip=True) for one in ways] == ["Ikuti & kabari saya", "Tetap lapor"]
    assert all("btn-lg" in one["class"] for one in ways)
    assert ["btn-primary" in one["class"] for one in ways] == [True, False]
    assert ways[0]["href"] == "/status/gunung-sari-ilir/ikuti"


@pytest.mark.parametrize("category", ["LEAK", "LEAKSVC", "METER", "BILL"])
def test_a_leak_is_never_discouraged(browse: Browse, given: Given, category: str) -> None:
    dry_now(given)
    opened(given)
    assert not place(browse, k=category).all(".pt-known")
    page = browse().get(
        f"/lapor/lokasi?{urlencode({**AT_HOME, 'k': category, 'aksi': 'lanjut'})}", status=303
    )
    assert urlsplit(page.location).path == "/lapor/kirim"


@pytest.mark.parametrize("category", ["NOFLOW", "LOWP", "QUALITY", "SCHED"])
def test_every_question_about_supply_is_answered_first(
    browse: Browse, given: Given, category: str
) -> None:
    dry_now(given)
    assert place(browse, k=category).all(".pt-known")


def test_without_anything_known_there_is_no_card(browse: Browse, given: Given) -> None:
    only_zone(given)
    assert not place(browse).all(".pt-known")
    dry_now(given, "Manggar")
    assert not place(browse).all(".pt-known")


def test_an_incident_comes_before_the_turn_and_the_rest_is_counted(
    browse: Browse, given: Given
) -> None:
    dry_now(given)
    opened(given)
    page = place(browse)
    text = page.one(".pt-known").get_text(" ")
    assert "Gangguan diketahui" in text
    assert "Pipa pecah di MT Haryono" in text
    assert "Penyebab sedang dicari." in text
    assert "Kabar berikutnya paling lambat hari ini 15.00." in text
    assert "dan 1 info lain" in text
    assert page.one(".pt-known .btn-primary")["href"] == "/gangguan/1/ikuti"


def test_a_crew_comes_before_an_incident_without_one(browse: Browse, given: Given) -> None:
    opened(given, title="Dengan tim", crew_id=given.crew().id)
    opened(given, title="Tanpa tim")
    text = place(browse).one(".pt-known").get_text(" ")
    assert "Dengan tim" in text
    assert "Petugas sedang mengerjakan." in text


def test_after_a_turn_one_may_be_asked_later(browse: Browse, given: Given) -> None:
    zone = only_zone(given)
    dry(zone, at(6), at(13), told=at(5))
    page = place(browse)
    text = " ".join(page.one(".pt-known").get_text(" ").split())
    assert "Air mulai mengalir" in text
    assert "Giliran mati selesai hari ini 13.00" in text
    assert "Daerah tinggi bisa sampai 3 jam lebih lama." in text
    link = page.one(".pt-known .btn-primary")
    assert link.get_text(strip=True) == "Kabari jika lewat 16.00"
    form = browse().get(str(link["href"]))
    assert "Kabari jika lewat 16.00" in form.text


def test_before_a_turn_reporting_is_the_filled_one(browse: Browse, given: Given) -> None:
    zone = only_zone(given)
    dry(zone, at(20), at(23))
    ways = place(browse).one(".pt-known").select(".btn")
    assert [one.get_text(strip=True) for one in ways] == ["Tetap lapor", "Lihat jadwal"]
    assert ["btn-primary" in one["class"] for one in ways] == [True, False]


def test_planned_work_says_how_long(browse: Browse, given: Given) -> None:
    opened(
        given, kind=IncidentKind.PLANNED, starts_at=clock.now() + timedelta(hours=1),
        expected_end_at=at(19), next_update_at=None,
    )  # fmt: skip
    text = place(browse).one(".pt-known").get_text(" ")
    assert "Perbaikan terjadwal" in text
    assert "sampai hari ini 19.00" in text


def test_the_moving_map_brings_the_card(browse: Browse, given: Given) -> None:
    dry_now(given)
    block = browse().get(f"/lapor/sekitar?{urlencode(AT_HOME)}", htmx=True)
    assert block.all("#sekitar .pt-known")


def test_without_javascript_it_stands_between_the_steps_with_the_same_two_ways(
    browse: Browse, given: Given
) -> None:
    dry_now(given)
    said = {"k": "NOFLOW", "wilayah": str(given.area().id), "patokan": "dekat <masjid>"}
    page = browse().get(f"/lapor/lokasi?{urlencode({**said, 'aksi': 'lanjut'})}")
    assert page.one("h1").get_text(strip=True) == "Sebelum Anda melapor"
    assert [one.get_text(strip=True) for one in page.all(".pt-known .btn")] == [
        "Ikuti & kabari saya",
        "Tetap lapor",
    ]
    form = {
        str(one["name"]): str(one["value"]) for one in page.all("#tempat input, input[form=tempat]")
    }
    query = urlencode({**form, "aksi": "lanjut"})
    there = browse().get(f"/lapor/lokasi?{query}", status=303).location
    assert urlsplit(there).path == "/lapor/kirim"
    assert parse_qs(urlsplit(there).query)["patokan"] == ["dekat <masjid>"]


def test_a_report_during_a_turn_carries_the_hint_and_is_asked_how_long(
    browse: Browse, given: Given, sent: Send
) -> None:
    zone = dry_now(given)
    sent(browse(), dry_span="days_2_3")
    one = db.session.query(Complaint).one()
    assert (one.cause, one.cause_hint) == (Cause.UNKNOWN, Cause.RATIONING)
    assert (one.zone_id, one.water_due_at) == (zone.id, at(18))
    assert one.urgency.value == "emergency", "days without water are more urgent"


@pytest.mark.parametrize("category", ["LEAK", "METER"])
def test_what_a_turn_cannot_explain_carries_no_hint(
    browse: Browse, given: Given, sent: Send, category: str
) -> None:
    dry_now(given)
    place = {**AT_HOME, "k": category}
    sent(browse(), place, phone="081234567890", customer_number="123456")
    assert [one.cause_hint for one in db.session.query(Complaint)] == [None]


@pytest.mark.parametrize("category", ["NOFLOW", "LOWP", "SCHED"])
def test_step_three_asks_how_long(browse: Browse, given: Given, category: str) -> None:
    page = browse().get(f"/lapor/kirim?{urlencode({**AT_HOME, 'k': category})}")
    assert len(page.all("#dry_span input[type=radio]")) == 4


def test_outside_of_a_turn_nothing_is_hinted(browse: Browse, given: Given, sent: Send) -> None:
    only_zone(given)
    sent(browse())
    assert db.session.query(Complaint).one().cause_hint is None


def test_the_card_costs_two_statements(browse: Browse, counting: Counting, given: Given) -> None:
    dry_now(given)
    opened(given)
    browser, leak = browse(), urlencode({**AT_HOME, "k": "LEAK"})
    dry_tap = urlencode(AT_HOME)
    browser.get(f"/lapor/lokasi?{dry_tap}")
    counts = []
    for query in (leak, dry_tap):
        with counting() as statements:
            browser.get(f"/lapor/lokasi?{query}")
        counts.append(statements.count)
    assert counts[1] - counts[0] <= 2
