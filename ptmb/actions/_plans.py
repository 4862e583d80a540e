"""What can be kept of a plan before it is published: its checks and its draft."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from ptmb.actions._catalogue import CatalogueChanged
from ptmb.actions._refusals import Incomplete
from ptmb.domain.rationing import DRY, FULL
from ptmb.domain.roles import Actor
from ptmb.domain.water_plans import Plan
from ptmb.domain.words import N_
from ptmb.models import RationingRule, RationingSchedule
from ptmb.recurrence import BadRecurrence, check

_LONGEST_TITLE, _LONGEST_WORDS, _MOST_RULES = 120, 2000, 200
_FIRST = datetime(2000, 1, 1, tzinfo=UTC)
"""Nothing was planned before; the year 1 of the city has no moment in UTC."""


class Settled(Exception):
    """Too late: what is published is not changed, what was replaced is not taken back."""


def checked(plan: Plan) -> None:
    """Raises Incomplete when the plan lacks something or cannot be expanded."""
    title = plan.title.strip()
    if not title or len(title) > _LONGEST_TITLE:
        raise Incomplete("title", N_("Isi judul jadwal, paling panjang 120 huruf."))
    if max(len(plan.reason), len(plan.advice)) > _LONGEST_WORDS:
        raise Incomplete("reason", N_("Alasan dan anjuran paling panjang 2.000 huruf."))
    if plan.valid_from < _FIRST:
        raise Incomplete("valid_from", N_("Waktu atau pengulangan ini tidak terbaca."))
    if plan.valid_until is not None and plan.valid_until <= plan.valid_from:
        raise Incomplete("valid_until", N_("Jadwal harus berakhir sesudah mulai."))
    _check_rules(plan)


def new(session: Session, zone_id: int, plan: Plan, by: Actor, at: datetime) -> RationingSchedule:
    """A draft with the next number of its zone, which is locked."""
    newest = select(func.max(RationingSchedule.number)).where(RationingSchedule.zone_id == zone_id)
    schedule = RationingSchedule(
        zone_id=zone_id,
        number=(session.scalar(newest) or 0) + 1,
        created_at=at,
        created_by=by.staff_id,
    )
    fill(schedule, plan)
    session.add(schedule)
    session.flush()
    return schedule


def fill(schedule: RationingSchedule, plan: Plan) -> None:
    schedule.title, schedule.reason, schedule.advice = plan.title, plan.reason, plan.advice
    schedule.share_otherwise = plan.share_otherwise
    schedule.valid_from, schedule.valid_until = plan.valid_from, plan.valid_until
    schedule.rules = [
        RationingRule(
            starts_local=rule.starts_local,
            minutes=rule.minutes,
            recurrence=rule.recurrence,
            share=rule.share,
        )
        for rule in plan.rules
    ]
    flag_modified(schedule, "title")  # its version must rise even when only a rule changed


def drafts(session: Session, zone_id: int) -> Sequence[RationingSchedule]:
    return session.scalars(
        select(RationingSchedule).where(
            RationingSchedule.zone_id == zone_id, RationingSchedule.published_at.is_(None)
        )
    ).all()


def held_draft(session: Session, schedule_id: int, seen: int | None) -> RationingSchedule:
    """The draft, locked until the end of the transaction.

    Raises:
        CatalogueChanged: it is not of the version that the person saw.
        Settled: it is published.
    """
    schedule = session.get_one(
        RationingSchedule, schedule_id, populate_existing=True, with_for_update=True
    )
    if schedule.published_at is not None:
        raise Settled
    if seen is not None and seen != schedule.version:
        raise CatalogueChanged
    return schedule


def _check_rules(plan: Plan) -> None:
    shares = [plan.share_otherwise, *(rule.share for rule in plan.rules)]
    if not all(DRY <= share <= FULL for share in shares):
        raise Incomplete("share", N_("Porsi air antara 0 dan 100 persen."))
    if len(plan.rules) > _MOST_RULES:
        raise Incomplete("rules", N_("Paling banyak 200 baris dalam satu jadwal."))
    try:
        for rule in plan.rules:
            check(rule)
    except BadRecurrence as error:
        raise Incomplete("rules", N_("Waktu atau pengulangan ini tidak terbaca.")) from error
