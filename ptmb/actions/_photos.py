"""Ties stored pictures to the event they prove, inside the transaction of the event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ptmb.domain.choices import PhotoKind
from ptmb.models import ComplaintEvent, Photo

MOST_PHOTOS = 4


@dataclass(frozen=True)
class NewPhoto:
    """A picture that already lies in the photo store; sizes in pixels and bytes.

    The rest is as in `models.Photo`.
    """

    token: str
    width: int
    height: int
    size_bytes: int
    sha256: str
    dhash: str
    taken_at: datetime | None = None
    distance_m: float | None = None
    client_at: datetime | None = None
    through_page: bool = False


def attach(
    session: Session, event: ComplaintEvent, kind: PhotoKind, photos: Sequence[NewPhoto]
) -> None:
    """A token already used is left where it is: a picture proves one thing only."""
    if not photos:
        return
    tokens = [photo.token for photo in photos]
    taken = set(session.scalars(select(Photo.token).where(Photo.token.in_(tokens))))
    for photo in photos[:MOST_PHOTOS]:
        if photo.token in taken:
            continue
        session.add(
            Photo(
                complaint_id=event.complaint_id,
                event_id=event.id,
                kind=kind,
                token=photo.token,
                width=photo.width,
                height=photo.height,
                size_bytes=photo.size_bytes,
                sha256=photo.sha256,
                dhash=photo.dhash,
                taken_at=photo.taken_at,
                stored_at=event.at,
                client_at=photo.client_at,
                through_page=photo.through_page,
                distance_m=photo.distance_m,
            )
        )
