"""Steps that time takes: only when it is ripe, only once, and never over somebody's head."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from ptmb.actions import rationed, reporting
from ptmb.adapters.clock import now
from ptmb.domain.choices import Confirmation
from ptmb.domain.deed import Deed
from ptmb.domain.known import Turn
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import REPORTER, Role
from ptmb.extensions import db
from ptmb.jobs import deadlines
from ptmb.models import Complaint, Message
from tests.people import Given
from tests.water_turns import at, dry_now

_HOUR = timedelta(hours=1)


def again(complaint: Complaint) -> Complaint:
    db.session.refresh(complaint)
    return complaint


def test_48_hours_of_silence_close_a_resolved_complaint(given: Given) -> None:
    complaint = given.complaint(Status.RESOLVED, at=now() - 50 * _HOUR)
    assert deadlines.close_silent(now()) == 1
    assert again(complaint).status is Status.CLOSED
    assert complaint.confirmed_by is Confirmation.SILENCE


def test_47_hours_do_not(given: Given) -> None:
    complaint = given.complaint(Status.RESOLVED, at=now() - 47 * _HOUR)
    assert deadlines.close_silent(now()) == 0
    assert again(complaint).status is Status.RESOLVED


def test_a_question_without_answer_returns_to_the_desk_after_three_days(given: Given) -> None:
    complaint = given.complaint(Status.NEED_INFO, at=now() - timedelta(days=3, hours=1))
    late = again(complaint).due_at
    assert deadlines.stop_waiting(now()) == 1
    assert again(complaint).status is Status.RECEIVED
    assert complaint.due_at > late + timedelta(days=3), "the clock ran on while it waited"


def test_a_turn_that_nobody_misses_counts_as_come_after_48_hours(given: Given) -> None:
    complaint = given.complaint(Status.RATIONED, at=now() - 60 * _HOUR)
    assert deadlines.end_turns(now()) == 0, "nobody has been asked"
    assert deadlines.ask_about_flow(now()) == 1
    assert deadlines.end_turns(now() + 47 * _HOUR) == 0
    assert deadlines.end_turns(now() + 48 * _HOUR) == 1
    assert again(complaint).status is Status.RESOLVED


def test_everybody_is_asked_once_when_their_own_zone_has_had_its_time(given: Given) -> None:
    desk = given.staff(Role.OPERATOR).actor()
    hill, shore = (dry_now(given, recovery=minutes).id for minutes in (180, 0))
    for zone_id in (hill, shore, None):
        one = given.complaint(phone="+6281200000001")
        step = Deed(desk, now(), f"explain-for-the-job-{zone_id}")
        rationed.explain(one.id, at(18), "Jadwal", step, zone_id=zone_id)
    asked = [deadlines.ask_about_flow(at(hour)) for hour in (17, 18, 20, 21, 22)]
    assert asked == [0, 2, 0, 1, 0]
    questions = select(func.count(Message.id)).where(Message.template == "flow_question")
    assert db.session.scalar(questions) == 3


def test_a_hint_alone_is_no_turn_to_ask_about(given: Given) -> None:
    given.complaint(turn=Turn(dry_now(given).id, at(18)))
    assert deadlines.ask_about_flow(at(23)) == 0


def test_a_turn_still_to_come_is_left_alone(given: Given) -> None:
    given.complaint(Status.RATIONED, at=now() - 3 * _HOUR)
    assert deadlines.end_turns(now()) == 0


def test_twice_is_once(given: Given) -> None:
    complaint = given.complaint(Status.RESOLVED, at=now() - 50 * _HOUR)
    assert deadlines.close_silent(now()) == 1
    version = again(complaint).version
    assert deadlines.close_silent(now()) == 0
    assert again(complaint).version == version


def test_the_reporter_who_is_faster_is_heard(given: Given, monkeypatch: pytest.MonkeyPatch) -> None:
    complaint = given.complaint(Status.RESOLVED, at=now() - 50 * _HOUR)
    close = reporting.close_silently

    def overtaken(complaint_id: int, deed: Deed) -> object:
        reporting.confirm(complaint_id, Deed(REPORTER, now(), "the-reporter-says-yes"), 5, "")
        return close(complaint_id, deed)

    monkeypatch.setattr(reporting, "close_silently", overtaken)
    assert deadlines.close_silent(now()) == 0
    assert again(complaint).confirmed_by is Confirmation.REPORTER
