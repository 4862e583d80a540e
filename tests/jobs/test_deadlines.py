"""Steps that time takes: only when it is ripe, only once, and never over somebody's head."""

from datetime import timedelta

import pytest

from ptmb.actions import reporting
from ptmb.adapters.clock import now
from ptmb.domain.choices import Confirmation
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import REPORTER
from ptmb.extensions import db
from ptmb.jobs import deadlines
from ptmb.models import Complaint
from tests.people import Given

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
    assert deadlines.end_turns(now()) == 1
    assert again(complaint).status is Status.RESOLVED


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
