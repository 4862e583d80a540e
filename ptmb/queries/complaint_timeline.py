"""One complaint with its history, its pictures and those who joined."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent, Photo

_BY_REFERENCE = select(Complaint).where(Complaint.reference == bindparam("reference"))
_EVENTS = (
    select(ComplaintEvent)
    .where(ComplaintEvent.complaint_id == bindparam("id"))
    .order_by(ComplaintEvent.id.desc())
)
_PHOTOS = select(Photo).where(Photo.complaint_id == bindparam("id")).order_by(Photo.id)


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
    return db.session.scalar(_BY_REFERENCE, {"reference": reference})


def timeline_of(complaint: Complaint) -> ComplaintTimeline:
    """Two queries: the events and the pictures."""
    events = db.session.scalars(_EVENTS, {"id": complaint.id}).all()
    photos = db.session.scalars(_PHOTOS, {"id": complaint.id}).all()
    return ComplaintTimeline(complaint, events, photos)
