"""An officer's own order: whose jobs it holds, how long it lasts, and who is written down."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from ptmb.actions import dispatch, fieldwork, job_routes, undoing
from ptmb.actions.dispatch import Assignee
from ptmb.actions.fieldwork import Outcome
from ptmb.actions.job_routes import Wish
from ptmb.adapters import clock
from ptmb.domain.audit import AuditDeed
from ptmb.domain.choices import HandBackReason, WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.geography import Point
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db
from ptmb.jobs.prune import prune_rows
from ptmb.models import AuditEntry, Complaint, JobOrder, Staff
from ptmb.queries.job_list import JobList
from tests.people import Given

DESK = Actor(Role.OPERATOR)
HOUR = timedelta(hours=1)


@pytest.fixture
def me(given: Given) -> Staff:
    person: Staff = given.staff(Role.OFFICER)
    return person


def three(given: Given, me: Staff) -> list[Complaint]:
    """By their targets in this order."""
    now = clock.now()
    return [
        given.complaint(Status.ASSIGNED, officer=me, at=now - timedelta(hours=hours))
        for hours in (9, 6, 3)
    ]


def wish(me: Staff, jobs: Sequence[Complaint]) -> Wish:
    return Wish([one.id for one in jobs], me.actor(), clock.now())


def listed(me: Staff) -> list[int]:
    db.session.expire_all()
    today = clock.now() - timedelta(hours=12)
    mine = JobList(me.id, me.crew_id, since=today)
    return [one.complaint.id for one in mine.jobs()]


def stored(me: Staff) -> list[int]:
    rows = select(JobOrder.complaint_id).where(JobOrder.staff_id == me.id)
    return list(db.session.scalars(rows.order_by(JobOrder.position)))


def test_the_list_stands_in_the_order_that_was_made(given: Given, me: Staff) -> None:
    first, second, third = three(given, me)

    kept = job_routes.arrange(wish(me, [third, first, second]))

    assert kept == listed(me) == [third.id, first.id, second.id]


def test_a_new_order_takes_the_place_of_the_old_one(given: Given, me: Staff) -> None:
    first, second, third = three(given, me)
    job_routes.arrange(wish(me, [third, first, second]))

    job_routes.arrange(wish(me, [second, third]))

    assert stored(me) == [second.id, third.id]
    assert listed(me) == [second.id, third.id, first.id]


def test_what_became_anothers_while_the_order_was_made_is_left_out(given: Given, me: Staff) -> None:
    first, second, third = three(given, me)
    other = given.staff(Role.OFFICER)
    asked = wish(me, [third, first, second])
    deed = Deed(DESK, clock.now(), "the-desk-was-faster-1")
    dispatch.assign(third.id, Assignee(staff_id=other.id), deed, "uji")

    assert job_routes.arrange(asked) == [first.id, second.id]
    assert listed(me) == [first.id, second.id]


def test_nobody_orders_what_belongs_to_somebody_else(given: Given, me: Staff) -> None:
    theirs = given.complaint(Status.ASSIGNED)
    mine = given.complaint(Status.ASSIGNED, officer=me)

    assert job_routes.arrange(wish(me, [theirs, mine])) == [mine.id]
    assert not job_routes.put_first(theirs.id, wish(me, [mine]))
    assert stored(me) == [mine.id]


def test_two_of_a_crew_order_the_same_jobs_each_in_their_own_way(given: Given) -> None:
    crew = given.crew()
    one, two = (given.staff(Role.OFFICER, crew_id=crew.id) for _ in range(2))
    jobs = [given.complaint(), given.complaint()]
    for number, job in enumerate(jobs):
        deed = Deed(DESK, clock.now(), f"crew-gets-the-job-{number}")
        dispatch.assign(job.id, Assignee(crew_id=crew.id), deed, "uji")

    job_routes.arrange(wish(one, jobs))
    job_routes.arrange(wish(two, jobs[::-1]))

    assert listed(one) == [jobs[0].id, jobs[1].id]
    assert listed(two) == [jobs[1].id, jobs[0].id]


def test_the_job_at_hand_stays_on_top_of_any_order(given: Given, me: Staff) -> None:
    first, second, third = three(given, me)
    job_routes.arrange(wish(me, [third, first, second]))

    fieldwork.set_off(second.id, Deed(me.actor(), clock.now(), "off-to-the-second-1"))

    assert listed(me) == [second.id, third.id, first.id]


def test_a_job_that_ended_and_came_back_has_lost_its_place(given: Given, me: Staff) -> None:
    first, second, third = three(given, me)
    job_routes.arrange(wish(me, [third, second, first]))
    clock.pin(clock.now() + HOUR)
    back = Deed(me.actor(), clock.now(), "given-back-to-the-desk")
    dispatch.hand_back(third.id, HandBackReason.NO_TOOLS, back)
    assert listed(me) == [second.id, first.id]

    again = Deed(DESK, clock.now() + HOUR, "and-given-to-me-again")
    dispatch.assign(third.id, Assignee(staff_id=me.id), again, "uji")

    assert listed(me) == [second.id, first.id, third.id]


def test_finished_by_mistake_and_taken_back_it_stands_where_it_stood(
    given: Given, me: Staff
) -> None:
    first, second, third = three(given, me)
    job_routes.arrange(wish(me, [third, second, first]))
    by, at = me.actor(), clock.now()
    fieldwork.set_off(second.id, Deed(by, at, "visit-second-set-off"))
    fieldwork.arrive(second.id, Deed(by, at, "visit-second-arrives"))
    fieldwork.resolve(
        second.id,
        Outcome(WorkDone.VALVE_OPENED, Cause.TECHNICAL),
        Deed(by, at, "visit-second-resolved"),
    )
    undoing.retract(second.id, Deed(by, at, "visit-second-taken-back"))
    fieldwork.set_off(first.id, Deed(by, at + HOUR, "off-to-the-first-now"))

    assert listed(me) == [first.id, third.id, second.id]


def test_the_order_of_yesterday_counts_no_more_and_is_thrown_away(given: Given, me: Staff) -> None:
    first, second, third = three(given, me)
    job_routes.arrange(wish(me, [third, second, first]))

    clock.pin(clock.now() + timedelta(days=1, minutes=1))
    assert listed(me) == [first.id, second.id, third.id]

    prune_rows(clock.now())
    assert stored(me) == []


def test_back_to_the_usual_order(given: Given, me: Staff) -> None:
    first, second, third = three(given, me)
    job_routes.arrange(wish(me, [third, second, first]))

    job_routes.forget(me.actor())

    assert listed(me) == [first.id, second.id, third.id]
    assert stored(me) == []


def test_a_job_pinned_first_is_written_down(given: Given, me: Staff) -> None:
    first, second, third = three(given, me)

    assert job_routes.put_first(third.id, wish(me, [first, second, third]), "10.0.0.7")

    assert listed(me) == [third.id, first.id, second.id]
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.deed == AuditDeed.JOB_FIRST))
    (written,) = entry
    assert (written.subject, written.staff_id, written.address) == (
        third.reference,
        me.id,
        "10.0.0.7",
    )
    assert written.at == clock.now()


def test_a_pin_on_what_is_no_longer_mine_changes_nothing(given: Given, me: Staff) -> None:
    first, second, third = three(given, me)
    job_routes.arrange(wish(me, [first, second, third]))
    deed = Deed(me.actor(), clock.now(), "given-back-to-the-desk")
    dispatch.hand_back(third.id, HandBackReason.NO_TOOLS, deed)

    assert not job_routes.put_first(third.id, wish(me, [first, second]))
    assert listed(me) == [first.id, second.id]
    assert db.session.scalar(select(AuditEntry).where(AuditEntry.deed == "job_first")) is None


def test_the_position_that_came_with_the_wish_is_kept_and_none_takes_nothing_away(
    given: Given, me: Staff
) -> None:
    jobs = three(given, me)
    job_routes.arrange(wish(me, jobs), Point(-1.25, 116.86))
    job_routes.arrange(wish(me, jobs))

    officer = db.session.get_one(Staff, me.id, populate_existing=True)
    assert (officer.latitude, officer.longitude) == (-1.25, 116.86)
    assert officer.positioned_at == clock.now()


def test_a_job_named_twice_stands_once(given: Given, me: Staff) -> None:
    first, second, _ = three(given, me)
    assert job_routes.arrange(wish(me, [second, first, second])) == [second.id, first.id]
