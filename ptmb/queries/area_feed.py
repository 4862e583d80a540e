"""What calendars and news readers are given about one area."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import case, func, select

from ptmb.domain.rationing import DRY, Window, joined
from ptmb.extensions import db
from ptmb.models import Incident, IncidentArea, RationingSchedule, RationingWindow
from ptmb.queries.zones import ZoneMatch, zones_at

CALENDAR_DAYS = 28
_BEHIND = timedelta(days=31)
"""No turn is longer, so every one that goes on is seen from its beginning."""
_MOST = 20


@dataclass(frozen=True)
class Turn:
    """A stretch in which water is due; `advice` is of the schedule that holds at its beginning."""

    match: ZoneMatch
    window: Window
    schedule_id: int
    advice: str


@dataclass(frozen=True)
class ZoneRevision:
    """How often the announced plan of a zone was changed, and when last."""

    number: int
    changed_at: datetime


@dataclass(frozen=True)
class AreaCalendar:
    turns: tuple[Turn, ...]
    revisions: dict[int, ZoneRevision]


@dataclass(frozen=True)
class PublishedPlan:
    """One publication for one zone of the area."""

    match: ZoneMatch
    schedule: RationingSchedule


def area_calendar(area_id: int, at: datetime) -> AreaCalendar:
    """The turns with water that are not over and begin within four weeks, by zone and time."""
    matches = zones_at(area_id)
    ids = [one.zone.id for one in matches]
    at = at.astimezone(UTC)
    rows = _windows(ids, at - _BEHIND, at + timedelta(days=CALENDAR_DAYS))
    advice = _advice({row.schedule_id for row in rows})
    turns = []
    for match in matches:
        mine = [row for row in rows if row.zone_id == match.zone.id]
        by_start = {row.starts_at: row.schedule_id for row in mine}
        for window in joined(Window(row.starts_at, row.ends_at, row.share) for row in mine):
            if window.share > DRY and window.ends_at > at:
                schedule_id = by_start[window.starts_at]
                turns.append(Turn(match, window, schedule_id, advice.get(schedule_id, "")))
    return AreaCalendar(tuple(turns), _revisions(ids))


def area_publications(area_id: int, most: int = _MOST) -> list[PublishedPlan]:
    """What was published for the zones of an area, newest first, taken back or not."""
    by_id = {one.zone.id: one for one in zones_at(area_id)}
    rows = db.session.scalars(
        select(RationingSchedule)
        .where(RationingSchedule.zone_id.in_(by_id), RationingSchedule.published_at.is_not(None))
        .order_by(RationingSchedule.published_at.desc(), RationingSchedule.id.desc())
        .limit(most)
    )
    return [PublishedPlan(by_id[row.zone_id], row) for row in rows]


def area_incidents(area_id: int, most: int = _MOST) -> Sequence[Incident]:
    """Incidents of an area, open or over, the one with the latest news first."""
    mine = select(IncidentArea.incident_id).where(IncidentArea.area_id == area_id)
    wanted = select(Incident).where(Incident.id.in_(mine))
    return db.session.scalars(wanted.order_by(Incident.changed_at.desc()).limit(most)).all()


def _windows(
    zone_ids: Collection[int], since: datetime, until: datetime
) -> Sequence[RationingWindow]:
    return db.session.scalars(
        select(RationingWindow)
        .where(
            RationingWindow.zone_id.in_(zone_ids),
            RationingWindow.ends_at > since,
            RationingWindow.starts_at < until,
        )
        .order_by(RationingWindow.starts_at)
    ).all()


def _advice(schedule_ids: Collection[int]) -> dict[int, str]:
    wanted = select(RationingSchedule.id, RationingSchedule.advice)
    rows = db.session.execute(wanted.where(RationingSchedule.id.in_(schedule_ids)))
    return {row.id: row.advice for row in rows}


def _revisions(zone_ids: Collection[int]) -> dict[int, ZoneRevision]:
    """A publication is one change, taking one back is another: the number never falls."""
    schedule = RationingSchedule
    taken_back = schedule.ended_by == schedule.publication
    rows = db.session.execute(
        select(
            schedule.zone_id,
            (func.count() + func.sum(case((taken_back, 1), else_=0))).label("number"),
            func.max(schedule.published_at).label("published_at"),
            func.max(case((taken_back, schedule.ended_at))).label("taken_back_at"),
        )
        .where(schedule.zone_id.in_(zone_ids), schedule.published_at.is_not(None))
        .group_by(schedule.zone_id)
    )
    return {
        row.zone_id: ZoneRevision(
            int(row.number), max(one for one in (row.published_at, row.taken_back_at) if one)
        )
        for row in rows
    }
