"""What changes for whom when drafts are published: read by a person before saying yes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ptmb.domain.city_plants import PERSONS_PER_CONNECTION
from ptmb.domain.rationing import Window, difference
from ptmb.domain.water_plans import Plan
from ptmb.extensions import db
from ptmb.models import Area, RationingSchedule, RationingWindow, Zone
from ptmb.queries.water_due import zone_weeks
from ptmb.recurrence import windows_of

DAYS = 7


@dataclass(frozen=True, slots=True)
class ZoneImpact:
    """A zone's coming seven days before and after; `connections` None: nobody knows.

    `less` and `more` are how long there will be less or more water than planned so far.
    """

    zone_id: int
    name: str
    effective_at: datetime
    before: tuple[Window, ...]
    after: tuple[Window, ...]
    less: timedelta
    more: timedelta
    connections: int | None
    area_ids: tuple[int, ...]

    @property
    def changed(self) -> timedelta:
        return self.less + self.more

    @property
    def people(self) -> int | None:
        return None if self.connections is None else self.connections * PERSONS_PER_CONNECTION


@dataclass(frozen=True, slots=True)
class AreaImpact:
    """An area's longest change by any of its zones; `partial`: of some streets only."""

    area_id: int
    name: str
    partial: bool
    less: timedelta
    more: timedelta
    connections: int | None


@dataclass(frozen=True, slots=True)
class Impact:
    """`connections` adds up what is known, each area once; `unknown` zones could not be counted."""

    zones: tuple[ZoneImpact, ...]
    areas: tuple[AreaImpact, ...]
    connections: int
    unknown: tuple[str, ...]

    @property
    def people(self) -> int:
        return self.connections * PERSONS_PER_CONNECTION


def impact(schedule_ids: Collection[int], at: datetime) -> Impact:
    """What publishing these drafts at `at` would change in the seven days after it."""
    rows = db.session.scalars(
        select(RationingSchedule)
        .where(RationingSchedule.id.in_(schedule_ids))
        .options(selectinload(RationingSchedule.rules))
    )
    return impact_of({row.zone_id: row.plan for row in rows}, at)


def impact_of(plans: Mapping[int, Plan], at: datetime) -> Impact:
    """The same for plans that are not stored, by zone id.

    Raises:
        ptmb.recurrence.BadRecurrence: a rule cannot be expanded.
    """
    zones = db.session.scalars(
        select(Zone).where(Zone.id.in_(plans)).order_by(Zone.name).options(selectinload(Zone.areas))
    ).all()
    area_ids = {one.area_id for zone in zones for one in zone.areas}
    areas = db.session.scalars(select(Area).where(Area.id.in_(area_ids)).order_by(Area.name)).all()
    known = {area.id: area.connections for area in areas}
    weeks, later = zone_weeks(at, DAYS), _later(plans, at + timedelta(days=DAYS))
    found = [
        _zone(zone, plans[zone.id], (weeks.get(zone.id, ()), later.get(zone.id, ())), known, at)
        for zone in zones
    ]
    touched = [one for one in found if one.changed]
    return Impact(
        tuple(found),
        tuple(one for area in areas if (one := _area(area, zones, touched))),
        _connections(zones, touched, known),
        tuple(one.name for one in touched if one.connections is None),
    )


def _later(plans: Mapping[int, Plan], until: datetime) -> dict[int, list[Window]]:
    """By zone, what others announce for the time after a plan that ends before `until`.

    That is what begins only then, and what was to end anyway; the rest has ended with the plan.
    No query where no plan is so short, or only interrupts.
    """
    short = {
        zone_id: end
        for zone_id, plan in plans.items()
        if not plan.passing and (end := plan.valid_until) and end < until
    }
    if not short:
        return {}
    window, schedule = RationingWindow, RationingSchedule
    rows = db.session.execute(
        select(window, schedule.effective_at, schedule.ended_at)
        .join(schedule, schedule.id == window.schedule_id)
        .where(window.zone_id.in_(short), window.ends_at > min(short.values()))
        .where(window.starts_at < until)
        .order_by(window.starts_at)
    )
    found: dict[int, list[Window]] = defaultdict(list)
    for one, effective_at, ended_at in rows:
        if ended_at or (effective_at and effective_at >= short[one.zone_id]):
            found[one.zone_id].append(Window(one.starts_at, min(one.ends_at, until), one.share))
    return found


def _zone(
    zone: Zone,
    plan: Plan,
    lines: tuple[Sequence[Window], Sequence[Window]],
    known: Mapping[int, int | None],
    at: datetime,
) -> ZoneImpact:
    until, (before, later) = at + timedelta(days=DAYS), lines
    after = _after(plan, before, before if plan.passing else later, (at, until))
    less, more = difference(before, after, at, until)
    area_ids = tuple(one.area_id for one in zone.areas)
    connections = zone.connections
    if connections is None:
        counts = [known.get(area_id) for area_id in area_ids]
        connections = sum(one for one in counts if one) if any(counts) else None
    effective_at = max(at, plan.valid_from)
    return ZoneImpact(
        zone.id, zone.name, effective_at, tuple(before), after, less, more, connections, area_ids
    )


def _after(
    plan: Plan,
    before: Iterable[Window],
    later: Iterable[Window],
    week: tuple[datetime, datetime],
) -> tuple[Window, ...]:
    """As `publish` would write it: before the plan, the plan, and what is left after it."""
    at, until = week
    begin = min(max(at, plan.valid_from), until)
    end = min(plan.valid_until or until, until)
    new = windows_of(plan.rules, plan.share_otherwise, begin, end) if begin < end else []
    kept = [Window(one.starts_at, min(one.ends_at, begin), one.share) for one in before]
    kept += [Window(max(one.starts_at, end), one.ends_at, one.share) for one in later]
    whole = (one for one in (*kept, *new) if one.starts_at < one.ends_at)
    return tuple(sorted(whole, key=lambda one: one.starts_at))


def _area(area: Area, zones: Sequence[Zone], touched: Sequence[ZoneImpact]) -> AreaImpact | None:
    mine = [one for one in touched if area.id in one.area_ids]
    if not mine:
        return None
    ids = {one.zone_id for one in mine}
    parts = [
        pair.partial
        for zone in zones
        if zone.id in ids
        for pair in zone.areas
        if pair.area_id == area.id
    ]
    longest = max(mine, key=lambda one: one.changed)
    return AreaImpact(area.id, area.name, all(parts), longest.less, longest.more, area.connections)


def _connections(
    zones: Sequence[Zone], touched: Sequence[ZoneImpact], known: Mapping[int, int | None]
) -> int:
    ids = {one.zone_id for one in touched}
    changing = [zone for zone in zones if zone.id in ids]
    counted = sum(zone.connections for zone in changing if zone.connections is not None)
    by_area = {one.area_id for zone in changing if zone.connections is None for one in zone.areas}
    return counted + sum(known.get(area_id) or 0 for area_id in by_area)
