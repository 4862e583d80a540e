"""The same complaint sent twice from two forms: same trouble, same place, same words or number."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, text

from ptmb.domain.geography import Point, distance_m
from ptmb.domain.lanes import Lane
from ptmb.extensions import db
from ptmb.models import Complaint
from ptmb.prepared import Prepared

_SAME_SPOT_M = 30.0


def _alike(where: str) -> Prepared:
    # In no order: with one, SQLite walks through the whole lane instead of the area's part of it.
    return Prepared(
        text(
            "SELECT reference, latitude, longitude, area_id, lane FROM complaint"  # noqa: S608  `where` is one of our own texts
            f" WHERE {where} AND category_id = :category_id"
            " AND created_at >= :since AND submission_key <> :key"
            " AND description = :description AND reporter_phone = :phone"
        ).bindparams(bindparam("since", type_=Complaint.created_at.type))
    )


_OF_NUMBER = _alike("reporter_phone <> ''")
"""A number has few complaints, an area has many: asked for both, SQLite would walk the area."""
_IN_AREA = _alike("lane = :lane AND area_id = :area_id")
_NOWHERE = _alike("lane = :lane AND area_id IS NULL")


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
        asked = {
            "lane": Lane.TRIAGE.value,
            "area_id": self.area_id,
            "category_id": self.category_id,
            "since": since,
            "key": self.key,
            "description": self.description,
            "phone": self.phone,
        }
        nearby = _NOWHERE if self.area_id is None else _IN_AREA
        alike = (_OF_NUMBER if self.phone else nearby).run(db.session().connection(), asked)
        return next((row.reference for row in alike if self._same_spot(row)), None)

    def _same_spot(self, other: Row[Any]) -> bool:
        if (other.lane, other.area_id) != (Lane.TRIAGE.value, self.area_id):
            return False
        if self.point is None or other.latitude is None or other.longitude is None:
            return self.point is None and other.latitude is None
        return distance_m(self.point, Point(other.latitude, other.longitude)) <= _SAME_SPOT_M
