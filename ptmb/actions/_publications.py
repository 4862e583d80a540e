"""How a schedule begins and ends to hold in its zone, which the caller has locked."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from ptmb.actions import _audit, _catalogue, _zones
from ptmb.actions._catalogue import CatalogueChanged
from ptmb.actions._plans import Settled
from ptmb.actions._refusals import Incomplete
from ptmb.actions._windows import rewrite
from ptmb.domain.audit import AuditDeed
from ptmb.domain.roles import Actor
from ptmb.domain.words import N_
from ptmb.models import RationingSchedule


def locked(session: Session, which: ColumnElement[bool]) -> Sequence[RationingSchedule]:
    """Schedules as they are once nobody else can change the plans of their zones, nor a draft."""
    zone_ids = select(RationingSchedule.zone_id).where(which)
    for zone_id in sorted(set(session.scalars(zone_ids))):
        _zones.locked(session, zone_id)
    wanted = select(RationingSchedule).where(which).order_by(RationingSchedule.id)
    held = wanted.with_for_update().execution_options(populate_existing=True)
    return session.scalars(held).all()


def refuse_stale(schedules: Sequence[RationingSchedule], seen: Mapping[int, int] | None) -> None:
    """Raises CatalogueChanged when a draft is gone, or of another version than was seen."""
    if seen is not None and any(one.published_at for one in schedules):
        raise Settled
    if seen is not None and {one.id: one.version for one in schedules} != seen:
        raise CatalogueChanged


def refuse_doubles(schedules: Sequence[RationingSchedule]) -> None:
    if not schedules:
        raise Incomplete("schedules", N_("Pilih jadwal yang akan diterbitkan."))
    if len({one.zone_id for one in schedules}) < len(schedules):
        raise Incomplete("schedules", N_("Pilih satu jadwal saja untuk setiap zona."))


def announce(
    session: Session, schedule: RationingSchedule, token: str, by: Actor, at: datetime
) -> None:
    """Publish one draft of a locked zone; what held before ends where the new plan covers it.

    Raises:
        Incomplete: it is over already.
        Settled: it is published already.
    """
    if schedule.published_at is not None:
        raise Settled
    if schedule.valid_until is not None and schedule.valid_until <= at:
        raise Incomplete("valid_until", N_("Masa berlaku jadwal ini sudah lewat."))
    effective_at = max(at, schedule.valid_from)
    for other in _running(session, schedule.zone_id, effective_at):
        if _replaces(schedule, other):
            other.ended_at, other.ended_by = effective_at, token
    schedule.published_at, schedule.published_by = at, by.staff_id
    schedule.publication, schedule.effective_at = token, effective_at
    rewrite(session, schedule.zone_id, effective_at, at)


def withdraw(session: Session, schedule: RationingSchedule, token: str, at: datetime) -> None:
    """End a published schedule of a locked zone; what it had replaced holds again from now on."""
    schedule.ended_at, schedule.ended_by = at, token
    replaced = select(RationingSchedule).where(
        RationingSchedule.zone_id == schedule.zone_id,
        RationingSchedule.ended_by == token,
        RationingSchedule.publication != token,
    )
    for other in session.scalars(replaced):
        other.ended_at = other.ended_by = None
    rewrite(session, schedule.zone_id, at, at)


def short_zones(session: Session, until: datetime, at: datetime) -> Sequence[int]:
    """Zones of which a schedule goes on, but whose windows are not written up to `until`."""
    schedule = RationingSchedule
    return session.scalars(
        select(schedule.zone_id)
        .where(
            schedule.published_at.is_not(None),
            or_(schedule.ended_at.is_(None), schedule.ended_at > at),
            schedule.expanded_until <= until,
            or_(schedule.valid_until.is_(None), schedule.valid_until > schedule.expanded_until),
        )
        .distinct()
        .order_by(schedule.zone_id)
    ).all()


def _replaces(schedule: RationingSchedule, other: RationingSchedule) -> bool:
    """Whether the new one ends the other: not what it interrupts, not what comes after it."""
    over_at = schedule.valid_until
    if over_at is None:
        return True
    if schedule.plan.passing:
        return other.valid_until is not None and other.valid_until <= over_at
    return other.effective_at is None or other.effective_at < over_at


def _running(session: Session, zone_id: int, since: datetime) -> Sequence[RationingSchedule]:
    """Published and not over at that moment, nor ended by anything so far."""
    return session.scalars(
        select(RationingSchedule).where(
            RationingSchedule.zone_id == zone_id,
            RationingSchedule.published_at.is_not(None),
            RationingSchedule.ended_at.is_(None),
            (RationingSchedule.valid_until.is_(None)) | (RationingSchedule.valid_until > since),
        )
    ).all()


def told(
    session: Session,
    deed: AuditDeed,
    schedules: Sequence[RationingSchedule],
    by: Actor,
    at: datetime,
) -> None:
    """Let every process read the plans anew, and write down who changed them."""
    _catalogue.raise_edition(session, _catalogue.ZONES)
    subject = schedules[0].publication or ""
    detail = "; ".join(f"{one.zone_id}/{one.number} {one.title}" for one in schedules)
    _audit.add(session, deed, subject, by=by, at=at, detail=detail)
