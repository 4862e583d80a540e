"""The figures of a period and of this moment, all from roll-ups: they cost the same at any size.

What each of them means is said in domain/measures.py.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import ScalarSelect, Select, func, or_, select, union_all

from ptmb.domain.figures import WHOLE_CITY, Grain, Outcome, Tallied
from ptmb.domain.lanes import OPEN_LANES, PRESSING, Lane
from ptmb.domain.lifecycle import DONE, OPEN, Cause
from ptmb.domain.periods import Period
from ptmb.extensions import db
from ptmb.models import Area, Complaint, CountNow, Tally
from ptmb.queries.tallies import Key, sums


@dataclass
class Counts:
    """Complaints received in a period, by what has become of them, by cause and by area."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    causes: Counter[Cause] = field(default_factory=Counter)
    areas: Counter[int] = field(default_factory=Counter)
    open_areas: Counter[int] = field(default_factory=Counter)
    area_causes: Counter[tuple[int, Cause]] = field(default_factory=Counter)

    @property
    def received(self) -> int:
        return self.outcomes.total()

    @property
    def resolved(self) -> int:
        return self.outcomes[Outcome.RESOLVED]

    @property
    def open(self) -> int:
        return self.outcomes[Outcome.OPEN]

    @property
    def ended(self) -> int:
        """Rejected, merged or withdrawn."""
        return self.received - self.resolved - self.open

    @property
    def percent(self) -> int:
        """Resolved of received, in whole percent."""
        return round(self.resolved * 100 / self.received) if self.received else 0

    def mostly_rationed(self, area_id: int) -> bool:
        """Whether more than half of an area's complaints come from rationing."""
        return self.area_causes[area_id, Cause.RATIONING] * 2 > self.areas[area_id] > 0


def counts(period: Period, area_id: int | None = None) -> Counts:
    """One query: complaints received in a period."""
    found = sums([Tallied.RECEIVED_CAUSE], period, area_id, by_area=True)
    return counts_of(found[Tallied.RECEIVED_CAUSE])


def counts_of(keys: Counter[Key]) -> Counts:
    """The same from sums that were read already, by area."""
    found = Counts()
    for (area, member, outcome), total in keys.items():
        cause = Cause(member)
        found.outcomes[outcome] += total
        found.causes[cause] += total
        found.areas[area] += total
        found.area_causes[area, cause] += total
        if outcome is Outcome.OPEN:
            found.open_areas[area] += total
    return found


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
    """One query over the roll-ups by day, from `first` to `last`, both included.

    Args:
        area_id: only there. `WHOLE_CITY`: the city's sums alone, a row a day, however long it is.
    """
    every = select(Area.id).union(select(db.literal(0)))
    here = Tally.area_id.in_(every) if area_id is None else Tally.area_id == area_id
    place = WHOLE_CITY if area_id is None else area_id
    received, finished = Tallied.RECEIVED_CAUSE, Tallied.ENDED_CAUSE
    statement = union_all(
        _by_day(received, first, last).where(here),
        _by_day(finished, first, last).where(
            Tally.area_id == place, Tally.outcome == Outcome.RESOLVED
        ),
    )
    found = Days(first, last, Counter(), Counter(), Counter())
    for measure, day, area, total in db.session.execute(statement):
        if measure == received:
            found.received[day] += int(total)
            found.area_days[area, day] += int(total)
        else:
            found.finished[day] += int(total)
    return found


def _by_day(measure: Tallied, first: date, last: date) -> Select[Tallied, date, int, int]:
    return (
        select(Tally.measure, Tally.start_on, Tally.area_id, func.sum(Tally.total))
        .where(
            Tally.measure == measure,
            Tally.grain == Grain.DAY,
            Tally.start_on.between(first, last),
        )
        .group_by(Tally.measure, Tally.start_on, Tally.area_id)
    )


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
    finished = select(func.count()).where(Complaint.ended_on == today, Complaint.status.in_(DONE))
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
