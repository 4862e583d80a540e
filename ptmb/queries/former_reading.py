"""What a customer's meter said the last time one of us wrote it down."""

from sqlalchemy import select

from ptmb.domain.lifecycle import Step
from ptmb.domain.meters import MeterReading, reading_in
from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent

_LATELY = 20
"""A customer's finishes that are looked through, the newest first."""


def former_reading(complaint: Complaint) -> MeterReading | None:
    """One query; None without a customer number. Only the same area is searched: it has an index.

    What this complaint's own finishes said does not count: one may have been taken back.
    """
    if not complaint.customer_number or complaint.area_id is None:
        return None
    facts = db.session.scalars(
        select(ComplaintEvent.facts)
        .join(Complaint, Complaint.id == ComplaintEvent.complaint_id)
        .where(
            Complaint.area_id == complaint.area_id,
            Complaint.customer_number == complaint.customer_number,
            Complaint.id != complaint.id,
            ComplaintEvent.step == Step.RESOLVE,
        )
        .order_by(ComplaintEvent.id.desc())
        .limit(_LATELY)
    )
    return next((found for one in facts if (found := reading_in(one))), None)
