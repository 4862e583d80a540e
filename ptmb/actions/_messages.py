"""News for those who wait, written into the outbox by the transaction that made them."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ptmb.actions import _rows
from ptmb.domain.lifecycle import GENTLE, Step
from ptmb.domain.roles import Role
from ptmb.domain.undo import HELD, held_until
from ptmb.models import Complaint, ComplaintEvent, Message, Notice, Supporter

_SILENT = {
    Step.VERIFY,
    Step.NOTE,
    Step.ADD_PHOTO,
    Step.SUPPORT,
    Step.CONFIRM,
    Step.WITHDRAW,
    Step.ANSWER,
    Step.ARRIVE,
    Step.HAND_BACK,
    Step.RETRACT,
    Step.RELOCATE,
    Step.CALL,
    Step.HOLD,
    Step.RELEASE,
}
"""Steps the reporter took, or that would only be noise on their phone."""
_OTHERWISE_TOLD = frozenset({"undone", "incident"})
"""Facts of a step that nobody hears of, or all who are in an incident at once."""
_FOR_ONE = {Step.RECEIVE, Step.ASK, Step.EXPIRE}
"""What is between the desk and the reporter alone."""


def tell(session: Session, complaint: Complaint, event: ComplaintEvent) -> None:
    """Put a message about this step into the outbox for each number that follows the complaint.

    What may still be undone is held back until it may not; the next step lets it go before.
    """
    if event.step not in GENTLE and event.status_before:
        _let_go(session, event)
    if event.step in _SILENT or not _OTHERWISE_TOLD.isdisjoint(event.facts):
        return
    readers = {} if event.step in _FOR_ONE else _followers(session, complaint)
    if complaint.reporter_phone:
        readers[complaint.reporter_phone] = complaint.language
    for phone, language in readers.items():
        message = {
            "complaint_id": complaint.id,
            "phone": phone,
            "language": language,
            "template": event.step.value,
            "facts": {"reference": complaint.reference, "text": event.public_text},
            "created_at": event.at,
            "due_at": held_until(event.step, event.role, event.at),
        }
        _rows.insert(session.connection(), Message, message)


def tell_supervisors(session: Session, event: ComplaintEvent) -> None:
    """Put this event before the supervisors until one of them has read it."""
    session.add(
        Notice(
            role=Role.SUPERVISOR,
            complaint_id=event.complaint_id,
            event_id=event.id,
            created_at=event.at,
        )
    )


def _let_go(session: Session, event: ComplaintEvent) -> None:
    """News in the order in which it happened."""
    held = update(Message).where(
        Message.complaint_id == event.complaint_id,
        Message.template.in_([step.value for step in HELD]),
        Message.attempts == 0,
        Message.due_at > event.at,
    )
    session.execute(held.values(due_at=None))


def _followers(session: Session, complaint: Complaint) -> dict[str, str]:
    """Number and language of those who joined, and of the reporters of merged complaints."""
    joined = select(Supporter.phone).where(Supporter.complaint_id == complaint.id)
    numbers = session.scalars(joined) if complaint.supporters else ()
    merged = select(Complaint.reporter_phone, Complaint.language).where(
        Complaint.merged_into_id == complaint.id
    )
    pairs = [(phone, complaint.language) for phone in numbers]
    pairs += [(row.reporter_phone, row.language) for row in session.execute(merged)]
    return {phone: language for phone, language in pairs if phone}
