"""Forgets who reported, once the promised months have passed (UU 27/2022, articles 42 and 43)."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from ptmb.database import writing
from ptmb.domain.geography import Point, blurred
from ptmb.domain.lanes import Lane
from ptmb.models import Complaint, Message, Supporter
from ptmb.queries.catalogue import catalogue

_MONTH = timedelta(days=31)
_AT_ONCE = 200
"""A write stays short, however many are due; the next round takes the rest."""


def forget_reporters(at: datetime) -> int:
    """Empty names, numbers and exact places of complaints closed long ago; how many."""
    months = int(catalogue().settings["retention_months"])
    with writing() as session:
        due = session.scalars(
            select(Complaint)
            .where(
                Complaint.lane == Lane.ENDED,
                Complaint.changed_at < at - months * _MONTH,
                or_(
                    Complaint.reporter_name != "",
                    Complaint.reporter_phone != "",
                    Complaint.customer_number != "",
                    Complaint.address != "",
                ),
            )
            .limit(_AT_ONCE)
        ).all()
        for complaint in due:
            _forget(complaint, session)
    return len(due)


def _forget(complaint: Complaint, session: Session) -> None:
    complaint.reporter_name = complaint.reporter_phone = complaint.customer_number = ""
    complaint.address = complaint.landmark = ""
    if complaint.latitude is not None and complaint.longitude is not None:
        place = blurred(Point(complaint.latitude, complaint.longitude))
        complaint.latitude, complaint.longitude = place.lat, place.lng
    for table in (Supporter, Message):
        session.execute(update(table).where(table.complaint_id == complaint.id).values(phone=""))
