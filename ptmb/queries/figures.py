"""The mayor's figures, all from roll-ups, so that they cost the same at any size."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import ScalarSelect, Select, func, or_, select

from ptmb.domain.lanes import OPEN_LANES, PRESSING, Lane
from ptmb.domain.lifecycle import DONE, ENDED, OPEN, Cause, Status
from ptmb.extensions import db
from ptmb.models import Complaint, CountByDay, CountNow, FinishedByDay


@dataclass
class Counts:
    """Complaints received in a period, by what became of them, by cause and by area."""

    received: int = 0
    resolved: int = 0
    open: int = 0
    ended: int = 0
    causes: Counter[Cause] = field(default_factory=Counter)
    areas: Counter[int] = field(default_factory=Counter)
    open_areas: Counter[int] = field(default_factory=Counter)
    area_causes: Counter[tuple[int, Cause]] = field(default_factory=Counter)

    @property
    def percent(self) -> int:
        """Resolved of received, in whole percent."""
        return round(self.resolved * 100 / self.received) if self.received else 0

    def mostly_rationed(self, area_id: int) -> bool:
        """Whether more than half of an area's complaints come from rationing."""
        return self.area_causes[area_id, Cause.RATIONING] * 2 > self.areas[area_id] > 0


def counts(first: date, last: date, area_id: int | None = None) -> Counts:
    """One query: complaints received from `first` to `last`, both included."""
    statement: Select[int, Cause, Status, int] = (
        select(CountByDay.area_id, CountByDay.cause, CountByDay.status, func.sum(CountByDay.total))
        .where(CountByDay.received_on.between(first, last))
        .group_by(CountByDay.area_id, CountByDay.cause, CountByDay.status)
    )
    if area_id is not None:
        statement = statement.where(CountByDay.area_id == area_id)
    found = Counts()
    for area, cause, status, total in db.session.execute(statement):
        _add(found, area, cause, status, int(total))
    return found


def _add(found: Counts, area: int, cause: Cause, status: Status, total: int) -> None:
    found.received += total
    found.resolved += total if status in DONE else 0
    found.open += total if status in OPEN else 0
    found.ended += total if status in ENDED else 0
    found.causes[cause] += total
    found.areas[area] += total
    found.area_causes[area, cause] += total
    if status in OPEN:
        found.open_areas[area] += total


@dataclass(frozen=True)
class Days:
    """Received per day and area, and finished per day, over a stretch of days."""

    first: date
    last: date
    received: Counter[date]
    finished: Counter[date]
    area_days: Counter[tuple[int, date]]

    @property
    def days(self) -> list[date]:
        length = (self.last - self.first).days + 1
        return [self.first + timedelta(days=number) for number in range(length)]

    def in_area(self, area_id: int, first: date, last: date) -> int:
        """Complaints received in an area from `first` to `last`, both included."""
        length = (last - first).days + 1
        return sum(self.area_days[area_id, first + timedelta(days=n)] for n in range(length))


def days(first: date, last: date, area_id: int | None = None) -> Days:
    """Two queries over the roll-ups by day."""
    arrivals: Select[date, int, int] = (
        select(CountByDay.received_on, CountByDay.area_id, func.sum(CountByDay.total))
        .where(CountByDay.received_on.between(first, last))
        .group_by(CountByDay.received_on, CountByDay.area_id)
    )
    ends: Select[date, int] = (
        select(FinishedByDay.resolved_on, func.sum(FinishedByDay.total))
        .where(FinishedByDay.resolved_on.between(first, last))
        .group_by(FinishedByDay.resolved_on)
    )
    if area_id is not None:
        arrivals = arrivals.where(CountByDay.area_id == area_id)
        ends = ends.where(FinishedByDay.area_id == area_id)
    received: Counter[date] = Counter()
    area_days: Counter[tuple[int, date]] = Counter()
    for day, area, total in db.session.execute(arrivals):
        received[day] += int(total)
        area_days[area, day] += int(total)
    finished = Counter({day: int(total) for day, total in db.session.execute(ends)})
    return Days(first, last, received, finished, area_days)


@dataclass(frozen=True)
class Present:
    """What holds at this moment, whenever it was received."""

    open: int
    late: int
    finished_today: int
    oldest: Complaint | None


def present(at: datetime, today: date, area_id: int | None = None) -> Present:
    """Two queries: the numbers in one, the oldest open complaint in the other.

    Args:
        today: this day in the city.
    """
    pressing = select(func.count()).where(Complaint.lane.in_(PRESSING), Complaint.due_at < at)
    finished = select(func.count()).where(Complaint.resolved_on == today)
    unfinished = select(func.coalesce(func.sum(CountNow.total), 0)).where(CountNow.status.in_(OPEN))
    if area_id is not None:
        pressing = pressing.where(Complaint.area_id == area_id)
        finished = finished.where(Complaint.area_id == area_id)
        unfinished = unfinished.where(CountNow.area_id == area_id)
    row = db.session.execute(
        select(unfinished.scalar_subquery(), pressing.scalar_subquery(), finished.scalar_subquery())
    ).one()
    return Present(int(row[0]), int(row[1]), int(row[2]), _oldest(area_id))


def _oldest(area_id: int | None) -> Complaint | None:
    """The first open one of each lane by its index, then the oldest of these."""
    firsts = [_first(lane, area_id) for lane in OPEN_LANES]
    statement = select(Complaint).where(or_(*(Complaint.id == first for first in firsts)))
    return db.session.scalar(statement.order_by(Complaint.created_at, Complaint.id).limit(1))


def _first(lane: Lane, area_id: int | None) -> ScalarSelect[int]:
    statement = select(Complaint.id).where(Complaint.lane == lane, Complaint.status.in_(OPEN))
    if area_id is not None:
        statement = statement.where(Complaint.area_id == area_id)
    return statement.order_by(Complaint.id).limit(1).scalar_subquery()
