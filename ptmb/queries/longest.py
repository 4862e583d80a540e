"""The complaints that ask for attention: furthest past their deadline, and open the longest."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select

from ptmb.domain.lanes import OPEN_LANES, PRESSING
from ptmb.domain.lifecycle import OPEN
from ptmb.extensions import db
from ptmb.models import Complaint


def most_overdue(at: datetime, most: int, area_id: int | None = None) -> Sequence[Complaint]:
    """One query: those whose deadline passed first come first."""
    statement = select(Complaint).where(Complaint.lane.in_(PRESSING), Complaint.due_at < at)
    if area_id is not None:
        statement = statement.where(Complaint.area_id == area_id)
    return db.session.scalars(statement.order_by(Complaint.due_at, Complaint.id).limit(most)).all()


def longest_open(most: int) -> Sequence[Complaint]:
    """One query: the first of each lane by its index, then the oldest of these."""
    firsts = [
        select(Complaint.id)
        .where(Complaint.lane == lane, Complaint.status.in_(OPEN))
        .order_by(Complaint.id)
        .limit(most)
        .subquery()
        for lane in OPEN_LANES
    ]
    statement = select(Complaint).where(
        or_(*(Complaint.id.in_(select(first.c.id)) for first in firsts))
    )
    ordered = statement.order_by(Complaint.created_at, Complaint.id).limit(most)
    return db.session.scalars(ordered).all()
