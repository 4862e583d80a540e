"""The same complaint sent twice from two forms: same trouble, same place, same words or number."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, TextClause, bindparam, text

from ptmb.domain.geography import Point, distance_m
from ptmb.domain.lanes import Lane
from ptmb.extensions import db
from ptmb.models import Complaint

_SAME_SPOT_M = 30.0


def _alike(area: str) -> TextClause:
    # In no order: with one, SQLite walks through the whole lane instead of the area's part of it.
    return text(
        "SELECT reference, latitude, longitude FROM complaint"  # noqa: S608  `area` is one of our own two texts
        f" WHERE lane = :lane AND area_id {area} AND category_id = :category_id"
        " AND created_at >= :since AND submission_key <> :key"
        " AND description = :description AND reporter_phone = :phone LIMIT 20"
    ).bindparams(bindparam("since", type_=Complaint.created_at.type), lane=Lane.TRIAGE.value)


_ALIKE, _ALIKE_NOWHERE = _alike("= :area_id"), _alike("IS NULL")


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
            "category_id": self.category_id,
            "since": since,
            "key": self.key,
            "description": self.description,
            "phone": self.phone,
        }
        if self.area_id is None:
            twins = db.session.execute(_ALIKE_NOWHERE, asked)
        else:
            twins = db.session.execute(_ALIKE, {**asked, "area_id": self.area_id})
        return next((row.reference for row in twins if self._same_spot(row)), None)

    def _same_spot(self, other: Row[Any]) -> bool:
        if self.point is None or other.latitude is None or other.longitude is None:
            return self.point is None and other.latitude is None
        return distance_m(self.point, Point(other.latitude, other.longitude)) <= _SAME_SPOT_M
