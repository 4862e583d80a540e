"""Plans for sharing water out: draft, publish, take back; what was announced before stays."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ptmb.actions import _audit, _catalogue, _plans, _publications, _schedule_news, _zones
from ptmb.actions._catalogue import CatalogueChanged
from ptmb.actions._plans import Settled
from ptmb.actions._refusals import Incomplete, KeyTaken
from ptmb.actions._windows import HORIZON, rewrite
from ptmb.actions._zones import ZoneDetails
from ptmb.database import writing
from ptmb.domain.audit import AuditDeed
from ptmb.domain.roles import Actor
from ptmb.domain.water_plans import Plan, PlanRule
from ptmb.domain.words import N_
from ptmb.models import RationingSchedule, Zone

__all__ = [
    "CatalogueChanged", "Incomplete", "KeyTaken", "Plan", "PlanRule", "Publication", "Settled",
    "ZoneDetails", "discard", "draft", "lengthen", "publish", "redraft", "save_zone", "unpublish",
]  # fmt: skip
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Publication:
    """Schedules that were published together; `token` takes them back together."""

    token: str
    schedule_ids: tuple[int, ...]


def draft(zone_id: int, plan: Plan, by: Actor, at: datetime) -> RationingSchedule:
    """Write a plan down for a zone without telling anybody; the same one sent twice is one.

    Raises:
        Incomplete: the plan lacks something or cannot be expanded.
    """
    _plans.checked(plan)
    with writing() as session:
        _zones.locked(session, zone_id)
        same = (one for one in _plans.drafts(session, zone_id) if one.plan == plan)
        return next(same, None) or _plans.new(session, zone_id, plan, by, at)


def redraft(
    schedule_id: int, plan: Plan, by: Actor, at: datetime, *, seen: int | None = None
) -> RationingSchedule:
    """Change a draft.

    Args:
        seen: the version of the draft as the person saw it; None does not ask.

    Raises:
        CatalogueChanged: it is not like that any more.
        Incomplete: see `draft`.
        Settled: it is published.
    """
    _plans.checked(plan)
    with writing() as session:
        schedule = _plans.held_draft(session, schedule_id, seen)
        if schedule.plan != plan:
            _plans.fill(schedule, plan)
            schedule.created_by, schedule.created_at = by.staff_id, at
        return schedule


def discard(schedule_id: int, *, seen: int | None = None) -> None:
    """Throw a draft away.

    Raises:
        CatalogueChanged, Settled: see `redraft`.
    """
    with writing() as session:
        session.delete(_plans.held_draft(session, schedule_id, seen))


def publish(
    schedule_ids: Sequence[int],
    by: Actor,
    at: datetime,
    key: str,
    *,
    seen: Mapping[int, int] | None = None,
) -> Publication:
    """Announce drafts, all at once or none; each holds from now on, or from its beginning.

    What was announced for the time before stays. The plan that held ends there, except when the
    new one is a single interruption (`Plan.passing`). The same `key` again is the same publication.

    Args:
        seen: the version of each draft as the person saw it; None does not ask.

    Raises:
        CatalogueChanged: a draft is not like that any more.
        Incomplete: nothing is named, two are of one zone, or one is over already.
        KeyTaken: the key published other schedules.
        Settled: one of them is published already, or thrown away.
    """
    token = hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
    publication = Publication(token, tuple(sorted(set(schedule_ids))))
    with writing() as session:
        schedules = _publications.locked(
            session, RationingSchedule.id.in_(publication.schedule_ids)
        )
        done = session.scalars(
            select(RationingSchedule.id).where(RationingSchedule.publication == token)
        ).all()
        if done:
            return _again(publication, done)
        _publications.refuse_stale(schedules, seen)
        _publications.refuse_doubles(schedules)
        if len(schedules) < len(publication.schedule_ids):
            raise Settled
        zone_ids = [one.zone_id for one in schedules]
        before = _schedule_news.as_it_is(session, zone_ids, at)
        for schedule in schedules:
            _publications.announce(session, schedule, token, by, at)
        _schedule_news.tell(session, before, token)
        _publications.told(session, AuditDeed.SCHEDULE_PUBLISHED, schedules, by, at)
    return publication


def unpublish(publication: str, by: Actor, at: datetime) -> tuple[int, ...]:
    """Take back every schedule of a publication; what it had replaced holds again from now on.

    What was announced for the time before `at` stays. Each plan is a draft again, under a new
    number; taking back twice is once.

    Returns:
        The ids of these drafts.

    Raises:
        LookupError: there is no such publication.
        Settled: one of its schedules was replaced by a newer publication.
    """
    with writing() as session:
        schedules = _publications.locked(session, RationingSchedule.publication == publication)
        if not schedules:
            raise LookupError(publication)
        if all(one.ended_by == publication for one in schedules):
            return ()
        if any(one.ended_by for one in schedules):
            raise Settled
        zone_ids = [one.zone_id for one in schedules]
        before = _schedule_news.taken_back(session, zone_ids, publication, at)
        for schedule in schedules:
            _publications.withdraw(session, schedule, publication, at)
        _schedule_news.tell(session, before, publication)
        _publications.told(session, AuditDeed.SCHEDULE_TAKEN_BACK, schedules, by, at)
        again = [_plans.new(session, one.zone_id, one.plan, by, at) for one in schedules]
        return tuple(one.id for one in again)


def lengthen(at: datetime) -> int:
    """Write the windows of plans that go on up to the horizon again; how many zones grew."""
    with writing() as session:
        zone_ids = _publications.short_zones(session, at + HORIZON - _DAY, at)
        for zone_id in zone_ids:
            _zones.locked(session, zone_id)
            rewrite(session, zone_id, at + HORIZON, at)
    return len(zone_ids)


def save_zone(
    zone_id: int | None, details: ZoneDetails, by: Actor, at: datetime, *, seen: int | None = None
) -> Zone:
    """Change a zone, or make one where `zone_id` is None; the same new one sent twice is one.

    Args:
        seen: the version of the zone as the person saw it; None does not ask.

    Raises:
        CatalogueChanged: it is not like that any more.
        Incomplete: something is missing, or the code belongs to another zone.
    """
    _zones.checked(details)
    try:
        with writing() as session:
            zone = _zones.held(session, zone_id, details, seen)
            if _zones.fill(zone, details):
                session.add(zone)
                session.flush()
                _catalogue.raise_edition(session, _catalogue.ZONES)
                _audit.add(session, AuditDeed.ZONE_CHANGED, zone.code, by=by, at=at)
            return zone
    except IntegrityError as error:
        raise Incomplete("code", N_("Kode ini sudah dipakai.")) from error


def _again(publication: Publication, done: Sequence[int]) -> Publication:
    if set(done) != set(publication.schedule_ids):
        raise KeyTaken
    return publication
