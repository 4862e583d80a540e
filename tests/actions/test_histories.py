"""Random people try random steps: no illegal state, and the events always explain the present."""

import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from ptmb.actions import (
    dispatch,
    fieldwork,
    finding,
    incidents,
    intake,
    rationed,
    reporting,
    safety,
    triage,
    undoing,
)
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
from ptmb.domain.lifecycle import GENTLE, RULES, Cause, Move, Status, Step, StepRefused
from ptmb.domain.place import Place
from ptmb.domain.roles import FOLLOWER, REPORTER, SYSTEM, Actor, Role
from ptmb.domain.safety import HoldReason
from ptmb.domain.supply import IncidentKind
from ptmb.extensions import db
from ptmb.models import (
    Complaint,
    ComplaintEvent,
    Incident,
    Message,
    Notice,
)
from tests.people import Given
from tests.roll_ups import check_roll_ups

ELSEWHERE = Place(PlaceSource.GPS, area_id=2, latitude=-1.24, longitude=116.9, accuracy_m=8.0)
AT_WORK = (Status.ASSIGNED, Status.EN_ROUTE, Status.IN_PROGRESS, Status.FOLLOW_UP)
_keys = itertools.count()


def _incident(deed: Deed) -> Incident:
    """The one that is open; a new one when there is none."""
    is_open = select(Incident).where(Incident.closed_at.is_(None))
    there = db.session.scalar(is_open.execution_options(populate_existing=True))
    new = incidents.NewIncident(
        IncidentKind.FAULT, Cause.RATIONING, "Pompa mati", "Pompa mati.", deed.at,
        area_ids=(1,), next_update_at=deed.at + timedelta(hours=1),
    )  # fmt: skip
    return there or incidents.open_incident(new, Actor(Role.OPERATOR), deed.at, f"{deed.key}-new")


def _group(complaint_id: int, deed: Deed) -> int:
    chosen = [incidents.Chosen(complaint_id)]
    return incidents.join(chosen, _incident(deed).id, deed.by, deed.at, deed.key)


def _resolve(complaint_id: int, deed: Deed) -> Any:
    """The officer at the place, an operator alone, a supervisor with the whole incident."""
    if deed.by.role is Role.OFFICER:
        return fieldwork.resolve(complaint_id, Outcome(WorkDone.OTHER, Cause.TECHNICAL), deed)
    if deed.by.role is Role.SUPERVISOR:
        ending = incidents.Ending("Pompa menyala.", Cause.TECHNICAL)
        return incidents.close(_incident(deed).id, ending, deed.by, deed.at, deed.key, None)
    work = WorkDone.EXPLAINED
    return triage.resolve_at_desk(complaint_id, work, Cause.CUSTOMER_SIDE, "Sudah", deed)


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
    Step.RESOLVE: lambda c, d, _: _resolve(c, d),
    Step.GROUP: lambda c, d, _: _group(c, d),
    Step.UNGROUP: lambda c, d, _: incidents.leave(c, d),
    Step.ESCALATE: lambda c, d, _: fieldwork.escalate(
        c, MajorWork(MajorReason.PERMIT, "izin", True, date(2030, 1, 1)), d
    ),
    Step.EXPLAIN: lambda c, d, _: rationed.explain(c, d.at + timedelta(hours=3), "jadwal", d),
    Step.FLOW_RETURNED: lambda c, d, _: rationed.water_is_back(c, d),
    Step.STILL_DRY: lambda c, d, _: rationed.still_dry(c, d),
    Step.FLOW_QUESTION: lambda c, d, _: rationed.ask_flow(c, d),
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
    Step.RETRACT: lambda c, d, _: undoing.retract(c, d),
    Step.RELOCATE: lambda c, d, _: finding.relocate(c, ELSEWHERE, d),
    Step.CALL: lambda c, d, _: finding.call_unanswered(c, d),
    Step.HOLD: lambda c, d, _: safety.hold(c, HoldReason.GROUND, "", d),
    Step.RELEASE: lambda c, d, _: safety.release(c, d),
}
BY_DESIGN_LATER = {Step.RECEIVE, Step.ADD_PHOTO}


def test_every_step_of_the_table_is_tried_here() -> None:
    assert set(TRIES) | BY_DESIGN_LATER == set(Step)


@dataclass(frozen=True)
class Cast:
    """Who takes part: two officers, one at the desk, and the areas the officers serve."""

    officers: tuple[int, int]
    operator: int
    areas: frozenset[int]


def _actor(role: Role, cast: Cast, which: int) -> Actor:
    return {
        Role.REPORTER: REPORTER,
        Role.FOLLOWER: FOLLOWER,
        Role.SYSTEM: SYSTEM,
        Role.OFFICER: Actor(Role.OFFICER, cast.officers[which], None, cast.areas),
    }.get(role, Actor(role, cast.operator))


ROLES = [Role.REPORTER, Role.FOLLOWER, Role.SYSTEM, Role.OFFICER, Role.OPERATOR, Role.SUPERVISOR,
         Role.MAYOR]  # fmt: skip
Tried = tuple[Step, Role, int, timedelta]
pauses = st.integers(-30, 300).map(lambda minutes: timedelta(minutes=minutes))
anything = st.tuples(
    st.sampled_from(list(TRIES)), st.sampled_from(ROLES), st.integers(0, 1), pauses
).map(lambda one: [one])
_VISIT = [(Step.ASSIGN, Role.OPERATOR), (Step.SET_OFF, Role.OFFICER), (Step.ARRIVE, Role.OFFICER)]
_REGRETS = (
    [(Step.ASSIGN, Role.OPERATOR), (Step.RETRACT, Role.OPERATOR)],
    [(Step.MERGE, Role.OPERATOR), (Step.UNMERGE, Role.OPERATOR)],
    [*_VISIT, (Step.RESOLVE, Role.OFFICER), (Step.RETRACT, Role.OFFICER)],
    [
        (Step.GROUP, Role.OPERATOR),
        (Step.MERGE, Role.OPERATOR),
        (Step.RESOLVE, Role.SUPERVISOR),
        (Step.UNMERGE, Role.OPERATOR),
    ],
    [(Step.GROUP, Role.OPERATOR), (Step.RESOLVE, Role.SUPERVISOR), (Step.REOPEN, Role.REPORTER)],
    [*_VISIT, (Step.HOLD, Role.OFFICER), (Step.RELEASE, Role.OPERATOR)],
    [*_VISIT, (Step.HOLD, Role.OFFICER), (Step.ASSIGN, Role.OPERATOR)],
    [*_VISIT, (Step.HOLD, Role.OFFICER), (Step.RESOLVE, Role.OFFICER)],
)
regretted = st.tuples(
    st.sampled_from(_REGRETS), st.integers(0, 1), st.integers(-2, 40)
).map(
    lambda one: [(step, role, one[1], timedelta(seconds=one[2])) for step, role in one[0]]
)  # fmt: skip
moves: st.SearchStrategy[list[Tried]] = st.lists(
    st.one_of(anything, regretted), min_size=1, max_size=14
).map(lambda groups: [move for group in groups for move in group])


@pytest.fixture
def cast(given: Given) -> Cast:
    here = given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",)).id
    there = given.staff(Role.OFFICER, areas=("Manggar",)).id
    areas = frozenset({given.area().id})
    return Cast((here, there), given.staff(Role.OPERATOR).id, areas)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=moves)
def test_events_always_explain_the_present(
    app: Flask, given: Given, cast: Cast, moves: list[Tried]
) -> None:
    phone = "+6281200000001"
    complaint, other = given.complaint(phone=phone), given.complaint()
    at = clock.now()
    for step, role, which, pause in moves:
        at += pause  # sometimes backwards, as clocks do
        deed = Deed(_actor(role, cast, which), at, f"try-{next(_keys):012d}")
        target = -other.id if step is Step.MERGE else cast.officers[which]
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
    assert (complaint.held_at is None) == (_held_since(events) is None), "only while it is so"
    moments = [event.at for event in events]
    assert moments == sorted(moments), "time never runs backwards"
    _check_told(events)
    _check_incidents()
    check_roll_ups()


def _held_since(events: Sequence[ComplaintEvent]) -> datetime | None:
    """What the events alone say: a hold lasts while the same people have the same job."""
    since: datetime | None = None
    for event in events:
        ended = event.step in (Step.RELEASE, Step.ASSIGN, Step.TAKE, Step.HAND_BACK)
        if ended or event.status_after not in AT_WORK:
            since = None
        if event.step is Step.HOLD:
            since = event.at
    told = db.session.scalars(select(Notice).where(Notice.role == Role.OPERATOR)).all()
    unread = [one for one in told if one.read_at is None]
    assert len(unread) == (since is not None), "the desks are told of it as long, and once"
    return since


def _check_incidents() -> None:
    """Who is grouped follows an incident that is open, and each counts its own."""
    rows = db.session.scalars(select(Complaint).execution_options(populate_existing=True)).all()
    followed = Counter(row.incident_id for row in rows)
    there = db.session.scalars(select(Incident).execution_options(populate_existing=True)).all()
    assert all(one.complaints == followed[one.id] for one in there)
    is_open = {one.id for one in there if one.closed_at is None}
    assert {row.incident_id for row in rows if row.status is Status.GROUPED} <= is_open


def _check_told(events: Sequence[ComplaintEvent]) -> None:
    """What was undone at once is in no message, whoever waits for one."""
    taken = [one for one in events if one.step not in GENTLE]
    regretted = {
        one.id for one, next_one in itertools.pairwise(taken) if "undone" in next_one.facts
    }
    stands = {_named(one) for one in taken if one.id not in regretted}
    undone = {_named(one) for one in taken if one.id in regretted} - stands
    told = db.session.execute(select(Message.complaint_id, Message.template, Message.created_at))
    kept = {(row[0], row[1], row[2]) for row in told}
    assert not undone & kept
    assert not any(template == Step.RETRACT.value for _, template, _ in kept)


def _named(event: ComplaintEvent) -> tuple[int | None, str, datetime]:
    """As a message names what it tells."""
    return event.complaint_id, event.step.value, event.at


def _legal(event: ComplaintEvent) -> bool:
    return any(
        rule.step is event.step
        and event.role in rule.roles
        and (event.status_before in rule.sources if event.status_before else not rule.sources)
        and (isinstance(rule.target, Move) or rule.target is event.status_after)
        for rule in RULES
    )


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
