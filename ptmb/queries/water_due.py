"""Is water due here, by the announced plan: now, at a past moment, and in the coming days."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, inspect, select

from ptmb.domain.geography import Point
from ptmb.domain.rationing import WaterDue, Window, due_at, joined
from ptmb.extensions import db
from ptmb.models import RationingWindow
from ptmb.queries.catalogue import catalogue
from ptmb.queries.zones import (
    Announcement,
    ZoneMatch,
    ZoneView,
    announcements,
    zones,
    zones_at,
)

__all__ = ["ZoneMatch", "ZoneView", "ZoneWeek", "city_water", "city_week", "water_due", "zones_at"]

_BEHIND = timedelta(days=3)
_AHEAD, _FAR_AHEAD = timedelta(days=8), timedelta(days=45)
"""How far the time line is looked at; far ahead only for a zone that is dry all of the time."""
_NOTHING = WaterDue()


@dataclass(frozen=True, slots=True)
class ZoneWeek:
    """A zone of an area and its windows, cut off at both ends of the days asked for.

    A gap between windows is time without a plan: water is due.
    """

    zone: ZoneView
    partial: bool
    windows: tuple[Window, ...]


_Line = list[tuple[Window, int]]
"""Windows of a zone in order of time, each with the id of its schedule."""

_TABLE = inspect(RationingWindow).local_table.c
_TOUCHING = (
    select(_TABLE.zone_id, _TABLE.schedule_id, _TABLE.starts_at, _TABLE.ends_at, _TABLE.share)
    .where(_TABLE.ends_at > bindparam("since"), _TABLE.starts_at < bindparam("until"))
    .order_by(_TABLE.ends_at)
)
"""Of the table, not of the class: hundreds of rows at a time are no objects for the session."""


def water_due(area_id: int, at: datetime, point: Point | None = None) -> WaterDue:
    """What the plan says about a place at a moment, which may be a past one.

    A drawn zone around the point decides alone. Else a zone with a plan comes before one without,
    a zone of the whole area before one of a part, and a dry one before others.
    """
    matches = zones_at(area_id, point)
    if not matches:
        return _NOTHING
    drawn = tuple(one for one in matches if one.by_polygon)
    matches = drawn or matches
    by_zone = _answers(at, {one.zone.id for one in matches})
    return _best(matches, by_zone)


def city_water(at: datetime) -> dict[int, WaterDue]:
    """The answer of `water_due` for every area of the city, without a point."""
    present = zones()
    by_zone = _answers(at, None)
    return {
        area_id: _best(present.by_area.get(area_id, ()), by_zone) for area_id in catalogue().areas
    }


def city_week(at: datetime, days: int = 7) -> dict[int, tuple[ZoneWeek, ...]]:
    """The windows of every area in [at, at + days), by zone; no zone, no entry in the tuple."""
    weeks = zone_weeks(at, days)
    present = zones()
    return {
        area_id: tuple(
            ZoneWeek(one.zone, one.partial, weeks.get(one.zone.id, ()))
            for one in present.by_area.get(area_id, ())
        )
        for area_id in catalogue().areas
    }


def zone_weeks(at: datetime, days: int = 7) -> dict[int, tuple[Window, ...]]:
    """The windows of every zone in [at, at + days), cut off at both ends."""
    since, until = at.astimezone(UTC), at.astimezone(UTC) + timedelta(days=days)
    return {id_: _clipped(line, since, until) for id_, line in _lines(since, until, None).items()}


def _answers(at: datetime, zone_ids: Collection[int] | None) -> dict[int, WaterDue]:
    """The answer of each zone that has windows around the moment."""
    at = at.astimezone(UTC)  # moments of one zone are compared without asking for their offset
    until = at + _AHEAD
    lines = _lines(at - _BEHIND, until, zone_ids)
    answers = _all(lines, at, until)
    dry_for_long = [
        id_
        for id_, due in answers.items()
        if due.next_flow_at is None
        and (due.next_stop_at or not due.due)
        and lines[id_][-1][0].ends_at >= until
    ]
    if dry_for_long:
        far = at + _FAR_AHEAD
        answers.update(_all(_lines(at - _BEHIND, far, dry_for_long), at, far))
    return answers


def _all(lines: dict[int, _Line], at: datetime, until: datetime) -> dict[int, WaterDue]:
    present = zones()
    said = announcements(present, {id_ for line in lines.values() for _, id_ in line})
    return {
        id_: _answer(present.zones[id_], line, said, at, until)
        for id_, line in lines.items()
        if id_ in present.zones
    }


def _answer(
    zone: ZoneView, line: _Line, said: Mapping[int, Announcement], at: datetime, until: datetime
) -> WaterDue:
    last, last_schedule = line[-1]
    over = last.ends_at < until and said[last_schedule].ends_at == last.ends_at
    known_until = None if over else min(last.ends_at, until)
    recovery = timedelta(minutes=zone.recovery_minutes)
    due = due_at([window for window, _ in line], at, recovery, known_until)
    here = next((id_ for window, id_ in line if window.holds(at)), None)
    if here is None:
        return replace(due, zone_id=zone.id)
    words = said[here]
    return replace(
        due,
        zone_id=zone.id,
        schedule_id=here,
        open_end=words.open_end,
        reason=words.reason,
        advice=words.advice,
    )


def _best(matches: Iterable[ZoneMatch], by_zone: dict[int, WaterDue]) -> WaterDue:
    found = [
        replace(due, partial=one.partial) if one.partial else due
        for one in matches
        if (due := by_zone.get(one.zone.id))
    ]
    return min(found, key=_rank, default=_NOTHING)


def _rank(due: WaterDue) -> tuple[bool, bool, bool, bool]:
    return (not due.planned, due.partial, due.due, due.next_stop_at is None)


def _lines(since: datetime, until: datetime, zone_ids: Collection[int] | None) -> dict[int, _Line]:
    """What touches [since, until), by zone and in order of time."""
    wanted = _TOUCHING if zone_ids is None else _TOUCHING.where(_TABLE.zone_id.in_(zone_ids))
    rows = db.session.execute(wanted, {"since": since, "until": until})
    found: dict[int, _Line] = {}
    for zone_id, schedule_id, starts_at, ends_at, share in rows.all():
        found.setdefault(zone_id, []).append((Window(starts_at, ends_at, share), schedule_id))
    return found


def _clipped(line: _Line, since: datetime, until: datetime) -> tuple[Window, ...]:
    """Cut off at both ends; only the outermost windows can reach out."""
    windows = joined(window for window, _ in line)
    first = windows[0]
    windows[0] = Window(max(first.starts_at, since), first.ends_at, first.share)
    last = windows[-1]
    windows[-1] = Window(last.starts_at, min(last.ends_at, until), last.share)
    return tuple(windows)
