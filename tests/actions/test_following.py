"""Ikuti & kabari saya: one signal for each form, news only where something changes, and an end."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from ptmb.actions import _schedule_news, following, incidents
from ptmb.actions._refusals import Incomplete
from ptmb.actions._schedule_news import HELD
from ptmb.actions.following import FollowTarget, Reader
from ptmb.actions.incidents import Ending, NewIncident
from ptmb.actions.rationing import unpublish
from ptmb.adapters import clock
from ptmb.adapters.clock import now
from ptmb.domain.lifecycle import Cause
from ptmb.domain.supply import IncidentKind
from ptmb.extensions import db
from ptmb.jobs.deliver import claim_one, deliver
from ptmb.models import Complaint, Follow, Incident, Message
from ptmb.queries.following import (
    due_reminders,
    follow_by_key,
    followers_of_area,
    followers_of_incident,
)
from tests.conftest import ENGINE
from tests.people import Given
from tests.water_turns import DESK, at, dry, dry_now, only_zone

PHONE, OTHER = "+6281200000001", "+6281200000002"
SECRET = "for-tests-only-" * 4
HOUR = timedelta(hours=1)


def follows(what: FollowTarget, phone: str = "", key: str = "a-form-of-its-own") -> str:
    return following.follow(what, Reader(phone), key, SECRET, clock.now())


@pytest.fixture
def incident(given: Given) -> Incident:
    new = NewIncident(
        kind=IncidentKind.FAULT, cause=Cause.TECHNICAL, title="Pipa pecah",
        public_text="Pipa pecah.", starts_at=clock.now(), area_ids=(given.area().id,),
        next_update_at=clock.now() + HOUR,
    )  # fmt: skip
    return incidents.open_incident(new, DESK, clock.now(), "opened-to-be-followed")


def waiting(template: str) -> list[Message]:
    db.session.rollback()
    rows = select(Message).where(Message.template == template).order_by(Message.id)
    return list(db.session.scalars(rows))


def test_the_same_form_sent_twice_is_one_follower(incident: Incident) -> None:
    first = follows(FollowTarget(incident_id=incident.id))
    assert follows(FollowTarget(incident_id=incident.id)) == first
    assert followers_of_incident(incident.id) == 1


def test_a_number_that_follows_twice_is_one_person(given: Given, incident: Incident) -> None:
    target = FollowTarget(incident_id=incident.id)
    for number, phone in enumerate((PHONE, PHONE, OTHER, "", "")):
        follows(target, phone, f"form-number-{number}")
    assert followers_of_incident(incident.id) == 4
    assert followers_of_area(given.area().id) == 0


def test_a_follower_is_no_complaint(incident: Incident) -> None:
    follows(FollowTarget(incident_id=incident.id), PHONE)
    assert db.session.scalar(select(func.count(Complaint.id))) == 0
    assert incident.complaints == 0


def test_who_stops_is_forgotten_and_hears_nothing_more(given: Given) -> None:
    zone = only_zone(given)
    key = follows(FollowTarget(area_id=given.area().id), PHONE)
    dry(zone, at(20), at(23))
    assert len(waiting("follow_schedule")) == 1
    following.stop(key, clock.now())
    following.stop(key, clock.now())
    row = follow_by_key(key)
    assert row is not None
    assert (row.phone, row.ended_at) == ("", clock.now())
    assert waiting("follow_schedule") == []
    assert followers_of_area(given.area().id) == 0
    dry(zone, at(19), at(23))
    assert waiting("follow_schedule") == []


def test_a_key_of_nobody_stops_nothing(given: Given) -> None:
    with pytest.raises(LookupError):
        following.stop("ABCDEFGHJKMN", clock.now())


@pytest.mark.parametrize("target", [FollowTarget(), FollowTarget(99), FollowTarget(area_id=9999)])
def test_only_what_is_there_is_followed(given: Given, target: FollowTarget) -> None:
    with pytest.raises(LookupError):
        follows(target)


def test_what_is_over_is_not_followed(incident: Incident) -> None:
    ending = Ending("Normal.", Cause.TECHNICAL)
    incidents.close(incident.id, ending, DESK, clock.now(), "the-end-of-it-all", None)
    with pytest.raises(Incomplete, match="sudah selesai"):
        follows(FollowTarget(incident_id=incident.id), PHONE)


def test_only_the_followers_of_what_changes_are_told_and_each_number_once(given: Given) -> None:
    zone = only_zone(given, "Gunung Sari Ilir", "Damai")
    for number, (area, phone) in enumerate(
        [("Damai", PHONE), ("Damai", PHONE), ("Manggar", OTHER), ("Gunung Sari Ilir", "")]
    ):
        follows(FollowTarget(area_id=given.area(area).id), phone, f"form-number-{number}")
    dry(zone, at(20), at(23))
    told = waiting("follow_schedule")
    assert [(one.phone, one.facts["area"]) for one in told] == [(PHONE, given.area("Damai").id)]
    assert told[0].due_at == clock.now() + HELD
    begins, ends = told[0].facts["dry"][0]
    assert begins.startswith("2024-02-10T12:00")
    assert ends.startswith("2024-02-10T15:00")
    dry(zone, at(20), at(23))
    assert len(waiting("follow_schedule")) == 1, "the same plan again is no news"


def test_a_publication_taken_back_at_once_was_never_told(given: Given) -> None:
    zone = only_zone(given)
    follows(FollowTarget(area_id=given.area().id), PHONE)
    token = dry(zone, at(20), at(23))
    unpublish(token, DESK, clock.now())
    assert waiting("follow_schedule") == []


def test_who_has_heard_of_it_hears_that_it_was_taken_back(given: Given) -> None:
    zone = only_zone(given)
    follows(FollowTarget(area_id=given.area().id), PHONE)
    token = dry(zone, at(20), at(23))
    said: list[Any] = []
    deliver(said.append, lambda: now() + HELD)
    unpublish(token, DESK, clock.now() + HELD)
    deliver(said.append, lambda: now() + 3 * HELD)
    assert len(said) == 2
    assert "Tidak mengalir" in said[0].text
    assert "Tidak ada giliran mati" in said[1].text


@pytest.mark.skipif(ENGINE == "sqlite", reason="there one writer waits for the other")
def test_what_the_worker_took_in_this_moment_is_sent_and_then_taken_back(
    app: Flask, given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    zone = only_zone(given)
    follows(FollowTarget(area_id=given.area().id), PHONE)
    token = dry(zone, at(20), at(23))
    taken: list[Any] = []

    def claim() -> None:
        with app.app_context():
            taken.append(claim_one(now() + HELD))
            db.session.remove()

    def meanwhile(table: Any) -> Any:
        worker = threading.Thread(target=claim)
        worker.start()
        worker.join()
        return delete(table)

    monkeypatch.setattr(_schedule_news, "delete", meanwhile)
    unpublish(token, DESK, clock.now())
    assert taken[0]
    assert [one.attempts for one in waiting("follow_schedule")] == [1, 0]


def test_a_reminder_asks_once_and_ends(given: Given) -> None:
    zone = dry_now(given)
    key = follows(FollowTarget(area_id=given.area().id, remind_at=at(21)), PHONE)
    dry(zone, at(22), at(23))
    assert waiting("follow_schedule") == [], "only one question was asked for"
    assert due_reminders(at(20, 59)) == []
    (follow_id,) = due_reminders(at(21))
    assert not following.remind(follow_id, at(20))
    assert following.remind(follow_id, at(21))
    assert not following.remind(follow_id, at(21))
    assert [one.phone for one in waiting("follow_reminder")] == [PHONE]
    row = follow_by_key(key)
    assert row is not None
    assert (row.phone, row.ended_at) == ("", at(21))


@pytest.mark.parametrize(("phone", "hour"), [("", 21), (PHONE, 14)])
def test_a_reminder_needs_a_number_and_a_moment_to_come(
    given: Given, phone: str, hour: int
) -> None:
    target = FollowTarget(area_id=given.area().id, remind_at=at(hour))
    with pytest.raises(Incomplete):
        follows(target, phone)
    assert db.session.scalar(select(func.count(Follow.id))) == 0
