"""Compares a new picture of finished work with those that proved other work before."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ptmb.actions._photos import NewPhoto
from ptmb.domain.choices import PhotoKind
from ptmb.domain.photos import shows_the_same
from ptmb.models import Complaint, ComplaintEvent, Photo

_OWN_COMPARED = 500
"""Newest pictures of the same officer; a picture saved anew is only looked for among them."""


def used_before(session: Session, event: ComplaintEvent, photos: Sequence[NewPhoto]) -> str:
    """The code of another complaint that one of these pictures proved already, or nothing."""
    if not photos:
        return ""
    others = (
        select(Complaint.reference, Photo.dhash)
        .join(Photo, Photo.complaint_id == Complaint.id)
        .where(Photo.kind == PhotoKind.AFTER, Photo.complaint_id != event.complaint_id)
    )
    same = others.where(Photo.sha256.in_([photo.sha256 for photo in photos]))
    found = session.execute(same.limit(1)).first()
    if found:
        return str(found.reference)
    own = others.join(ComplaintEvent, ComplaintEvent.id == Photo.event_id).where(
        ComplaintEvent.staff_id == event.staff_id, ComplaintEvent.officer_id == event.staff_id
    )
    for row in session.execute(own.order_by(Photo.id.desc()).limit(_OWN_COMPARED)):
        if any(shows_the_same(row.dhash, photo.dhash) for photo in photos):
            return str(row.reference)
    return ""
