"""Work that failed twice is put before a supervisor until one of them has read it."""

from datetime import timedelta

import pytest

from ptmb.actions import notices, reporting, triage
from ptmb.adapters import clock
from ptmb.domain.choices import StillWrong, WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.roles import REPORTER, Actor, Role
from ptmb.extensions import db
from ptmb.models import Complaint, Notice
from ptmb.queries.notices import unread_notices
from tests.people import Given


def reopened(complaint: Complaint, times: int) -> None:
    at = clock.now()
    for number in range(times):
        at += timedelta(minutes=2)
        if number:
            settled = Deed(Actor(Role.OPERATOR), at - timedelta(minutes=1), f"settled-{number:08d}")
            triage.resolve_at_desk(
                complaint.id, WorkDone.EXPLAINED, Cause.TECHNICAL, "Sudah", settled
            )
        again = Deed(REPORTER, at, f"reopened-{complaint.id}-{number:08d}")
        reporting.reopen(complaint.id, again, StillWrong.DRY, "masih mati")


@pytest.mark.parametrize(("times", "notes"), [(1, 0), (2, 1), (3, 2)])
def test_from_the_second_reopening_on_a_supervisor_is_told(
    given: Given, times: int, notes: int
) -> None:
    complaint = given.complaint(Status.RESOLVED)
    reopened(complaint, times)
    told = unread_notices(Role.SUPERVISOR)
    assert [one.complaint.id for one in told] == [complaint.id] * notes
    assert unread_notices(Role.OPERATOR) == []


def test_what_one_supervisor_has_read_is_read(given: Given) -> None:
    complaint = given.complaint(Status.RESOLVED)
    reopened(complaint, 2)
    first, second = (given.staff(Role.SUPERVISOR) for _ in range(2))
    (told,) = unread_notices(Role.SUPERVISOR)

    notices.acknowledge(told.id, by=first.actor(), at=clock.now())
    notices.acknowledge(told.id, by=second.actor(), at=clock.now() + timedelta(hours=1))

    assert unread_notices(Role.SUPERVISOR) == []
    kept = db.session.query(Notice).one()
    assert (kept.reader_id, kept.read_at) == (first.id, clock.now())


def test_an_operator_cannot_put_away_what_is_for_the_supervisor(given: Given) -> None:
    complaint = given.complaint(Status.RESOLVED)
    reopened(complaint, 2)
    (told,) = unread_notices(Role.SUPERVISOR)
    with pytest.raises(LookupError):
        notices.acknowledge(told.id, by=given.staff(Role.OPERATOR).actor(), at=clock.now())
    assert len(unread_notices(Role.SUPERVISOR)) == 1
