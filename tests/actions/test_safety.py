"""Area tidak aman: every desk knows until it is safe or the job is somebody else's."""

import pytest

from ptmb.actions import dispatch, fieldwork, safety, triage
from ptmb.actions._record import Incomplete, StaleComplaint
from ptmb.actions.dispatch import Assignee
from ptmb.adapters import clock
from ptmb.domain.choices import HandBackReason, WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause, Status, StepRefused
from ptmb.domain.roles import Actor, Role
from ptmb.domain.safety import HoldReason
from ptmb.extensions import db
from ptmb.models import Complaint, Message, Staff
from ptmb.queries.notices import unread_notices
from tests.people import Given

DESK = Actor(Role.OPERATOR)


@pytest.fixture
def officer(given: Given) -> Staff:
    person: Staff = given.staff(Role.OFFICER)
    return person


@pytest.fixture
def job(given: Given, officer: Staff) -> Complaint:
    """Held for live wires, by the officer at the place."""
    complaint: Complaint = given.complaint(
        Status.IN_PROGRESS, officer=officer, phone="+6281200000001"
    )
    safety.hold(complaint.id, HoldReason.ELECTRICITY, "kabel putus", own(officer, "held"))
    return fresh(complaint)


def own(officer: Staff, key: str, seen: int | None = None) -> Deed:
    return Deed(officer.actor(), clock.now(), f"officer-of-the-hold-{key}", seen=seen)


def desk(key: str, seen: int | None = None) -> Deed:
    return Deed(DESK, clock.now(), f"desk-of-the-hold-{key}", seen=seen)


def fresh(complaint: Complaint) -> Complaint:
    return db.session.get_one(Complaint, complaint.id, populate_existing=True)


def told() -> list[int]:
    return [one.complaint.id for one in unread_notices(Role.OPERATOR)]


def test_a_hold_stops_nothing_and_stands_before_every_desk(job: Complaint, officer: Staff) -> None:
    assert (job.status, job.officer_id) == (Status.IN_PROGRESS, officer.id)
    assert job.held_at is not None
    assert told() == [job.id]
    about = db.session.query(Message).filter_by(complaint_id=job.id)
    assert "hold" not in {one.template for one in about}, "the citizen is not told"


def test_held_again_it_stands_there_once_with_the_new_reason(
    job: Complaint, officer: Staff
) -> None:
    safety.hold(job.id, HoldReason.THREAT, "", own(officer, "held-again"))
    (one,) = unread_notices(Role.OPERATOR)
    assert one.event.facts["reason"] == "threat"


def test_the_desk_releases_it_once(job: Complaint) -> None:
    safety.release(job.id, desk("release"))
    assert fresh(job).held_at is None
    assert told() == []
    with pytest.raises(StepRefused):
        safety.release(job.id, desk("release-again"))
    assert safety.release(job.id, desk("release")).step == "release", "the same deed"


@pytest.mark.parametrize("way", ["assigned", "handed_back", "resolved", "noted"])
def test_it_ends_with_the_job_and_not_before(
    given: Given, job: Complaint, officer: Staff, way: str
) -> None:
    if way == "assigned":
        other = Assignee(staff_id=given.staff(Role.OFFICER).id)
        dispatch.assign(job.id, other, desk("assign"), "uji")
    elif way == "handed_back":
        dispatch.hand_back(job.id, HandBackReason.UNSAFE, own(officer, "back"))
    elif way == "resolved":
        outcome = fieldwork.Outcome(WorkDone.OTHER, Cause.TECHNICAL)
        fieldwork.resolve(job.id, outcome, own(officer, "done"))
    else:
        triage.note(job.id, "Polisi dihubungi", desk("note"))
    assert (fresh(job).held_at is None) == (way != "noted")
    assert told() == ([job.id] if way == "noted" else [])


def test_a_page_from_before_the_hold_sends_nobody_in(given: Given, job: Complaint) -> None:
    to = Assignee(staff_id=given.staff(Role.OFFICER).id)
    with pytest.raises(StaleComplaint):
        dispatch.assign(job.id, to, desk("old-page", seen=job.version - 1), "uji")
    assert fresh(job).held_at is not None


def test_a_release_does_not_refuse_what_the_officer_did_meanwhile(
    job: Complaint, officer: Staff
) -> None:
    safety.release(job.id, desk("release"))
    later = own(officer, "held-offline", seen=job.version)
    assert safety.hold(job.id, HoldReason.TRAFFIC, "", later).step == "hold"


def test_another_danger_needs_words_and_only_the_holder_holds(
    given: Given, job: Complaint, officer: Staff
) -> None:
    with pytest.raises(Incomplete):
        safety.hold(job.id, HoldReason.OTHER, " ", own(officer, "silent"))
    stranger = given.staff(Role.OFFICER)
    with pytest.raises(StepRefused):
        safety.hold(job.id, HoldReason.GROUND, "", own(stranger, "stranger"))
