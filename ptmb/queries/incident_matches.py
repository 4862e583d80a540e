"""Open complaints that may belong to an incident: by its place, the category and the time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from ptmb.domain.geography import Point
from ptmb.domain.lanes import OPEN_LANES
from ptmb.domain.lifecycle import Status
from ptmb.extensions import db
from ptmb.geometry.covering import Cover
from ptmb.models import Complaint
from ptmb.queries.search import Search

MOST = 200
_LINE: Any = select(
    Complaint.id,
    Complaint.reference,
    Complaint.version,
    Complaint.status,
    Complaint.category_id,
    Complaint.area_id,
    Complaint.landmark,
    Complaint.created_at,
    Complaint.latitude,
    Complaint.longitude,
    Complaint.cause,
)


@dataclass(frozen=True)
class Matches:
    """What is looked for, oldest first; those that follow an incident already are left out.

    Args:
        geometry: GeoJSON text; complaints with a point must lie in it.
        search: instead of the place and the category.
    """

    area_ids: tuple[int, ...] = ()
    category_id: int | None = None
    since: datetime | None = None
    geometry: str | None = None
    search: Search | None = None

    def rows(self) -> Sequence[Row[Any]]:
        """At most `MOST`, in one query."""
        statement = _LINE.where(*self._conditions()).order_by(Complaint.id)
        if self.geometry is None or self.search:
            return db.session.execute(statement.limit(MOST)).all()
        # The database knows no shapes: those beside it must not take the place of those inside.
        shape = Cover.of([(0, self.geometry)])
        rows = db.session.execute(statement).all()
        return list(islice((row for row in rows if _inside(shape, row)), MOST))

    def _conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = [
            Complaint.lane.in_(OPEN_LANES),
            Complaint.status != Status.GROUPED,
        ]
        if self.search:
            return [*found, self.search.condition()]
        found.append(Complaint.area_id.in_(self.area_ids))
        if self.category_id is not None:
            found.append(Complaint.category_id == self.category_id)
        if self.since is not None:
            found.append(Complaint.created_at >= self.since)
        return found


def _inside(shape: Cover, row: Row[Any]) -> bool:
    return row.latitude is None or bool(shape.around(Point(row.latitude, row.longitude)))


def chosen_complaints(references: Sequence[str]) -> Sequence[Row[Any]]:
    """The complaints with these codes, oldest first, in one query."""
    statement = _LINE.where(Complaint.reference.in_(references))
    rows: Sequence[Row[Any]] = db.session.execute(statement.order_by(Complaint.id)).all()
    return rows
