"""The figures of a period and of this moment, all from roll-ups: they cost the same at any size.

What each of them means is said in domain/measures.py.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache

from sqlalchemy import Select, bindparam, case, func, select, union_all

from ptmb.domain.figures import WHOLE_CITY, Grain, Outcome, Tallied
from ptmb.domain.lanes import OPEN_LANES, PRESSING
from ptmb.domain.lifecycle import OPEN, Cause
from ptmb.domain.periods import Period
from ptmb.extensions import db
from ptmb.models import Complaint, CountNow, Tally
from ptmb.queries.tallies import Key, sums

_WEEK = timedelta(days=7)


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
    """Received per day, and finished per day, over a stretch of days."""

    first: date
    last: date
    received: Counter[date]
    finished: Counter[date]

    @property
    def days(self) -> list[date]:
        length = (self.last - self.first).days + 1
        return [self.first + timedelta(days=number) for number in range(length)]


def days(first: date, last: date) -> Days:
    """One query over the city's roll-ups by day: a few rows a day, from `first` to `last`."""
    found = Days(first, last, Counter(), Counter())
    rows = db.session.execute(_BY_DAY, {"first": first, "last": last})
    for measure, day, total in rows.all():
        counted = found.received if measure is Tallied.RECEIVED_CAUSE else found.finished
        counted[day] += int(total)
    return found


_BY_DAY = union_all(
    *(
        select(Tally.measure, Tally.start_on, func.sum(Tally.total))
        .where(
            Tally.measure == measure,
            Tally.grain == Grain.DAY,
            Tally.area_id == WHOLE_CITY,
            Tally.start_on.between(bindparam("first"), bindparam("last")),
            *which,
        )
        .group_by(Tally.measure, Tally.start_on)
        for measure, which in (
            (Tallied.RECEIVED_CAUSE, ()),
            (Tallied.ENDED_CAUSE, (Tally.outcome == Outcome.RESOLVED,)),
        )
    )
)


@dataclass(frozen=True)
class Weeks:
    """Received per area in the last seven days, and in the seven before."""

    latest: Counter[int]
    before: Counter[int]


def weeks(area_ids: Collection[int], last: date) -> Weeks:
    """One query over the roll-ups of these areas by day; `last` is included."""
    found = Weeks(Counter(), Counter())
    if area_ids:
        asked = {"areas": list(area_ids), "since": last - 2 * _WEEK, "middle": last - _WEEK}
        for area, total, latest in db.session.execute(_BY_WEEK, {**asked, "last": last}).all():
            found.latest[area] += int(latest)
            found.before[area] += int(total) - int(latest)
    return found


_LATEST = case((Tally.start_on > bindparam("middle"), Tally.total), else_=0)
_BY_WEEK = (
    select(Tally.area_id, func.sum(Tally.total), func.sum(_LATEST))
    .where(
        Tally.measure == Tallied.RECEIVED_CAUSE,
        Tally.grain == Grain.DAY,
        Tally.area_id.in_(bindparam("areas", expanding=True)),
        Tally.start_on > bindparam("since"),
        Tally.start_on <= bindparam("last"),
    )
    .group_by(Tally.area_id)
)


@dataclass(frozen=True)
class Present:
    """What holds at this moment, whenever it was received."""

    open: int
    late: int


def present(at: datetime, area_id: int | None = None) -> Present:
    """One query."""
    asked = {"at": at} if area_id is None else {"at": at, "area": area_id}
    row = db.session.execute(_present(of_area=area_id is not None), asked).one()
    return Present(int(row[0]), int(row[1]))


def open_now(area_id: int | None = None) -> int:
    """One query: how many are open, whenever they were received."""
    asked = {} if area_id is None else {"area": area_id}
    return int(db.session.execute(_open(of_area=area_id is not None), asked).scalar_one())


@cache
def _present(*, of_area: bool) -> Select[int, int]:
    late = select(func.count()).where(
        Complaint.lane.in_(PRESSING), Complaint.due_at < bindparam("at")
    )
    if of_area:
        late = late.where(Complaint.area_id == bindparam("area"))
    return select(_open(of_area=of_area).scalar_subquery(), late.scalar_subquery())


@cache
def _open(*, of_area: bool) -> Select[int]:
    # The lanes begin the key; an open complaint lies in no other.
    lanes, states = CountNow.lane.in_(OPEN_LANES), CountNow.status.in_(sorted(OPEN))
    found = select(func.coalesce(func.sum(CountNow.total), 0)).where(lanes, states)
    return found.where(CountNow.area_id == bindparam("area")) if of_area else found
