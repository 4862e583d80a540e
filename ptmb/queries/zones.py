"""The zones of the supply and where they lie, held in memory like the catalogue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from ptmb.domain.geography import Point
from ptmb.extensions import db
from ptmb.geometry.covering import Cover
from ptmb.models import RationingSchedule, Zone, ZoneArea
from ptmb.queries.editions import Kept

_SCHEDULES_HELD = 500
"""The newest publications; an older one is read when somebody asks about that time."""


@dataclass(frozen=True, slots=True)
class ZonePlace:
    """A place as an announcement names it; `area` is the code of its area, or empty."""

    name: str
    aliases: tuple[str, ...]
    area: str


@dataclass(frozen=True, slots=True)
class ZoneView:
    id: int
    code: str
    name: str
    plant: str
    highland: bool
    recovery_minutes: int
    places: tuple[ZonePlace, ...]


@dataclass(frozen=True, slots=True)
class ZoneMatch:
    """A zone that a place belongs to.

    `partial`: some streets of the area only; `by_polygon`: the drawn zone holds the point.
    """

    zone: ZoneView
    partial: bool
    by_polygon: bool = False


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a published schedule says beside its windows; `ends_at` None: it goes on."""

    reason: str
    advice: str
    open_end: bool
    ends_at: datetime | None


@dataclass(frozen=True)
class Zones:
    """Frozen; safe to share between threads. `edition` changes with zones and publications.

    `by_area` holds matches of whole areas before those of parts.
    """

    edition: int
    zones: dict[int, ZoneView]
    by_area: dict[int, tuple[ZoneMatch, ...]]
    drawn: Cover
    announcements: dict[int, Announcement]


def zones() -> Zones:
    """The present active zones; asks the database at most once per request."""
    return kept.present()


def forget() -> None:
    """Drop this request's memo after a change, so that the next look reads anew."""
    kept.forget()


def zones_at(area_id: int, point: Point | None = None) -> tuple[ZoneMatch, ...]:
    """The zones of a place, the surest first.

    A drawn zone around the point, then zones that hold the whole area, then those that hold a
    part of it. A drawn part that the point lies outside of is left out.
    """
    present = zones()
    listed = present.by_area.get(area_id, ())
    if point is None:
        return listed
    around = present.drawn.around(point)
    sure = tuple(ZoneMatch(present.zones[id_], partial=False, by_polygon=True) for id_ in around)
    rest = (
        one
        for one in listed
        if one.zone.id not in around and not (one.partial and one.zone.id in present.drawn)
    )
    return (*sure, *rest)


def _read(edition: int) -> Zones:
    session = db.session()
    rows = session.scalars(
        select(Zone).where(Zone.active).order_by(Zone.id).options(undefer(Zone.geometry))
    ).all()
    views = {row.id: _view(row) for row in rows}
    by_area: dict[int, list[ZoneMatch]] = {}
    pairs = (
        select(ZoneArea)
        .where(ZoneArea.zone_id.in_(views))
        .order_by(ZoneArea.partial, ZoneArea.zone_id)
    )
    for pair in session.scalars(pairs):
        by_area.setdefault(pair.area_id, []).append(
            ZoneMatch(views[pair.zone_id], partial=pair.partial)
        )
    return Zones(
        edition,
        views,
        {area_id: tuple(found) for area_id, found in by_area.items()},
        Cover.of([(row.id, row.geometry) for row in rows if row.geometry]),
        _said(_PUBLISHED.order_by(RationingSchedule.id.desc()).limit(_SCHEDULES_HELD)),
    )


def _view(row: Zone) -> ZoneView:
    return ZoneView(
        row.id,
        row.code,
        row.name,
        row.plant.name if row.plant else "",
        row.highland,
        row.recovery_minutes,
        tuple(
            ZonePlace(place["name"], tuple(place.get("aliases", ())), place.get("area", ""))
            for place in row.places
        ),
    )


def announcements(present: Zones, ids: Iterable[int]) -> dict[int, Announcement]:
    """What these schedules say; those that are not held any more are read."""
    missing = [id_ for id_ in set(ids) if id_ not in present.announcements]
    if not missing:
        return present.announcements
    return {**present.announcements, **_said(_PUBLISHED.where(RationingSchedule.id.in_(missing)))}


_PUBLISHED = select(
    RationingSchedule.id,
    RationingSchedule.reason,
    RationingSchedule.advice,
    RationingSchedule.valid_until,
    RationingSchedule.ended_at,
).where(RationingSchedule.published_at.is_not(None))


def _said(query: Any) -> dict[int, Announcement]:
    return {
        row.id: Announcement(
            row.reason,
            row.advice,
            row.valid_until is None,
            min((end for end in (row.valid_until, row.ended_at) if end), default=None),
        )
        for row in db.session.execute(query)
    }


kept = Kept("zones", _read)
