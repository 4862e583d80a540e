"""News for those who wait, written into the outbox by the transaction that made them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ptmb.domain.lifecycle import Step
from ptmb.models import Complaint, ComplaintEvent, Message, Supporter

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
_FOR_ONE = {Step.RECEIVE, Step.ASK, Step.EXPIRE}
"""What is between the desk and the reporter alone."""


def tell(session: Session, complaint: Complaint, event: ComplaintEvent) -> None:
    """Put a message about this step into the outbox for each number that follows the complaint."""
    if event.step in _SILENT:
        return
    readers = {} if event.step in _FOR_ONE else _followers(session, complaint)
    if complaint.reporter_phone:
        readers[complaint.reporter_phone] = complaint.language
    session.add_all(
        Message(
            complaint_id=complaint.id,
            phone=phone,
            language=language,
            template=event.step.value,
            facts={"reference": complaint.reference, "text": event.public_text},
            created_at=event.at,
        )
        for phone, language in readers.items()
    )


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
