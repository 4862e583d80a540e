"""What one person did under keys that their own forms carried."""

from collections.abc import Sequence

from sqlalchemy import select

from ptmb.extensions import db
from ptmb.models import ComplaintEvent


def own_deeds(keys: Sequence[str], staff_id: int) -> Sequence[ComplaintEvent]:
    """The events stored under these keys, oldest first; those of others are left out."""
    statement = select(ComplaintEvent).where(
        ComplaintEvent.key.in_(keys), ComplaintEvent.staff_id == staff_id
    )
    return db.session.scalars(statement.order_by(ComplaintEvent.id)).all()
