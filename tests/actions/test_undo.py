"""Urungkan: for a moment, by who did it, as if it had not been, and nobody outside hears of it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from ptmb.actions import dispatch, fieldwork, reporting, triage, undoing
from ptmb.actions._record import Incomplete, StaleComplaint
from ptmb.actions.dispatch import Assignee
from ptmb.actions.fieldwork import Outcome
from ptmb.adapters import clock
from ptmb.domain.choices import WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause, Status, Step, StepRefused
from ptmb.domain.roles import REPORTER, Actor, Role
from ptmb.extensions import db
from ptmb.jobs.deliver import claim_one
from ptmb.models import Complaint, ComplaintEvent, Crew, Message, Staff
from tests.people import Given

PHONE = "+6281200000001"


@pytest.fixture
def operator(given: Given) -> Actor:
    return given.staff(Role.OPERATOR).actor()


@pytest.fixture
def officer(given: Given) -> Staff:
    person: Staff = given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",))
    return person


def after(seconds: float) -> datetime:
    return clock.now() + timedelta(seconds=seconds)


def deed(by: Actor, seconds: float = 0.0, key: str = "") -> Deed:
    return Deed(by, after(seconds), key or f"deed-of-{by.role}-after-{seconds}-seconds")


def assigned(complaint: Complaint, to: Assignee, by: Actor) -> ComplaintEvent:
    return dispatch.assign(complaint.id, to, deed(by, key=f"assign-{complaint.id}-{to}"[:64]), "x")


def again(complaint: Complaint) -> Complaint:
    db.session.rollback()
    return db.session.get_one(Complaint, complaint.id, populate_existing=True)


def waiting(complaint: Complaint) -> dict[str, datetime | None]:
    db.session.rollback()
    rows = db.session.scalars(select(Message).where(Message.complaint_id == complaint.id))
    return {row.template: row.due_at for row in rows}


def test_an_assignment_taken_back_leaves_nothing_but_its_trace(
    given: Given, operator: Actor, officer: Staff
) -> None:
    complaint = given.complaint(phone=PHONE)
    assigned(complaint, Assignee(staff_id=officer.id), operator)

    event = undoing.retract(complaint.id, deed(operator, 9))

    now = again(complaint)
    assert (now.status, now.officer_id, now.crew_id) == (Status.RECEIVED, None, None)
    assert now.responded_at is None, "nobody has answered this complaint yet"
    assert (now.version, event.step) == (3, Step.RETRACT)
    assert set(waiting(complaint)) == {"receive"}


@pytest.mark.parametrize("begun", [False, True])
def test_who_had_the_job_before_has_it_again(
    given: Given, operator: Actor, officer: Staff, begun: bool
) -> None:
    crew: Crew = given.crew()
    complaint = given.complaint(Status.EN_ROUTE if begun else Status.ASSIGNED, officer=officer)
    assigned(complaint, Assignee(crew_id=crew.id), operator)
    assert (again(complaint).officer_id, again(complaint).crew_id) == (None, crew.id)

    undoing.retract(complaint.id, deed(operator, 3))

    now = again(complaint)
    assert (now.officer_id, now.crew_id) == (officer.id, None)
    assert now.status is (Status.EN_ROUTE if begun else Status.ASSIGNED)


@pytest.mark.parametrize(("seconds", "undone"), [(14.9, True), (15.0, False)])
def test_ten_seconds_and_five_for_the_network(
    given: Given, operator: Actor, officer: Staff, seconds: float, undone: bool
) -> None:
    complaint = given.complaint()
    assigned(complaint, Assignee(staff_id=officer.id), operator)

    if undone:
        undoing.retract(complaint.id, deed(operator, seconds))
    else:
        with pytest.raises(Incomplete, match="lewat"):
            undoing.retract(complaint.id, deed(operator, seconds))

    assert again(complaint).status is (Status.RECEIVED if undone else Status.ASSIGNED)


def test_nobody_undoes_what_another_did(given: Given, operator: Actor, officer: Staff) -> None:
    complaint = given.complaint()
    assigned(complaint, Assignee(staff_id=officer.id), operator)
    colleague = given.staff(Role.OPERATOR).actor()
    with pytest.raises(StepRefused):
        undoing.retract(complaint.id, deed(colleague, 2))
    assert again(complaint).status is Status.ASSIGNED


def test_what_was_followed_by_another_step_stays(
    given: Given, operator: Actor, officer: Staff
) -> None:
    complaint = given.complaint()
    event = assigned(complaint, Assignee(staff_id=officer.id), operator)
    triage.verify(complaint.id, triage.Verdict(cause=Cause.QUALITY), deed(operator, 1, "verified"))
    with pytest.raises(StepRefused):
        undoing.retract(complaint.id, deed(operator, 2))
    fieldwork.set_off(complaint.id, deed(officer.actor(), 3, "the-officer-was-faster"))
    seen = Deed(operator, after(4), "an-older-page-undoes", seen=event.version)
    with pytest.raises(StaleComplaint):
        undoing.retract(complaint.id, seen)
    assert again(complaint).status is Status.EN_ROUTE


def test_a_note_meanwhile_is_no_hindrance(given: Given, operator: Actor, officer: Staff) -> None:
    complaint = given.complaint()
    event = assigned(complaint, Assignee(staff_id=officer.id), operator)
    reporting.add(complaint.id, deed(REPORTER, 2), "RT 12")
    undoing.retract(complaint.id, Deed(operator, after(3), "undo-all-the-same", seen=event.version))
    assert again(complaint).status is Status.RECEIVED


def test_undoing_twice_with_one_key_is_one_step(
    given: Given, operator: Actor, officer: Staff
) -> None:
    complaint = given.complaint()
    assigned(complaint, Assignee(staff_id=officer.id), operator)
    first = undoing.retract(complaint.id, deed(operator, 2))
    assert undoing.retract(complaint.id, deed(operator, 2)).id == first.id
    assert again(complaint).version == 3


def test_finished_work_is_unfinished_again_with_the_cause_it_had(
    given: Given, officer: Staff
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer, phone=PHONE)
    outcome = Outcome(WorkDone.VALVE_OPENED, Cause.TECHNICAL)
    fieldwork.resolve(complaint.id, outcome, deed(officer.actor(), key="finished-too-early"))
    assert again(complaint).ended_on

    undoing.retract(complaint.id, deed(officer.actor(), 29))

    now = again(complaint)
    assert (now.status, now.officer_id) == (Status.IN_PROGRESS, officer.id)
    assert (now.cause, now.resolved_at, now.ended_on) == (Cause.UNKNOWN, None, None)
    assert "resolve" not in waiting(complaint)


def test_after_half_a_minute_finished_is_finished(given: Given, officer: Staff) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    outcome = Outcome(WorkDone.VALVE_OPENED, Cause.TECHNICAL)
    fieldwork.resolve(complaint.id, outcome, deed(officer.actor(), key="finished-in-earnest"))
    with pytest.raises(Incomplete):
        undoing.retract(complaint.id, deed(officer.actor(), 36))
    assert again(complaint).status is Status.RESOLVED


def test_the_citizen_is_told_when_undoing_is_over_and_not_before(
    given: Given, operator: Actor, officer: Staff
) -> None:
    complaint = given.complaint(phone=PHONE, at=clock.now())
    assert claim_one(after(0)), "the receipt goes out at once"
    assigned(complaint, Assignee(staff_id=officer.id), operator)
    assert claim_one(after(14.9)) is None
    assert claim_one(after(15))


def test_who_was_told_already_is_not_untold(given: Given, operator: Actor, officer: Staff) -> None:
    """The tap came in time, but waited for its turn until the message was on its way."""
    complaint = given.complaint(phone=PHONE)
    assigned(complaint, Assignee(staff_id=officer.id), operator)
    claim_one(after(20))
    claim_one(after(20))
    with pytest.raises(Incomplete):
        undoing.retract(complaint.id, deed(operator, 14))
    assert again(complaint).status is Status.ASSIGNED


def test_news_goes_out_in_its_order(given: Given, operator: Actor, officer: Staff) -> None:
    complaint = given.complaint(phone=PHONE)
    assigned(complaint, Assignee(staff_id=officer.id), operator)
    assert waiting(complaint)["assign"] == after(15)
    fieldwork.set_off(complaint.id, deed(officer.actor(), 4))
    assert waiting(complaint) == {"receive": None, "assign": None, "set_off": None}


def test_a_merge_undone_at_once_was_never_heard_of(given: Given, operator: Actor) -> None:
    target, child = given.complaint(), given.complaint(phone=PHONE)
    triage.merge(child.id, target.id, deed(operator, key="merged-by-mistake"))
    assert waiting(child)["merge"] == after(15)

    triage.unmerge(child.id, deed(operator, 8))

    assert again(child).status is Status.RECEIVED
    assert set(waiting(child)) == {"receive"}


def test_a_merge_undone_later_is_told(given: Given, operator: Actor) -> None:
    target, child = given.complaint(), given.complaint(phone=PHONE)
    triage.merge(child.id, target.id, deed(operator, key="merged-for-an-hour"))
    triage.unmerge(child.id, deed(operator, 3600))
    assert set(waiting(child)) == {"receive", "merge", "unmerge"}
