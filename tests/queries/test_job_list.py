"""The officer's list: what is theirs, in which order, and what was taken from them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from ptmb.actions import dispatch, fieldwork, undoing
from ptmb.actions.dispatch import Assignee
from ptmb.adapters import clock
from ptmb.domain.choices import HandBackReason
from ptmb.domain.deed import Deed
from ptmb.domain.geography import Point
from ptmb.domain.lifecycle import Status, Step
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db
from ptmb.models import Complaint, Staff
from ptmb.queries.job_list import JobList
from tests.conftest import Statements
from tests.people import Given

Counting = Callable[[], AbstractContextManager[Statements]]

DESK = Actor(Role.OPERATOR)


def list_of(officer: Staff, position: Point | None = None) -> JobList:
    return JobList(officer.id, officer.crew_id, position)


def references(jobs: JobList) -> list[str]:
    return [job.complaint.reference for job in jobs.jobs()]


def assign(complaint: Complaint, to: Assignee, key: str) -> None:
    dispatch.assign(complaint.id, to, Deed(DESK, clock.now(), key), "uji")


def test_the_earlier_deadline_stands_first(given: Given) -> None:
    me = given.staff(Role.OFFICER)
    now = clock.now()
    late = given.complaint(Status.ASSIGNED, officer=me, at=now - timedelta(days=5))
    fresh = given.complaint(Status.ASSIGNED, officer=me, at=now - timedelta(hours=1))

    assert references(list_of(me)) == [late.reference, fresh.reference]


def test_of_two_deadlines_in_one_half_hour_the_nearer_job_stands_first(given: Given) -> None:
    me = given.staff(Role.OFFICER)
    at = clock.now() - timedelta(hours=2)
    far = given.complaint(Status.ASSIGNED, officer=me, at=at, latitude=-1.20, longitude=116.90)
    near = given.complaint(
        Status.ASSIGNED, officer=me, at=at + timedelta(minutes=1), latitude=-1.24, longitude=116.83
    )

    assert references(list_of(me, Point(-1.24, 116.83))) == [near.reference, far.reference]


def test_the_job_at_hand_stays_on_top_of_more_urgent_ones(given: Given) -> None:
    me = given.staff(Role.OFFICER)
    now = clock.now()
    late = given.complaint(Status.ASSIGNED, officer=me, at=now - timedelta(days=5))
    at_hand = given.complaint(Status.EN_ROUTE, officer=me, at=now - timedelta(hours=1))

    assert references(list_of(me)) == [at_hand.reference, late.reference]


def test_major_work_waits_at_the_end(given: Given) -> None:
    me = given.staff(Role.OFFICER)
    now = clock.now()
    major = given.complaint(Status.FOLLOW_UP, officer=me, at=now - timedelta(days=9))
    fresh = given.complaint(Status.ASSIGNED, officer=me, at=now - timedelta(hours=1))

    assert references(list_of(me)) == [fresh.reference, major.reference]


def test_what_is_finished_is_no_job(given: Given) -> None:
    me = given.staff(Role.OFFICER)
    done = given.complaint(Status.RESOLVED, officer=me)

    assert references(list_of(me)) == []
    assert list_of(me).find(done.reference) is not None


def test_another_officers_job_does_not_exist(given: Given) -> None:
    me, other = given.staff(Role.OFFICER), given.staff(Role.OFFICER)
    theirs = given.complaint(Status.ASSIGNED, officer=other)

    assert references(list_of(me)) == []
    assert list_of(me).find(theirs.reference) is None
    assert list_of(me).lost(theirs.reference) is None


def test_a_crews_job_belongs_to_each_of_them_until_one_sets_off(given: Given) -> None:
    crew = given.crew()
    first, second = (given.staff(Role.OFFICER, crew_id=crew.id) for _ in range(2))
    stranger = given.staff(Role.OFFICER, crew_id=given.crew("Tim Lain").id)
    job = given.complaint()
    assign(job, Assignee(crew_id=crew.id), "crew-gets-the-job-1")
    assert references(list_of(first)) == references(list_of(second)) == [job.reference]
    assert references(list_of(stranger)) == []

    leaves = Deed(Actor(Role.OFFICER, first.id, crew.id), clock.now(), "the-first-sets-off")
    fieldwork.set_off(job.id, leaves)

    assert references(list_of(first)) == [job.reference]
    assert references(list_of(second)) == []


def test_a_job_given_to_somebody_else_is_told_until_it_is_read(given: Given) -> None:
    me, other = given.staff(Role.OFFICER), given.staff(Role.OFFICER)
    job = given.complaint(Status.EN_ROUTE, officer=me)
    assign(job, Assignee(staff_id=other.id), "the-desk-changes-it")

    lost = list_of(me).taken_away(clock.now())

    assert [one.complaint.reference for one in lost] == [job.reference]
    assert list_of(me).taken_away(clock.now(), [lost[0].event.id]) == []
    assert list_of(me).taken_away(clock.now() + timedelta(hours=13)) == []


def test_a_job_that_came_back_is_not_told_as_lost(given: Given) -> None:
    me, other = given.staff(Role.OFFICER), given.staff(Role.OFFICER)
    job = given.complaint(Status.ASSIGNED, officer=me)
    assign(job, Assignee(staff_id=other.id), "the-desk-changes-it")
    assign(job, Assignee(staff_id=me.id), "the-desk-thinks-again")

    assert list_of(me).taken_away(clock.now()) == []


def test_what_i_handed_back_myself_is_no_news(given: Given) -> None:
    me = given.staff(Role.OFFICER)
    job = given.complaint(Status.ASSIGNED, officer=me)
    deed = Deed(Actor(Role.OFFICER, me.id), clock.now(), "i-give-it-back-1")
    dispatch.hand_back(job.id, HandBackReason.NO_TOOLS, deed)

    assert list_of(me).taken_away(clock.now()) == []


def test_only_jobs_of_my_areas_that_nobody_has_can_be_taken(given: Given) -> None:
    me = given.staff(Role.OFFICER, areas=("Damai Baru",))
    here = given.complaint(area="Damai Baru")
    given.complaint(area="Sepinggan")
    given.complaint(Status.ASSIGNED, area="Damai Baru")

    assert [one.complaint.reference for one in list_of(me).open_in_areas()] == [here.reference]


def test_the_pulse_beats_for_my_jobs_and_my_areas_only(given: Given) -> None:
    me = given.staff(Role.OFFICER, areas=("Damai Baru",))
    still = list_of(me).pulse()
    given.complaint(Status.ASSIGNED, area="Sepinggan")
    assert list_of(me).pulse() == still

    given.complaint(area="Damai Baru")
    waiting = list_of(me).pulse()
    assert waiting.waiting == 1

    given.complaint(Status.ASSIGNED, officer=me, area="Sepinggan")
    assert list_of(me).pulse().newest > waiting.newest


def test_the_pulse_beats_when_the_crews_job_goes_to_another_crew(given: Given) -> None:
    crew, others = given.crew(), given.crew("Tim Lain")
    me = given.staff(Role.OFFICER, crew_id=crew.id)
    given.staff(Role.OFFICER, crew_id=others.id)
    job = given.complaint()
    assign(job, Assignee(crew_id=crew.id), "crew-gets-the-job-first")
    before = list_of(me).pulse()
    assign(job, Assignee(crew_id=others.id), "another-crew-gets-it-now")

    assert list_of(me).pulse().newest > before.newest
    assert references(list_of(me)) == []


def test_a_job_given_by_mistake_is_said_to_be_gone(given: Given) -> None:
    me, desk = given.staff(Role.OFFICER), given.staff(Role.OPERATOR).actor()
    job = given.complaint()
    deed = Deed(desk, clock.now(), "given-to-the-wrong-one")
    dispatch.assign(job.id, Assignee(staff_id=me.id), deed, "uji")
    undoing.retract(job.id, Deed(desk, clock.now(), "taken-back-at-once"))

    assert [one.event.step for one in list_of(me).taken_away(clock.now())] == [Step.RETRACT]


def test_the_pulse_is_one_statement(given: Given, counting: Counting) -> None:
    me = list_of(given.staff(Role.OFFICER))
    db.session.commit()

    with counting() as statements:
        me.pulse()

    assert statements.count == 1
