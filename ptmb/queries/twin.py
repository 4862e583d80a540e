"""The same complaint sent twice from two forms: same trouble, same place, same words or number."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from ptmb.domain.geography import Point, distance_m
from ptmb.domain.lanes import Lane
from ptmb.extensions import db
from ptmb.models import Complaint

_SAME_SPOT_M = 30.0


@dataclass(frozen=True)
class Twin:
    """What was typed now. `key` is this form's own, so that a retry is never its own twin."""

    category_id: int
    area_id: int | None
    point: Point | None
    description: str
    phone: str
    key: str

    def reference(self, since: datetime) -> str | None:
        """The code of the complaint that this one repeats; None for a new one."""
        if not (self.description or self.phone):
            return None
        statement = (
            select(Complaint)
            .where(
                Complaint.lane == Lane.TRIAGE,
                Complaint.area_id == self.area_id,
                Complaint.category_id == self.category_id,
                Complaint.created_at >= since,
                Complaint.submission_key != self.key,
                Complaint.description == self.description,
                Complaint.reporter_phone == self.phone,
            )
            .order_by(Complaint.id.desc())
            .limit(20)
        )
        twins = (one for one in db.session.scalars(statement) if self._same_spot(one))
        return next((one.reference for one in twins), None)

    def _same_spot(self, other: Complaint) -> bool:
        if self.point is None or other.latitude is None or other.longitude is None:
            return self.point is None and other.latitude is None
        return distance_m(self.point, Point(other.latitude, other.longitude)) <= _SAME_SPOT_M
