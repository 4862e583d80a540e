"""Schedules as the desk sees them: the zones with their plans, versions, publications."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload, undefer

from ptmb.domain.water_plans import Standing
from ptmb.extensions import db
from ptmb.models import Plant, RationingSchedule, Zone
from ptmb.queries.catalogue import AreaView, catalogue


@dataclass(frozen=True, slots=True)
class ZoneLine:
    """A zone with its areas (and whether only a part of each) and what is planned for it.

    `running` holds at the moment asked for; `coming` is published for later, the next first;
    `draft` is the newest one.
    """

    zone: Zone
    areas: tuple[tuple[AreaView, bool], ...]
    running: RationingSchedule | None
    coming: tuple[RationingSchedule, ...]
    draft: RationingSchedule | None


@dataclass(frozen=True, slots=True)
class Published:
    """What was published at once; `undoable` while nothing newer has replaced any of it."""

    token: str
    at: datetime
    schedules: tuple[RationingSchedule, ...]
    undoable: bool


def zone_list(at: datetime) -> list[ZoneLine]:
    """Every zone, those in use first, by name."""
    rows = db.session.scalars(
        select(Zone).order_by(Zone.active.desc(), Zone.name).options(selectinload(Zone.areas))
    ).all()
    schedules = _alive(at)
    return [_line(zone, [one for one in schedules if one.zone_id == zone.id], at) for zone in rows]


def zone_by_code(code: str) -> Zone | None:
    """One zone with its drawn boundary and its areas."""
    wanted = select(Zone).where(Zone.code == code)
    return db.session.scalar(wanted.options(undefer(Zone.geometry), selectinload(Zone.areas)))


def zone_by_id(zone_id: int) -> Zone | None:
    return db.session.get(Zone, zone_id)


def plant_list() -> Sequence[Plant]:
    return db.session.scalars(select(Plant).order_by(Plant.name)).all()


def versions(zone_id: int) -> Sequence[RationingSchedule]:
    """Every schedule of a zone, the newest number first."""
    wanted = select(RationingSchedule).where(RationingSchedule.zone_id == zone_id)
    return db.session.scalars(wanted.order_by(RationingSchedule.number.desc())).all()


def schedule(schedule_id: int) -> RationingSchedule | None:
    """One schedule with its rules."""
    wanted = select(RationingSchedule).where(RationingSchedule.id == schedule_id)
    return db.session.scalar(wanted.options(selectinload(RationingSchedule.rules)))


def schedules_by_id(ids: Collection[int]) -> Sequence[RationingSchedule]:
    """These schedules with their rules; the others are left out."""
    wanted = select(RationingSchedule).where(RationingSchedule.id.in_(ids))
    ordered = wanted.order_by(RationingSchedule.id)
    return db.session.scalars(ordered.options(selectinload(RationingSchedule.rules))).all()


def zone_names(ids: Iterable[int]) -> dict[int, str]:
    """Names by zone id, in one query."""
    rows = db.session.execute(select(Zone.id, Zone.name).where(Zone.id.in_(set(ids))))
    return {row.id: row.name for row in rows}


def publication(token: str, at: datetime) -> Published | None:
    """What was published under a token."""
    wanted = select(RationingSchedule).where(RationingSchedule.publication == token)
    rows = db.session.scalars(wanted.order_by(RationingSchedule.id)).all()
    return _published(token, list(rows), at) if rows else None


def publications(at: datetime, most: int = 10) -> list[Published]:
    """The newest publications, taken back or not, the latest first."""
    newest = (
        select(RationingSchedule.publication)
        .where(RationingSchedule.published_at.is_not(None))
        .group_by(RationingSchedule.publication)
        .order_by(db.func.max(RationingSchedule.published_at).desc())
        .limit(most)
    )
    rows = db.session.scalars(
        select(RationingSchedule)
        .where(RationingSchedule.publication.in_(newest.subquery().select()))
        .order_by(RationingSchedule.published_at.desc(), RationingSchedule.id)
    )
    found: dict[str, list[RationingSchedule]] = {}
    for row in rows:
        found.setdefault(row.publication or "", []).append(row)
    return [_published(token, schedules, at) for token, schedules in found.items()]


def _alive(at: datetime) -> Sequence[RationingSchedule]:
    """Drafts, and what is published and not over."""
    return db.session.scalars(
        select(RationingSchedule)
        .where(
            or_(RationingSchedule.ended_at.is_(None), RationingSchedule.ended_at > at),
            or_(
                RationingSchedule.published_at.is_(None),
                RationingSchedule.valid_until.is_(None),
                RationingSchedule.valid_until > at,
            ),
        )
        .order_by(RationingSchedule.effective_at, RationingSchedule.id)
    ).all()


def _line(zone: Zone, schedules: Sequence[RationingSchedule], at: datetime) -> ZoneLine:
    areas = catalogue().areas
    served = [(areas[one.area_id], one.partial) for one in zone.areas if one.area_id in areas]
    standing = {one.id: one.standing(at) for one in schedules}
    running = [one for one in schedules if standing[one.id] is Standing.RUNNING]
    drafts = [one for one in schedules if standing[one.id] is Standing.DRAFT]
    return ZoneLine(
        zone,
        tuple(sorted(served, key=lambda pair: (pair[1], pair[0].name))),
        max(running, key=lambda one: (one.published_at, one.id), default=None),
        tuple(one for one in schedules if standing[one.id] is Standing.COMING),
        max(drafts, key=lambda one: one.number, default=None),
    )


def _published(token: str, schedules: list[RationingSchedule], at: datetime) -> Published:
    undoable = all(
        one.ended_by is None and one.standing(at) is not Standing.OVER for one in schedules
    )
    return Published(token, schedules[0].published_at or at, tuple(schedules), undoable)
