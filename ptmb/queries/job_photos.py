"""The pictures of an officer's jobs, by their tokens."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from ptmb.extensions import db
from ptmb.models import Photo


def photo_tokens(complaint_ids: Collection[int]) -> Sequence[str]:
    """Of these complaints, the newest picture first; one query, none without complaints."""
    if not complaint_ids:
        return []
    newest = Photo.id.desc()
    wanted = select(Photo.token).where(Photo.complaint_id.in_(complaint_ids)).order_by(newest)
    return db.session.scalars(wanted).all()
