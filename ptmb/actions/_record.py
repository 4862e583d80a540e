"""Moves a complaint and writes the event that explains the move, or does neither."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from ptmb.actions import _figures, _rows
from ptmb.actions._counting import counted, ended_on, finished_crew
from ptmb.actions._holds import end_hold
from ptmb.actions._messages import tell
from ptmb.actions._refusals import Incomplete, KeyTaken, StaleComplaint
from ptmb.database import writing
from ptmb.domain.deed import Deed
from ptmb.domain.figures import Counted
from ptmb.domain.lanes import LANE_OF
from ptmb.domain.lifecycle import GENTLE, Rule, Status, Step, StepRefused, landing, rule_for
from ptmb.domain.roles import Actor
from ptmb.models import Complaint, ComplaintEvent

__all__ = ["Incomplete", "KeyTaken", "Move", "StaleComplaint", "apply", "begin", "record"]


@dataclass(frozen=True)
class Move:
    """One step of one deed; `public_text` is read by the citizen, `internal_note` by staff.

    `facts` are small structured details (reason, distance_m, water_due_at ...).
    """

    step: Step
    deed: Deed
    public_text: str = ""
    internal_note: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def by(self) -> Actor:
        return self.deed.by


# Sets the complaint's own fields; runs after every check and before the event is written.
Change = Callable[[Complaint, Session], None]
# Adds rows that belong to the event, such as photos.
After = Callable[[Complaint, ComplaintEvent, Session], None]


def record(
    complaint_id: int, move: Move, change: Change | None = None, after: After | None = None
) -> ComplaintEvent:
    """Take the step in a transaction of its own.

    Raises:
        StepRefused: the table does not allow it, or the job is another officer's.
        StaleComplaint: somebody was faster.
        KeyTaken: the key belongs to another step.
    """
    try:
        with writing() as session:
            # The lock first: a double tap waits here, and then finds what the first one did.
            complaint = session.get_one(
                Complaint, complaint_id, populate_existing=True, with_for_update=True
            )
            done = _done_before(session, complaint_id, move)
            return done or apply(session, complaint, move, change, after)
    except (StaleDataError, IntegrityError) as error:
        raise _conflict(complaint_id, move) from error


def apply(
    session: Session,
    complaint: Complaint,
    move: Move,
    change: Change | None = None,
    after: After | None = None,
) -> ComplaintEvent:
    """Take the step inside a transaction that is already open (see `record` for errors)."""
    _check_seen(session, complaint, move)
    rule = _allowed(complaint, move)
    before, was = complaint.status, counted(complaint)
    officer, crew = complaint.officer_id, complaint.crew_id
    at = max(move.deed.at, complaint.changed_at)  # a clock stepped back must not reorder history
    if change:
        change(complaint, session)
    complaint.status = landing(rule, before, complaint.status_before)
    complaint.lane = LANE_OF[complaint.status]
    if complaint.status is not before:
        complaint.status_before, complaint.status_since = before, at
    if complaint.status is Status.RECEIVED:
        complaint.officer_id = complaint.crew_id = None  # back at the desk it is nobody's job
    complaint.ended_on, complaint.changed_at = ended_on(complaint), at
    complaint.finished_crew_id = finished_crew(complaint, before, move.by)
    complaint.version += 1
    event = _event(complaint, move, at)
    event.status_before = before
    event.previous_officer_id, event.previous_crew_id = officer, crew
    return _write(session, complaint, event, was, after)


def begin(
    session: Session, complaint: Complaint, move: Move, after: After | None = None
) -> ComplaintEvent:
    """Store a complaint and its first event in an open transaction, but outside of the session."""
    rule = rule_for(None, move.step, move.by.role)
    complaint.status = landing(rule, None)
    complaint.lane = LANE_OF[complaint.status]
    complaint.version = 1
    connection = session.connection()
    complaint.id = _rows.insert(connection, Complaint, vars(complaint))
    event = _event(complaint, move, move.deed.at)
    event.id = _rows.insert(connection, ComplaintEvent, vars(event))
    if after:
        after(complaint, event, session)
    tell(session, complaint, event)
    _figures.move(session, None, counted(complaint))
    return event


def _write(
    session: Session, complaint: Complaint, event: ComplaintEvent, was: Counted, after: After | None
) -> ComplaintEvent:
    session.add(event)
    end_hold(session, complaint, event)
    if after:
        session.flush()
        after(complaint, event, session)
    tell(session, complaint, event)
    session.flush()
    _figures.move(session, was, counted(complaint))
    return event


def _event(complaint: Complaint, move: Move, at: datetime) -> ComplaintEvent:
    return ComplaintEvent(
        complaint_id=complaint.id,
        area_id=complaint.area_id,
        officer_id=complaint.officer_id,
        crew_id=complaint.crew_id,
        step=move.step,
        status_after=complaint.status,
        version=complaint.version,
        role=move.by.role,
        staff_id=move.by.staff_id,
        at=at,
        client_at=move.deed.client_at,
        skew_s=move.deed.skew_s,
        public_text=move.public_text.strip(),
        internal_note=move.internal_note.strip(),
        facts=move.facts,
        key=move.deed.key,
    )


def _done_before(session: Session, complaint_id: int, move: Move) -> ComplaintEvent | None:
    if not move.deed.key:
        return None
    done = session.scalar(select(ComplaintEvent).where(ComplaintEvent.key == move.deed.key))
    if done and (done.complaint_id, done.step) != (complaint_id, move.step):
        raise KeyTaken(move.deed.key)
    return done


def _check_seen(session: Session, complaint: Complaint, move: Move) -> None:
    if move.deed.seen is None or move.deed.seen == complaint.version:
        return
    events = _since(session, complaint, move.deed.seen)
    if move.deed.seen > complaint.version or any(event.step not in GENTLE for event in events):
        raise StaleComplaint(complaint, events)


def _since(session: Session, complaint: Complaint, version: int) -> Sequence[ComplaintEvent]:
    return session.scalars(
        select(ComplaintEvent)
        .where(ComplaintEvent.complaint_id == complaint.id, ComplaintEvent.version > version)
        .order_by(ComplaintEvent.id)
    ).all()


def _allowed(complaint: Complaint, move: Move) -> Rule:
    rule = rule_for(complaint.status, move.step, move.by.role)
    stranger = rule.own_job and not move.by.holds(complaint.officer_id, complaint.crew_id)
    if stranger or (rule.with_incident and "incident" not in move.facts):
        raise StepRefused(move.step, complaint.status, move.by.role)
    return rule


def _conflict(complaint_id: int, move: Move) -> Exception:
    """What to tell the one who lost a race that only the database could see."""
    with writing() as session:
        complaint = session.get_one(Complaint, complaint_id, populate_existing=True)
        events = _since(session, complaint, move.deed.seen or complaint.version - 1)
    return StaleComplaint(complaint, events)
