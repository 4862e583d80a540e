"""Forgets who reported, once the promised months have passed (UU 27/2022, articles 42 and 43)."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from ptmb.actions import _figures
from ptmb.actions._counting import counted
from ptmb.database import writing
from ptmb.domain.geography import Point, blurred
from ptmb.domain.lanes import Lane
from ptmb.domain.lifecycle import Step
from ptmb.models import (
    Complaint,
    ComplaintEvent,
    Follow,
    Incident,
    Message,
    Supporter,
    TankerRequest,
    TankerStop,
)
from ptmb.queries.catalogue import catalogue

_MONTH = timedelta(days=31)
_AT_ONCE = 200
"""A write stays short, however many are due; the next round takes the rest."""
_KNOWN_BY_A_TANKER = (
    select(TankerRequest.id)
    .where(TankerRequest.complaint_id == Complaint.id, TankerRequest.phone != "")
    .exists()
)


def forget_reporters(at: datetime) -> int:
    """Empty names, numbers and exact places of complaints closed long ago; how many."""
    months = int(catalogue().settings["retention_months"])
    with writing() as session, _figures.gathered(session):
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
                    _KNOWN_BY_A_TANKER,
                ),
            )
            .limit(_AT_ONCE)
            # Moved twice by two workers, a complaint would be counted twice in its new hexagon.
            .with_for_update(of=Complaint, skip_locked=True)
            .execution_options(populate_existing=True)
        ).all()
        for complaint in due:
            _forget(complaint, session)
    return len(due)


def forget_followers(at: datetime) -> int:
    """Empty the numbers of those who follow what was over long ago; how many."""
    months = int(catalogue().settings["retention_months"])
    over = select(Incident.id).where(Incident.closed_at < at - months * _MONTH)
    with writing() as session:
        ids = session.scalars(
            select(Follow.id)
            .where(Follow.incident_id.in_(over), Follow.phone != "")
            .limit(_AT_ONCE)
        ).all()
        session.execute(update(Follow).where(Follow.id.in_(ids)).values(phone="", ended_at=at))
        old = select(Message.id).where(
            Message.follow_id.is_not(None),
            Message.phone != "",
            Message.created_at < at - months * _MONTH,
        )
        session.execute(update(Message).where(Message.id.in_(old)).values(phone=""))
    return len(ids)


def _forget(complaint: Complaint, session: Session) -> None:
    complaint.reporter_name = complaint.reporter_phone = complaint.customer_number = ""
    complaint.address = complaint.landmark = ""
    if complaint.latitude is not None and complaint.longitude is not None:
        was = counted(complaint)
        place = blurred(Point(complaint.latitude, complaint.longitude))
        complaint.latitude, complaint.longitude = place.lat, place.lng
        _figures.move(session, was, counted(complaint))  # it may lie in another hexagon now
    moved = select(ComplaintEvent).where(
        ComplaintEvent.complaint_id == complaint.id, ComplaintEvent.step == Step.RELOCATE
    )
    for event in session.scalars(moved):
        event.facts = {name: fact for name, fact in event.facts.items() if name != "point_before"}
    for table in (Supporter, Message):
        session.execute(update(table).where(table.complaint_id == complaint.id).values(phone=""))
    _forget_tankers(complaint, session)


def _forget_tankers(complaint: Complaint, session: Session) -> None:
    theirs = TankerRequest.complaint_id == complaint.id
    stops = TankerStop.request_id.in_(select(TankerRequest.id).where(theirs))
    session.execute(update(TankerStop).where(stops).values(signature="", note=""))
    session.execute(update(TankerRequest).where(theirs).values(phone="", household=""))
