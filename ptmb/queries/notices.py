"""News inside the house that nobody of a role has read yet."""

from dataclasses import dataclass

from sqlalchemy import select

from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import Complaint, Notice

_MOST = 10


@dataclass(frozen=True)
class Unread:
    """A notice with the complaint it is about."""

    id: int
    complaint: Complaint


def unread_notices(role: Role) -> list[Unread]:
    """Oldest first, at most ten: reading one makes room for the next."""
    statement = (
        select(Notice.id, Complaint)
        .join(Complaint, Complaint.id == Notice.complaint_id)
        .where(Notice.role == role, Notice.read_at.is_(None))
        .order_by(Notice.id)
        .limit(_MOST)
    )
    return [Unread(row[0], row[1]) for row in db.session.execute(statement)]
