"""A dry tap that the schedule explains: asked when its turn is over, never closed unasked."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from ptmb.actions import rationed, undoing
from ptmb.actions._record import Incomplete
from ptmb.adapters import clock
from ptmb.domain.deadlines import CONFIRM_WITHIN, Urgency
from ptmb.domain.deed import Deed
from ptmb.domain.known import Turn
from ptmb.domain.lanes import Lane
from ptmb.domain.lifecycle import Cause, Status, StepRefused
from ptmb.domain.roles import FOLLOWER, REPORTER, SYSTEM, Actor, Role
from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent, Message
from ptmb.queries.desk_queue import DeskQueue
from tests.people import Given
from tests.roll_ups import received_by_cause
from tests.water_turns import at, dry_now

HOUR = timedelta(hours=1)
PHONE = "+6281200000001"


def deed(by: Actor, when: datetime, key: str) -> Deed:
    return Deed(by, when, f"{key}-of-a-dry-tap")


def fresh(one: Complaint) -> Complaint:
    db.session.rollback()
    return db.session.get_one(Complaint, one.id, populate_existing=True)


def explained(given: Given, recovery: int = 0, **fields: Any) -> Complaint:
    """Its turn ends at 18.00; high ground has `recovery` minutes more."""
    zone = dry_now(given, recovery=recovery)
    one = given.complaint(phone=PHONE, **fields)
    step = deed(given.staff(Role.OPERATOR).actor(), clock.now(), f"explain-{one.id}")
    rationed.explain(one.id, at(18), "Jadwal", step, zone_id=zone.id)
    return fresh(one)


def templates() -> list[str]:
    return list(db.session.scalars(select(Message.template).order_by(Message.id)))


def test_it_is_asked_once_when_its_zone_has_had_its_time(given: Given) -> None:
    one = explained(given, recovery=120)
    with pytest.raises(StepRefused):
        rationed.ask_flow(one.id, deed(SYSTEM, at(19, 59), "too-early"))
    rationed.ask_flow(one.id, deed(SYSTEM, at(20), "in-time"))
    assert fresh(one).flow_asked_at == at(20)
    assert fresh(one).status is Status.RATIONED
    with pytest.raises(StepRefused):
        rationed.ask_flow(one.id, deed(SYSTEM, at(21), "a-second-time"))
    assert templates().count("flow_question") == 1


def test_the_question_does_not_overtake_an_operator_who_looks_at_it(given: Given) -> None:
    one = explained(given)
    rationed.ask_flow(one.id, deed(SYSTEM, at(18), "asked"))
    step = Deed(REPORTER, at(18, 5), "the-page-from-before", seen=one.version)
    rationed.water_is_back(one.id, step)
    assert fresh(one).status is Status.RESOLVED


@pytest.mark.parametrize("by", [REPORTER, FOLLOWER])
def test_no_before_the_turn_is_over_is_told_to_wait(given: Given, by: Actor) -> None:
    one = explained(given, recovery=60)
    with pytest.raises(Incomplete, match="belum selesai"):
        rationed.still_dry(one.id, deed(by, at(18, 59), "impatient"))
    assert fresh(one).status is Status.RATIONED
    rationed.still_dry(one.id, deed(by, at(19), "patient"))
    assert fresh(one).status is Status.RECEIVED


@pytest.mark.parametrize(
    ("category", "urgency"), [("SCHED", Urgency.HIGH), ("NOFLOW", Urgency.EMERGENCY)]
)
def test_still_dry_is_late_urgent_and_of_an_open_cause(
    given: Given, category: str, urgency: Urgency
) -> None:
    one = explained(given, category=category)
    waiting = given.complaint(category="LEAK")
    rationed.still_dry(one.id, deed(REPORTER, at(18, 30), "still-dry"))
    now = fresh(one)
    assert (now.cause, now.cause_hint, now.lane) == (Cause.UNKNOWN, None, Lane.TRIAGE)
    assert now.urgency is urgency
    assert now.due_at == at(18), "late since the moment that was promised"
    rows = DeskQueue().rows()
    assert [row.id for row in rows] == [one.id, waiting.id]


def test_the_deadline_that_came_before_the_turn_stands(given: Given) -> None:
    early = clock.now() - 30 * HOUR
    one = explained(given, at=early)
    before = one.due_at
    assert before < at(18)
    rationed.still_dry(one.id, deed(REPORTER, at(18, 30), "still-dry"))
    assert fresh(one).due_at == before


def test_silence_counts_only_from_the_question_on(given: Given) -> None:
    one = explained(given)
    late = at(18) + 10 * CONFIRM_WITHIN
    with pytest.raises(StepRefused):
        rationed.water_is_back(one.id, deed(SYSTEM, late, "never-asked"))
    rationed.ask_flow(one.id, deed(SYSTEM, late, "asked-late"))
    with pytest.raises(StepRefused):
        rationed.water_is_back(one.id, deed(SYSTEM, late + CONFIRM_WITHIN - HOUR, "too-soon"))
    rationed.water_is_back(one.id, deed(SYSTEM, late + CONFIRM_WITHIN, "silent"))
    assert fresh(one).status is Status.RESOLVED


def test_the_next_turn_is_asked_about_again(given: Given) -> None:
    one = explained(given)
    desk = given.staff(Role.OPERATOR).actor()
    rationed.ask_flow(one.id, deed(SYSTEM, at(18), "first"))
    rationed.still_dry(one.id, deed(REPORTER, at(19), "dry"))
    rationed.explain(one.id, at(20), "Jadwal", deed(desk, at(19, 30), "second-turn"))
    assert fresh(one).flow_asked_at is None
    rationed.ask_flow(one.id, deed(SYSTEM, at(20), "second"))
    assert templates().count("flow_question") == 2


def test_undone_it_is_as_it_was_and_nobody_hears_of_it(given: Given) -> None:
    turn = Turn(dry_now(given).id, at(18))
    one = given.complaint(phone=PHONE, turn=turn)
    desk = given.staff(Role.OPERATOR).actor()
    before = (one.cause, one.cause_hint, one.zone_id, one.water_due_at, one.responded_at)
    rationed.explain(one.id, at(20), "Jadwal", deed(desk, clock.now(), "a-wrong-key"))
    undoing.retract(one.id, deed(desk, clock.now() + timedelta(seconds=9), "taken-back"))
    now = fresh(one)
    assert now.status is Status.RECEIVED
    assert before == (
        now.cause, now.cause_hint, now.zone_id, now.water_due_at, now.responded_at,
    )  # fmt: skip
    assert templates() == ["receive"]
    assert sum(received_by_cause().values()) == 1


def test_a_hint_never_counts_as_a_cause(given: Given) -> None:
    zone = dry_now(given)
    for _ in range(3):
        given.complaint(turn=Turn(zone.id, at(18)))
    one = explained(given)
    assert received_by_cause() == {Cause.UNKNOWN: 3, Cause.RATIONING: 1}
    rationed.still_dry(one.id, deed(REPORTER, at(18), "no-excuse"))
    assert Cause.RATIONING not in received_by_cause()


def test_every_step_leaves_its_trace(given: Given) -> None:
    one = explained(given)
    rationed.ask_flow(one.id, deed(SYSTEM, at(18), "asked"))
    rationed.still_dry(one.id, deed(REPORTER, at(18, 1), "dry"))
    steps = select(ComplaintEvent.step).where(ComplaintEvent.complaint_id == one.id)
    found = [step.value for step in db.session.scalars(steps.order_by(ComplaintEvent.id))]
    assert found == ["receive", "explain", "flow_question", "still_dry"]
