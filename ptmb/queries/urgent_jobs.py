"""Emergencies that somebody has just been given, and who ought to set off."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select

from ptmb.domain.deadlines import Urgency
from ptmb.domain.lanes import Lane
from ptmb.domain.lifecycle import Status, Step
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent, Staff

_NEW = timedelta(hours=1)


@dataclass(frozen=True)
class UrgentJob:
    """`given` is the event by which the job came to this person."""

    reference: str
    category_id: int
    area_id: int | None
    staff_id: int
    given: int


def urgent_jobs(at: datetime) -> list[UrgentJob]:
    """Given within the hour to this officer, or to the crew of one who is on duty; not begun.

    Nobody is told of a job that they took themselves. One query.
    """
    event = ComplaintEvent
    newest = (
        select(func.max(event.id))
        .where(event.complaint_id == Complaint.id, event.step.in_((Step.ASSIGN, Step.TAKE)))
        .correlate(Complaint)
        .scalar_subquery()
    )
    theirs = or_(
        Complaint.officer_id == Staff.id,
        and_(Complaint.officer_id.is_(None), Complaint.crew_id == Staff.crew_id, Staff.on_duty),
    )
    rows = db.session.execute(
        select(
            Complaint.reference,
            Complaint.category_id,
            Complaint.area_id,
            Staff.id.label("staff_id"),
            event.id.label("given"),
        )
        .join(event, event.id == newest)
        .join(Staff, and_(theirs, Staff.role == Role.OFFICER, Staff.active))
        .where(
            Complaint.lane == Lane.RUNNING,
            Complaint.status == Status.ASSIGNED,
            Complaint.urgency == Urgency.EMERGENCY,
            Complaint.changed_at > at - _NEW,
            event.step == Step.ASSIGN,
            event.at > at - _NEW,
        )
        .order_by(event.id, Staff.id)
    )
    return [UrgentJob(**row._mapping) for row in rows]
