"""Small look-ups beside a complaint: the one it was merged into, one of its pictures."""

from sqlalchemy import select

from ptmb.domain.choices import PhotoKind
from ptmb.domain.lifecycle import Status, Step
from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent, Photo


def followed_by(complaint: Complaint) -> Complaint | None:
    """The complaint that this one was merged into; None without asking when it was not."""
    if complaint.merged_into_id is None:
        return None
    return db.session.get(Complaint, complaint.merged_into_id)


def photo_of(complaint_id: int, photo_id: int) -> Photo | None:
    """A picture, when it belongs to this complaint and was not taken for the file alone."""
    statement = select(Photo).where(
        Photo.id == photo_id, Photo.complaint_id == complaint_id, Photo.kind != PhotoKind.EXTRA
    )
    return db.session.scalar(statement)


def question_of(complaint: Complaint) -> str:
    """The operator's question while it waits for an answer; else empty, without asking."""
    if complaint.status is not Status.NEED_INFO:
        return ""
    statement = (
        select(ComplaintEvent.public_text)
        .where(ComplaintEvent.complaint_id == complaint.id, ComplaintEvent.step == Step.ASK)
        .order_by(ComplaintEvent.id.desc())
        .limit(1)
    )
    return db.session.scalar(statement) or ""
