"""Lists of complaints for those who only look: exactly the ones a figure counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from ptmb.domain.lanes import PRESSING
from ptmb.domain.lifecycle import DONE, ENDED, OPEN, Cause
from ptmb.extensions import db
from ptmb.models import Complaint

PAGE = 50


class Group(StrEnum):
    """What became of them."""

    RESOLVED = "selesai"
    OPEN = "terbuka"
    LATE = "lewat"
    ENDED = "lain"


@dataclass(frozen=True)
class ComplaintList:
    """Newest first; days are in the city's time and included.

    Args:
        resolved_on: the day they were finished.
        before_id: the last id of the page before.
    """

    at: datetime
    first: date | None = None
    last: date | None = None
    group: Group | None = None
    cause: Cause | None = None
    area_id: int | None = None
    resolved_on: date | None = None
    before_id: int | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """One condition for each thing that was asked."""
        found = self._group_conditions()
        if self.first is not None:
            found.append(Complaint.received_on >= self.first)
        if self.last is not None:
            found.append(Complaint.received_on <= self.last)
        if self.cause is not None:
            found.append(Complaint.cause == self.cause)
        if self.area_id is not None:
            found.append(Complaint.area_id == self.area_id)
        if self.resolved_on is not None:
            found.append(Complaint.resolved_on == self.resolved_on)
        return found

    def _group_conditions(self) -> list[ColumnElement[bool]]:
        if self.group is Group.LATE:
            return [Complaint.lane.in_(PRESSING), Complaint.due_at < self.at]
        statuses = {Group.RESOLVED: DONE, Group.OPEN: OPEN, Group.ENDED: ENDED}
        wanted = statuses.get(self.group) if self.group else None
        return [Complaint.status.in_(wanted)] if wanted else []

    def total(self) -> int:
        """How many there are on all pages."""
        statement = select(func.count()).select_from(Complaint).where(*self.conditions())
        return int(db.session.scalar(statement) or 0)

    def page(self) -> Sequence[Complaint]:
        """One page, and one row more when there is a next page."""
        statement: Select[Any] = select(Complaint).where(*self.conditions())
        if self.before_id is not None:
            statement = statement.where(Complaint.id < self.before_id)
        return db.session.scalars(statement.order_by(Complaint.id.desc()).limit(PAGE + 1)).all()
