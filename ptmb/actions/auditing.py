"""Remembers that somebody looked at, or took away, what is private."""

from datetime import datetime, timedelta

from sqlalchemy import select

from ptmb.actions import _audit
from ptmb.config import CITY_TIME
from ptmb.database import writing
from ptmb.domain.audit import AuditDeed
from ptmb.domain.roles import Actor
from ptmb.extensions import db
from ptmb.models import AuditEntry

_ONE_LOOK = timedelta(minutes=15)
"""A page that refreshes itself is one look, not two hundred."""
_RECENT = 100


def note(
    deed: AuditDeed, subject: str = "", *, by: Actor | None, at: datetime, **where: str
) -> None:
    """Add one entry (see `_audit.add`)."""
    with writing() as session:
        _audit.add(session, deed, subject, by=by, at=at, **where)


def note_phone_view(reference: str, *, by: Actor, at: datetime, address: str = "") -> None:
    """Say that this person saw the reporter's number; once for each quarter of an hour."""
    if not _noted(AuditDeed.PHONE_VIEWED, reference, by, at - _ONE_LOOK):
        note(AuditDeed.PHONE_VIEWED, reference, by=by, at=at, address=address)


def note_phone_kept(reference: str, *, by: Actor, at: datetime, address: str = "") -> None:
    """Say that this person's phone keeps the number for work without a signal; once a day.

    From then on they may look at it unseen, so this entry stands for all looks of that day.
    """
    midnight = at.astimezone(CITY_TIME).replace(hour=0, minute=0, second=0, microsecond=0)
    if not _noted(AuditDeed.PHONE_KEPT, reference, by, midnight):
        note(AuditDeed.PHONE_KEPT, reference, by=by, at=at, address=address)


def _noted(deed: AuditDeed, reference: str, by: Actor, since: datetime) -> bool:
    # Only the newest entries are looked through, however long the person has worked here.
    newest = (
        select(AuditEntry.deed, AuditEntry.subject, AuditEntry.at)
        .where(AuditEntry.staff_id == by.staff_id)
        .order_by(AuditEntry.id.desc())
        .limit(_RECENT)
        .subquery()
    )
    same = select(newest.c.at).where(
        newest.c.deed == deed.value,
        newest.c.subject == reference,
        newest.c.at > since,
    )
    return db.session.execute(same.limit(1)).first() is not None
