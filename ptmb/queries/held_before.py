"""A complaint that an officer holds, or held at any time before."""

from sqlalchemy import and_, or_, select

from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent


def held_before(reference: str, staff_id: int, crew_id: int | None) -> Complaint | None:
    """None when neither the officer nor, before anybody set off, their crew ever had it."""
    event = ComplaintEvent
    own = [event.officer_id == staff_id]
    if crew_id is not None:
        own.append(and_(event.officer_id.is_(None), event.crew_id == crew_id))
    statement = (
        select(Complaint)
        .join(event, event.complaint_id == Complaint.id)
        .where(Complaint.reference == reference, or_(*own))
    )
    return db.session.scalar(statement.limit(1))
