"""Taking back the last step before anybody outside has heard of it."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ptmb.domain.lifecycle import GENTLE
from ptmb.domain.undo import in_time
from ptmb.models import ComplaintEvent, Message


def last_step(session: Session, complaint_id: int) -> ComplaintEvent:
    """The last step that changed something; there is always one, the receipt."""
    statement = select(ComplaintEvent).where(
        ComplaintEvent.complaint_id == complaint_id, ComplaintEvent.step.not_in(GENTLE)
    )
    return session.scalars(statement.order_by(ComplaintEvent.id.desc()).limit(1)).one()


def take_back(session: Session, event: ComplaintEvent, at: datetime) -> bool:
    """Cancel what this event would have told.

    False when its time is over, or when some of it is on its way already: a request that waited
    long for its turn comes with the moment at which it began.
    """
    theirs = (
        Message.complaint_id == event.complaint_id,
        Message.template == event.step.value,
        Message.created_at == event.at,
    )
    if not in_time(event.step, event.role, event.at, at):
        return False
    session.execute(delete(Message).where(*theirs, Message.attempts == 0))
    return session.scalar(select(Message.id).where(*theirs).limit(1)) is None
