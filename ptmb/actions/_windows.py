"""Writes the time line of a zone anew from a moment on, from the schedules that are published."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session, selectinload

from ptmb.domain.rationing import Window
from ptmb.domain.water_plans import Announced, Reign, reigns
from ptmb.models import RationingSchedule, RationingWindow
from ptmb.recurrence import windows_of

HORIZON = timedelta(days=45)
"""How far ahead of today a plan without an end is written down."""


def rewrite(session: Session, zone_id: int, since: datetime, at: datetime) -> None:
    """Make the windows of a zone from `since` on what its schedules say; the past stays.

    Begins earlier where nothing was written up to `since`.
    """
    session.flush()
    written = session.scalar(
        select(func.max(RationingWindow.ends_at)).where(RationingWindow.zone_id == zone_id)
    )
    since = min(since, written or at)
    until = max(at + HORIZON, since)
    schedules = _published(session, zone_id, since)
    _cut_off(session, zone_id, since)
    ruling = reigns([_announced(*one) for one in enumerate(schedules)], since, until)
    by_id = {one.id: one for one in schedules}
    rows = [
        _row(zone_id, reign, window)
        for reign in ruling
        for window in _expanded(by_id[reign.schedule_id], reign)
    ]
    _join_past(session, rows)
    if rows:
        session.execute(insert(RationingWindow), rows)
    for schedule in schedules:
        schedule.expanded_until = until


def _published(session: Session, zone_id: int, since: datetime) -> Sequence[RationingSchedule]:
    return session.scalars(
        select(RationingSchedule)
        .where(
            RationingSchedule.zone_id == zone_id,
            RationingSchedule.published_at.is_not(None),
            (RationingSchedule.ended_at.is_(None)) | (RationingSchedule.ended_at > since),
            (RationingSchedule.valid_until.is_(None)) | (RationingSchedule.valid_until > since),
        )
        .order_by(RationingSchedule.published_at, RationingSchedule.id)
        .options(selectinload(RationingSchedule.rules))
    ).all()


def _announced(order: int, schedule: RationingSchedule) -> Announced:
    ends = [end for end in (schedule.valid_until, schedule.ended_at) if end]
    starts_at = schedule.effective_at or schedule.valid_from
    return Announced(schedule.id, order, starts_at, min(ends, default=None))


def _cut_off(session: Session, zone_id: int, since: datetime) -> None:
    mine = RationingWindow.zone_id == zone_id
    session.execute(delete(RationingWindow).where(mine, RationingWindow.starts_at >= since))
    session.execute(
        update(RationingWindow).where(mine, RationingWindow.ends_at > since).values(ends_at=since)
    )


def _expanded(schedule: RationingSchedule, reign: Reign) -> list[Window]:
    plan = schedule.plan
    return windows_of(plan.rules, plan.share_otherwise, reign.starts_at, reign.ends_at)


def _row(zone_id: int, reign: Reign, window: Window) -> dict[str, object]:
    return {
        "zone_id": zone_id,
        "schedule_id": reign.schedule_id,
        "starts_at": window.starts_at,
        "ends_at": window.ends_at,
        "share": window.share,
    }


def _join_past(session: Session, rows: list[dict[str, object]]) -> None:
    """Let the last window that stayed grow, where the first new one only goes on with it."""
    if not rows:
        return
    first = rows[0]
    grown = session.execute(
        update(RationingWindow)
        .where(
            RationingWindow.zone_id == first["zone_id"],
            RationingWindow.schedule_id == first["schedule_id"],
            RationingWindow.ends_at == first["starts_at"],
            RationingWindow.share == first["share"],
        )
        .values(ends_at=first["ends_at"])
        .returning(RationingWindow.id)
    )
    if grown.first():
        del rows[0]
