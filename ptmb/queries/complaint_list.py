"""Lists of complaints for those who only look: exactly the ones a figure counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, not_, or_, select

from ptmb.domain.choices import Channel, Confirmation
from ptmb.domain.figures import NO, OUTCOME_OF, WAITING, YES, Outcome
from ptmb.domain.lanes import PRESSING
from ptmb.domain.lifecycle import DONE, ENDED, OPEN, Cause
from ptmb.extensions import db
from ptmb.models import Complaint, Staff
from ptmb.queries.at_hour import at_hour
from ptmb.queries.in_hexagon import in_hexagon

PAGE = 50


class Group(StrEnum):
    """What became of them."""

    RESOLVED = "selesai"
    OPEN = "terbuka"
    LATE = "lewat"
    ENDED = "lain"
    REJECTED = "ditolak"
    MERGED = "digabung"
    WITHDRAWN = "dibatalkan"


_STATUSES = {
    Group.RESOLVED: DONE,
    Group.OPEN: OPEN,
    Group.ENDED: ENDED,
    Group.REJECTED: frozenset(s for s, o in OUTCOME_OF.items() if o is Outcome.REJECTED),
    Group.MERGED: frozenset(s for s, o in OUTCOME_OF.items() if o is Outcome.MERGED),
    Group.WITHDRAWN: frozenset(s for s, o in OUTCOME_OF.items() if o is Outcome.WITHDRAWN),
}
NOWHERE = 0
"""The area, or the crew, of those that have none."""


@dataclass(frozen=True)
class Finished:
    """Finished, whenever received, on a day from `first` to `last`, both included.

    Args:
        late: `YES` after the deadline, `NO` before it.
        confirmed: a Confirmation, or `WAITING` for those that have not been answered.
        crew_id: `NOWHERE` for those without one.
    """

    first: date
    last: date
    late: str = ""
    confirmed: str = ""
    rating: int | None = None
    rated: bool = False
    crew_id: int | None = None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        yield Complaint.ended_on.between(self.first, self.last)
        yield Complaint.status.in_(DONE)
        if self.late in (YES, NO):
            late = and_(
                Complaint.cause != Cause.RATIONING, Complaint.resolved_at > Complaint.due_at
            )
            yield late if self.late == YES else not_(late)
        if self.confirmed:
            yield _confirmed(self.confirmed)
        if self.rating is not None:
            yield Complaint.rating == self.rating
        if self.rated:
            yield Complaint.rating.is_not(None)
        if self.crew_id is not None:
            yield _is(Complaint.finished_crew_id, self.crew_id)


@dataclass(frozen=True)
class ComplaintList:
    """Newest first; days are in the city's time and included.

    Args:
        carried_into: received before this day and still open when it began.
        open_on: not ended in any way when this day began, or received since.
        area_id: `NOWHERE` for those of an unknown area.
        officer_id, held_by_crew: in whose hands they are; a crew's are its members' and its own.
        oldest_first: the other way round.
        hour: of the week, Monday 0.00 of the city is 0.
        hexagon: a cell of the heat map, or `NO_POINT`; empty for anywhere.
        before_id: the last id of the page before.
    """

    at: datetime
    first: date | None = None
    last: date | None = None
    group: Group | None = None
    cause: Cause | None = None
    area_id: int | None = None
    category_id: int | None = None
    channel: Channel | None = None
    hour: int | None = None
    hexagon: str = ""
    reopened: bool = False
    finished: Finished | None = None
    carried_into: date | None = None
    open_on: date | None = None
    officer_id: int | None = None
    held_by_crew: int | None = None
    oldest_first: bool = False
    before_id: int | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """One condition for each thing that was asked."""
        return [*self._times(), *self._kinds(), *self._holders(), *self._states()]

    def _times(self) -> Iterator[ColumnElement[bool]]:
        if self.first is not None:
            yield Complaint.received_on >= self.first
        if self.last is not None:
            yield Complaint.received_on <= self.last
        if self.hour is not None:
            yield at_hour(self.hour)
        if self.carried_into is not None:
            yield Complaint.received_on < self.carried_into
            yield _unended(self.carried_into)
        if self.open_on is not None:
            yield _unended(self.open_on)

    def _kinds(self) -> Iterator[ColumnElement[bool]]:
        if self.cause is not None:
            yield Complaint.cause == self.cause
        if self.area_id is not None:
            yield _is(Complaint.area_id, self.area_id)
        if self.category_id is not None:
            yield Complaint.category_id == self.category_id
        if self.channel is not None:
            yield Complaint.channel == self.channel
        if self.hexagon:
            yield in_hexagon(self.hexagon, list(self._times()))

    def _holders(self) -> Iterator[ColumnElement[bool]]:
        if self.officer_id is not None:
            yield Complaint.officer_id == self.officer_id
        if self.held_by_crew is not None:
            yield holding_crew() == self.held_by_crew

    def _states(self) -> Iterator[ColumnElement[bool]]:
        if self.group is Group.LATE:
            yield Complaint.lane.in_(PRESSING)
            yield Complaint.due_at < self.at
        elif self.group is not None:
            yield Complaint.status.in_(_STATUSES[self.group])
        if self.reopened:
            yield Complaint.reopened > 0
        if self.finished is not None:
            yield from self.finished.conditions()

    def total(self) -> int:
        """How many there are on all pages."""
        statement = select(func.count()).select_from(Complaint).where(*self.conditions())
        return int(db.session.scalar(statement) or 0)

    def page(self) -> Sequence[Complaint]:
        """One page, and one row more when there is a next page."""
        statement: Select[Any] = select(Complaint).where(*self.conditions())
        if self.before_id is not None:
            older, newer = Complaint.id < self.before_id, Complaint.id > self.before_id
            statement = statement.where(newer if self.oldest_first else older)
        # The late ones of an area are few, by their deadline; by age all of the area come before.
        by_deadline = self.group is Group.LATE and self.area_id is not None
        number = Complaint.id + 0 if by_deadline else Complaint.id
        ordered = statement.order_by(number if self.oldest_first else number.desc())
        return db.session.scalars(ordered.limit(PAGE + 1)).all()


def holding_crew() -> ColumnElement[Any]:
    """In whose hands a complaint is: the crew of its officer, or the crew it was given to."""
    own = select(Staff.crew_id).where(Staff.id == Complaint.officer_id).scalar_subquery()
    return func.coalesce(own, Complaint.crew_id)


def _unended(day: date) -> ColumnElement[bool]:
    return or_(Complaint.ended_on.is_(None), Complaint.ended_on >= day)


def _is(column: Any, id_: int) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.is_(None) if id_ == NOWHERE else column == id_
    return found


def _confirmed(by: str) -> ColumnElement[bool]:
    if by == WAITING:
        return Complaint.confirmed_by.is_(None)
    known = {one.value: one for one in Confirmation}
    return Complaint.confirmed_by == known[by] if by in known else false()
