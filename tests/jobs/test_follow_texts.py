"""What those who follow read on the telephone, and what is forgotten of them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ptmb.actions import following, incidents
from ptmb.actions._schedule_news import HELD
from ptmb.actions.following import FollowTarget, Reader
from ptmb.actions.incidents import Ending, NewIncident
from ptmb.adapters.clock import now
from ptmb.adapters.message_gateway import Outgoing
from ptmb.domain.lifecycle import Cause
from ptmb.domain.supply import IncidentKind
from ptmb.extensions import db
from ptmb.jobs import forget, reminders
from ptmb.jobs.deliver import deliver
from ptmb.models import Follow, Message
from tests.people import Given
from tests.water_turns import DESK, at, dry, only_zone

PHONE = "+6281200000001"
SECRET = "for-tests-only-" * 4


def follows(what: FollowTarget, language: str = "id") -> str:
    return following.follow(what, Reader(PHONE, language), "a-form-of-its-own", SECRET, now())


def sent(after: timedelta = timedelta(0)) -> list[Outgoing]:
    found: list[Outgoing] = []
    deliver(found.append, lambda: now() + after)
    return found


@pytest.mark.parametrize("partial", [False, True])
def test_a_new_plan_is_told_with_its_dry_hours_and_that_it_is_a_plan(
    given: Given, partial: bool
) -> None:
    zone = only_zone(given, partial=partial)
    key = follows(FollowTarget(area_id=given.area().id))
    dry(zone, at(20), at(8, days=1))
    assert sent() == [], "it may still be taken back"
    (message,) = sent(HELD)
    assert "Jadwal air Gunung Sari Ilir berubah mulai Sabtu 10 Feb." in message.text
    assert "Tidak mengalir: Sab 10 Feb 20.00 – Min 11 Feb 08.00." in message.text
    assert ("Hanya sebagian wilayah." in message.text) is partial
    assert "Jadwal adalah rencana; digilir belum tentu langsung dapat air." in message.text
    assert "http://localhost/status/gunung-sari-ilir" in message.text
    assert f"http://localhost/ikut/{key}" in message.text
    assert message.id.startswith("IKUT-")


def test_the_question_comes_once_with_the_way_to_the_area(given: Given) -> None:
    follows(FollowTarget(area_id=given.area().id, remind_at=at(21)))
    assert reminders.remind_followers(at(20)) == 0
    assert reminders.remind_followers(at(21)) == 1
    assert reminders.remind_followers(at(22)) == 0
    (message,) = sent(timedelta(hours=8))
    assert "Air di Gunung Sari Ilir sudah mengalir?" in message.text
    assert "http://localhost/status/gunung-sari-ilir" in message.text


def test_who_reads_english_is_led_to_english_pages(given: Given) -> None:
    key = follows(FollowTarget(area_id=given.area().id, remind_at=at(21)), "en")
    reminders.remind_followers(at(21))
    (message,) = sent(timedelta(hours=8))
    assert "http://localhost/status/gunung-sari-ilir?bahasa=en" in message.text
    assert f"http://localhost/ikut/{key}?bahasa=en" in message.text


def followed_incident(given: Given) -> int:
    new = NewIncident(
        kind=IncidentKind.FAULT, cause=Cause.TECHNICAL, title="Pipa pecah",
        public_text="Pipa pecah.", starts_at=now(), area_ids=(given.area().id,),
        next_update_at=now() + timedelta(hours=1),
    )  # fmt: skip
    incident = incidents.open_incident(new, DESK, now(), "opened-to-be-followed")
    follows(FollowTarget(incident_id=incident.id))
    ending = Ending("Air sudah normal.", Cause.TECHNICAL)
    incidents.close(incident.id, ending, DESK, now(), "closed-for-followers", None)
    return incident.id


def test_the_follower_of_an_incident_is_led_to_its_page(given: Given) -> None:
    followed_incident(given)
    (message,) = sent()
    assert "Gangguan G-001 selesai: Pipa pecah." in message.text
    assert "http://localhost/gangguan/1" in message.text
    assert "/t/PTM" not in message.text


def test_numbers_are_forgotten_when_the_promised_months_have_passed(given: Given) -> None:
    followed_incident(given)
    assert forget.forget_followers(now() + timedelta(days=30)) == 0
    assert forget.forget_followers(now() + timedelta(days=3650)) == 1
    assert db.session.scalars(select(Follow.phone)).all() == [""]
    assert set(db.session.scalars(select(Message.phone))) == {""}
