"""The one place where a hold ends, whichever step ends it."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from ptmb.domain.roles import Role
from ptmb.domain.safety import still_held
from ptmb.models import Complaint, ComplaintEvent, Notice


def end_hold(session: Session, complaint: Complaint, event: ComplaintEvent) -> None:
    """After every step: the mark goes with the job it was for, and from the desks."""
    if complaint.held_at is None:
        return
    if still_held(event.step, complaint.status):
        return
    complaint.held_at = None
    put_away(session, event)


def put_away(session: Session, event: ComplaintEvent) -> None:
    """The desk need not look at what it was told of this complaint before `event`."""
    waiting = update(Notice).where(
        Notice.role == Role.OPERATOR,
        Notice.read_at.is_(None),
        Notice.complaint_id == event.complaint_id,
        Notice.event_id != event.id,
    )
    session.execute(waiting.values(read_at=event.at, reader_id=event.staff_id))


def tell_desk(session: Session, event: ComplaintEvent) -> None:
    """Put the hold before every desk until it ends; a second one takes the first one's place."""
    put_away(session, event)
    session.add(
        Notice(
            role=Role.OPERATOR,
            complaint_id=event.complaint_id,
            event_id=event.id,
            created_at=event.at,
        )
    )
