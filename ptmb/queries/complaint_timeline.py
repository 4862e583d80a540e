"""One complaint with its history, its pictures and those who joined."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent, Photo


@dataclass(frozen=True)
class ComplaintTimeline:
    """Everything one page about one complaint shows; newest event first."""

    complaint: Complaint
    events: Sequence[ComplaintEvent]
    photos: Sequence[Photo]

    def photos_of(self, event: ComplaintEvent) -> list[Photo]:
        return [photo for photo in self.photos if photo.event_id == event.id]

    @property
    def last_event_id(self) -> int:
        return self.events[0].id if self.events else 0


def complaint_by_reference(reference: str) -> Complaint | None:
    """The complaint with this code in its written form."""
    return db.session.scalar(select(Complaint).where(Complaint.reference == reference))


def timeline_of(complaint: Complaint) -> ComplaintTimeline:
    """Two queries: the events and the pictures."""
    events = db.session.scalars(
        select(ComplaintEvent)
        .where(ComplaintEvent.complaint_id == complaint.id)
        .order_by(ComplaintEvent.id.desc())
    ).all()
    photos = db.session.scalars(
        select(Photo).where(Photo.complaint_id == complaint.id).order_by(Photo.id)
    ).all()
    return ComplaintTimeline(complaint, events, photos)
