"""News inside the house that nobody of a role has read yet."""

from dataclasses import dataclass

from sqlalchemy import select

from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent, Notice

_MOST = 10


@dataclass(frozen=True)
class Unread:
    """A notice with the complaint it is about, and the event that wrote it."""

    id: int
    complaint: Complaint
    event: ComplaintEvent


def unread_notices(*roles: Role) -> list[Unread]:
    """For any of these roles, oldest first, at most ten: reading one makes room for the next."""
    statement = (
        select(Notice.id, Complaint, ComplaintEvent)
        .join(Complaint, Complaint.id == Notice.complaint_id)
        .join(ComplaintEvent, ComplaintEvent.id == Notice.event_id)
        .where(Notice.role.in_(roles), Notice.read_at.is_(None))
        .order_by(Notice.id)
        .limit(_MOST)
    )
    return [Unread(row[0], row[1], row[2]) for row in db.session.execute(statement)]
