"""Which open complaints of the last hours are probably one incident that nobody has opened yet."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select

from ptmb.config import CITY_TIME
from ptmb.domain.detection import Likely, Sighting, likely
from ptmb.domain.geography import Point
from ptmb.domain.lanes import OPEN_LANES
from ptmb.domain.lifecycle import Status
from ptmb.extensions import db
from ptmb.models import Complaint

_LOOK_BACK = timedelta(hours=12)
_MOST = 1_000
_RECENT = (
    select(
        Complaint.id,
        Complaint.reference,
        Complaint.version,
        Complaint.category_id,
        Complaint.area_id,
        Complaint.latitude,
        Complaint.longitude,
        Complaint.created_at,
    )
    .where(
        Complaint.received_on >= bindparam("day"),
        Complaint.created_at >= bindparam("since"),
        Complaint.lane.in_(OPEN_LANES),
        Complaint.status != Status.GROUPED,
        Complaint.latitude.is_not(None),
        Complaint.longitude.is_not(None),
    )
    .order_by(Complaint.id.desc())
    .limit(_MOST)
)


def likely_incidents(at: datetime) -> list[Likely]:
    """The largest group first; one query over what came in the last twelve hours."""
    since = at - _LOOK_BACK
    asked = {"day": since.astimezone(CITY_TIME).date(), "since": since}
    return likely(
        Sighting(
            row.id,
            f"{row.reference}~{row.version}",
            row.category_id,
            row.area_id,
            Point(row.latitude, row.longitude),
            row.created_at,
        )
        for row in db.session.execute(_RECENT, asked)
    )
