"""News for the reporter, written into the outbox by the transaction that made them."""

from sqlalchemy.orm import Session

from ptmb.domain.lifecycle import Step
from ptmb.models import Complaint, ComplaintEvent, Message

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
}
"""Steps the reporter took, or that would only be noise on their phone."""


def tell_reporter(session: Session, complaint: Complaint, event: ComplaintEvent) -> None:
    """Put a message about this step into the outbox, when there is a number to send it to."""
    if not complaint.reporter_phone or event.step in _SILENT:
        return
    session.add(
        Message(
            complaint_id=complaint.id,
            phone=complaint.reporter_phone,
            language=complaint.language,
            template=event.step.value,
            facts={"reference": complaint.reference, "text": event.public_text},
            created_at=event.at,
        )
    )
