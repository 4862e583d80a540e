"""The newest complaints of a period that have a point, for the map of those who only look."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from ptmb.domain.lifecycle import Status
from ptmb.domain.periods import Period
from ptmb.extensions import db
from ptmb.models import Complaint

MOST = 500
"""More dots than this hide one another, and a telephone draws them slowly."""


@dataclass(frozen=True)
class PointOf:
    """What a dot and its line in the list tell: nothing of who reported. WGS 84 degrees."""

    id: int
    reference: str
    category_id: int
    area_id: int | None
    status: Status
    created_at: datetime
    latitude: float
    longitude: float


def newest_points(period: Period) -> list[PointOf]:
    """At most 500, newest day first; one query along the index of the days of receipt."""
    statement = (
        select(
            Complaint.id,
            Complaint.reference,
            Complaint.category_id,
            Complaint.area_id,
            Complaint.status,
            Complaint.created_at,
            Complaint.latitude,
            Complaint.longitude,
        )
        .where(
            Complaint.received_on.between(period.first, period.last),
            Complaint.latitude.is_not(None),
            Complaint.longitude.is_not(None),
        )
        .order_by(Complaint.received_on.desc(), Complaint.id.desc())
        .limit(MOST)
    )
    return [PointOf(**row) for row in db.session.execute(statement).mappings()]
