"""The last days of one area, from what was written down at the time: windows and incidents."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import or_, select

from ptmb.config import CITY_TIME
from ptmb.domain.figures import WHOLE_CITY, Grain, Outcome, Tallied
from ptmb.domain.rationing import FULL
from ptmb.domain.supply import IncidentKind, IncidentStatus, ReadingSource, SupplyState
from ptmb.domain.supply_history import Day, DayHours, Stretch, day_hours
from ptmb.domain.supply_state import Trouble, repairs
from ptmb.extensions import db
from ptmb.models import (
    Incident,
    IncidentArea,
    IncidentUpdate,
    RationingSchedule,
    ReservoirReading,
    Tally,
)
from ptmb.queries.water_due import ZoneWeek, city_week

DAYS = 30


def past_days(area_id: int, at: datetime, days: int = DAYS) -> list[DayHours]:
    """The days up to `at`, oldest first, today as far as it has gone."""
    today = at.astimezone(CITY_TIME).date()
    first = today - timedelta(days=days - 1)
    since = _midnight(first)
    stretches = [*_incidents(area_id, since, at), *_turns(area_id, since, at)]
    seen = _watched_days(first, today, since, at)
    return [
        day_hours(_day(first + timedelta(days=number), at, seen), stretches)
        for number in range(days)
    ]


def _day(on: date, at: datetime, seen: set[date]) -> Day:
    begin = _midnight(on)
    return Day(on, begin, min(_midnight(on + timedelta(days=1)), max(at, begin)), on in seen)


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), CITY_TIME).astimezone(UTC)


def _incidents(area_id: int, since: datetime, at: datetime) -> Iterable[Stretch]:
    """Faults and planned work that took place; what was cancelled never was."""
    rows = db.session.execute(
        select(Incident.kind, Incident.status, Incident.starts_at, Incident.closed_at)
        .join(IncidentArea, IncidentArea.incident_id == Incident.id)
        .where(
            IncidentArea.area_id == area_id,
            Incident.status != IncidentStatus.CANCELLED,
            Incident.starts_at < at,
            or_(Incident.closed_at.is_(None), Incident.closed_at > since),
        )
    )
    for kind, status, starts_at, closed_at in rows:
        if kind is IncidentKind.FAULT:
            yield Stretch(SupplyState.DISTURBED, starts_at, closed_at or at)
        elif repairs(Trouble(kind, status, starts_at), at):
            yield Stretch(SupplyState.REPAIR, starts_at, closed_at or at)


def _turns(area_id: int, since: datetime, at: datetime) -> list[Stretch]:
    """Time with less than the usual water by the plan of that time.

    As for the present, a zone of the whole area is asked before one of some streets.
    """
    length = (at.astimezone(UTC) - since).days + 1
    zones = city_week(since, length).get(area_id, ())
    asked: Iterable[ZoneWeek] = [one for one in zones if not one.partial and one.windows] or zones
    return [
        Stretch(SupplyState.RATIONED, window.starts_at, window.ends_at)
        for zone in asked
        for window in zone.windows
        if window.share < FULL
    ]


def _watched_days(first: date, last: date, since: datetime, at: datetime) -> set[date]:
    """Days of the city on which somebody of the utility did something that is still known."""
    finished = select(Tally.start_on).where(
        Tally.measure == Tallied.ENDED_CAUSE,
        Tally.grain == Grain.DAY,
        Tally.area_id == WHOLE_CITY,
        Tally.start_on.between(first, last),
        Tally.outcome == Outcome.RESOLVED,
        Tally.total > 0,
    )
    found = set(db.session.scalars(finished.distinct()))
    for column, condition in (
        (IncidentUpdate.at, IncidentUpdate.staff_id.is_not(None)),
        (RationingSchedule.published_at, RationingSchedule.published_at.is_not(None)),
        (ReservoirReading.recorded_at, ReservoirReading.source == ReadingSource.DESK),
    ):
        moments = select(column).where(condition, column.between(since, at))
        found.update(
            moment.astimezone(CITY_TIME).date()
            for moment in db.session.scalars(moments)
            if moment is not None
        )
    return found
