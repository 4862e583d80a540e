"""Random people try random steps: no illegal state, and the events always explain the present."""

import itertools
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from ptmb.actions import dispatch, fieldwork, intake, reporting, triage
from ptmb.actions._record import Incomplete, StaleComplaint
from ptmb.actions.dispatch import Assignee
from ptmb.actions.fieldwork import MajorWork, Outcome
from ptmb.adapters import clock
from ptmb.domain.choices import (
    HandBackReason,
    MajorReason,
    PlaceSource,
    RejectReason,
    StillWrong,
    WorkDone,
)
from ptmb.domain.deed import Deed
from ptmb.domain.lanes import LANE_OF
from ptmb.domain.lifecycle import DONE, RULES, Cause, Move, Status, Step, StepRefused
from ptmb.domain.place import Place
from ptmb.domain.roles import FOLLOWER, REPORTER, SYSTEM, Actor, Role
from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent, CountByDay, CountNow, FinishedByDay
from tests.people import Given

_keys = itertools.count()
Try = Callable[[int, Deed, int], Any]

TRIES: dict[Step, Try] = {
    Step.VERIFY: lambda c, d, _: triage.verify(c, triage.Verdict(cause=Cause.QUALITY), d),
    Step.ASSIGN: lambda c, d, n: dispatch.assign(c, Assignee(staff_id=n), d, "uji"),
    Step.ASK: lambda c, d, _: triage.ask(c, "Di mana?", d),
    Step.ANSWER: lambda c, d, _: reporting.answer(c, d, "Di sini"),
    Step.EXPIRE: lambda c, d, _: reporting.stop_waiting(c, d),
    Step.TAKE: lambda c, d, _: dispatch.take(c, d),
    Step.HAND_BACK: lambda c, d, _: dispatch.hand_back(c, HandBackReason.NO_TOOLS, d),
    Step.SET_OFF: lambda c, d, _: fieldwork.set_off(c, d),
    Step.ARRIVE: lambda c, d, _: fieldwork.arrive(c, d),
    Step.RESOLVE: lambda c, d, _: (
        fieldwork.resolve(c, Outcome(WorkDone.OTHER, Cause.TECHNICAL), d)
        if d.by.role is Role.OFFICER
        else triage.resolve_at_desk(c, WorkDone.EXPLAINED, Cause.CUSTOMER_SIDE, "Sudah", d)
    ),
    Step.ESCALATE: lambda c, d, _: fieldwork.escalate(
        c, MajorWork(MajorReason.PERMIT, "izin", True, date(2030, 1, 1)), d
    ),
    Step.EXPLAIN: lambda c, d, _: triage.explain(c, d.at + timedelta(hours=3), "jadwal", d),
    Step.FLOW_RETURNED: lambda c, d, _: reporting.water_is_back(c, d),
    Step.STILL_DRY: lambda c, d, _: reporting.still_dry(c, d),
    Step.MERGE: lambda c, d, n: triage.merge(c, -n, d),
    Step.UNMERGE: lambda c, d, _: triage.unmerge(c, d),
    Step.REJECT: lambda c, d, _: triage.reject(c, RejectReason.NOT_OURS, "PLN", d),
    Step.CONFIRM: lambda c, d, _: reporting.confirm(c, d, 4, ""),
    Step.CLOSE_SILENT: lambda c, d, _: reporting.close_silently(c, d),
    Step.REOPEN: lambda c, d, _: reporting.reopen(c, d, StillWrong.DRY, "masih mati"),
    Step.SEND_BACK: lambda c, d, _: triage.send_back(c, "belum rapi", d),
    Step.WITHDRAW: lambda c, d, _: reporting.withdraw(c, d),
    Step.NOTE: lambda c, d, _: triage.note(c, "catatan", d),
    Step.SUPPORT: lambda c, d, _: intake.support(c, "", d, secret="x" * 32),
}
BY_DESIGN_LATER = {Step.GROUP, Step.UNGROUP, Step.RECEIVE, Step.ADD_PHOTO}


def test_every_step_of_the_table_is_tried_here() -> None:
    assert set(TRIES) | BY_DESIGN_LATER == set(Step)


def _actor(role: Role, officer_id: int, areas: frozenset[int]) -> Actor:
    return {
        Role.REPORTER: REPORTER,
        Role.FOLLOWER: FOLLOWER,
        Role.SYSTEM: SYSTEM,
        Role.OFFICER: Actor(Role.OFFICER, officer_id, None, areas),
    }.get(role, Actor(role))


ROLES = [Role.REPORTER, Role.FOLLOWER, Role.SYSTEM, Role.OFFICER, Role.OPERATOR, Role.SUPERVISOR,
         Role.MAYOR]  # fmt: skip
moves = st.lists(
    st.tuples(st.sampled_from(list(TRIES)), st.sampled_from(ROLES), st.integers(0, 1),
              st.integers(-30, 300)),
    min_size=1,
    max_size=14,
)  # fmt: skip


@pytest.fixture
def officers(given: Given) -> tuple[int, int]:
    areas = ("Gunung Sari Ilir",)
    return (
        given.staff(Role.OFFICER, areas=areas).id,
        given.staff(Role.OFFICER, areas=("Manggar",)).id,
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=moves)
def test_events_always_explain_the_present(
    app: Flask, given: Given, officers: tuple[int, int], moves: list[tuple[Step, Role, int, int]]
) -> None:
    complaint, other = given.complaint(), given.complaint()
    areas = frozenset({given.area().id})
    at = clock.now()
    for step, role, which, minutes in moves:
        at += timedelta(minutes=minutes)  # sometimes backwards, as clocks do
        deed = Deed(_actor(role, officers[which], areas), at, f"try-{next(_keys):012d}")
        target = -other.id if step is Step.MERGE else officers[which]
        before = db.session.get_one(Complaint, complaint.id, populate_existing=True).status
        try:
            TRIES[step](complaint.id, deed, target)
        except (StepRefused, Incomplete):
            after = db.session.get_one(Complaint, complaint.id, populate_existing=True)
            assert after.status is before
    _check(complaint.id)


def _check(complaint_id: int) -> None:
    complaint = db.session.get_one(Complaint, complaint_id, populate_existing=True)
    events = db.session.scalars(
        select(ComplaintEvent)
        .where(ComplaintEvent.complaint_id == complaint_id)
        .order_by(ComplaintEvent.id)
    ).all()
    status: Status | None = None
    for number, event in enumerate(events, start=1):
        assert event.version == number, "version grows by one"
        assert event.status_before is status, "each event starts where the last one ended"
        assert _legal(event), f"{event.role} took {event.step} from {event.status_before}"
        status = event.status_after
    assert status is complaint.status, "events replay to the present state"
    assert complaint.version == len(events)
    assert complaint.lane is LANE_OF[complaint.status]
    held = complaint.officer_id or complaint.crew_id
    assert not (held and complaint.status is Status.RECEIVED), "at the desk it is nobody's job"
    moments = [event.at for event in events]
    assert moments == sorted(moments), "time never runs backwards"
    _check_figures()


def _legal(event: ComplaintEvent) -> bool:
    return any(
        rule.step is event.step
        and event.role in rule.roles
        and (event.status_before in rule.sources if event.status_before else not rule.sources)
        and (isinstance(rule.target, Move) or rule.target is event.status_after)
        for rule in RULES
    )


def _check_figures() -> None:
    rows = db.session.scalars(select(Complaint)).all()
    by_day = Counter((r.received_on, r.area_id or 0, r.cause, r.status) for r in rows)
    kept_days = {
        (c.received_on, c.area_id, c.cause, c.status): c.total
        for c in db.session.scalars(select(CountByDay).execution_options(populate_existing=True))
        if c.total
    }
    assert kept_days == dict(by_day), "the roll-up by day equals a count of the complaints"
    now = Counter((r.lane, r.status, r.area_id or 0, r.category_id) for r in rows)
    kept_now = {
        (c.lane, c.status, c.area_id, c.category_id): c.total
        for c in db.session.scalars(select(CountNow).execution_options(populate_existing=True))
        if c.total
    }
    assert kept_now == dict(now), "the roll-up of now equals a count of the complaints"
    finished = Counter((r.resolved_on, r.area_id or 0) for r in rows if r.status in DONE)
    kept_finished = {
        (c.resolved_on, c.area_id): c.total
        for c in db.session.scalars(select(FinishedByDay).execution_options(populate_existing=True))
        if c.total
    }
    assert kept_finished == dict(finished), "the roll-up of finished equals a count of them"


def test_the_same_key_again_is_the_same_step_done_once(given: Given) -> None:
    officer = given.staff(Role.OFFICER)
    complaint = given.complaint(Status.ASSIGNED, officer=officer)
    deed = Deed(Actor(Role.OFFICER, officer.id), clock.now(), "one-and-the-same-key", seen=2)
    first = fieldwork.set_off(complaint.id, deed)
    again = fieldwork.set_off(complaint.id, deed)
    assert first.id == again.id
    assert db.session.get_one(Complaint, complaint.id, populate_existing=True).version == 3


def test_a_stale_page_is_told_what_changed_and_overwrites_nothing(given: Given) -> None:
    complaint = given.complaint()
    desk = Actor(Role.OPERATOR)
    seen = complaint.version
    triage.ask(complaint.id, "Di mana?", Deed(desk, clock.now(), "operator-1-asks", seen=seen))
    with pytest.raises(StaleComplaint) as told:
        triage.reject(
            complaint.id,
            RejectReason.NOT_OURS,
            "PLN",
            Deed(desk, clock.now(), "operator-2-rejects", seen=seen),
        )
    assert [event.step for event in told.value.events] == [Step.ASK]
    fresh = db.session.get_one(Complaint, complaint.id, populate_existing=True)
    assert fresh.status is Status.NEED_INFO


def test_a_note_meanwhile_does_not_make_a_page_stale(given: Given) -> None:
    complaint = given.complaint()
    seen = complaint.version
    reporting.add(complaint.id, Deed(REPORTER, clock.now(), "reporter-adds-words"), "RT 12")
    deed = Deed(Actor(Role.OPERATOR), clock.now(), "operator-asks-anyway", seen=seen)
    assert triage.ask(complaint.id, "Gang berapa?", deed).status_after is Status.NEED_INFO


def test_a_submission_sent_twice_is_one_complaint_with_one_code(given: Given, app: Flask) -> None:
    new = intake.NewComplaint(
        key="the-same-submission-key",
        category_id=given.category("OTHER").id,
        place=Place(source=PlaceSource.LANDMARK),
    )
    secret = str(app.secret_key)
    first = intake.receive(new, by=REPORTER, at=clock.now(), secret=secret)
    again = intake.receive(new, by=REPORTER, at=clock.now(), secret=secret)
    assert first.complaint.reference == again.complaint.reference
    assert first.reporter_key == again.reporter_key


def test_waiting_for_an_answer_does_not_eat_the_time_to_finish(given: Given) -> None:
    complaint = given.complaint(Status.NEED_INFO)
    due, since = complaint.due_at, complaint.status_since
    later = since + timedelta(hours=5)
    reporting.answer(complaint.id, Deed(REPORTER, later, "reporter-answers-late"), "Di RT 12")
    fresh = db.session.get_one(Complaint, complaint.id, populate_existing=True)
    assert fresh.due_at - due == timedelta(hours=5)


def test_a_duplicate_never_follows_itself_a_chain_or_a_cycle(given: Given) -> None:
    first, second, third = given.complaint(), given.complaint(), given.complaint()
    desk = Actor(Role.OPERATOR)

    def merge(one: Complaint, into: Complaint, key: str) -> None:
        triage.merge(one.id, into.id, Deed(desk, clock.now(), key))

    merge(first, second, "merge-first-into-second")
    for one, into in ((second, second), (second, first), (third, first), (second, third)):
        with pytest.raises(Incomplete):
            merge(one, into, f"merge-{one.id}-{into.id}-refused")


def test_an_officer_finishes_only_their_own_job(given: Given) -> None:
    complaint = given.complaint(Status.IN_PROGRESS)
    stranger = given.staff(Role.OFFICER)
    deed = Deed(Actor(Role.OFFICER, stranger.id), clock.now(), "a-stranger-finishes")
    with pytest.raises(StepRefused):
        fieldwork.resolve(complaint.id, Outcome(WorkDone.OTHER, Cause.TECHNICAL), deed)
