"""News of a schedule for those who follow an area: only where it changes, and what changes."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from ptmb.domain.following import FollowMessage
from ptmb.domain.rationing import Window
from ptmb.domain.schedule_changes import changed_from, next_dry
from ptmb.models import Follow, Message, RationingWindow, ZoneArea

_AHEAD = timedelta(days=30)
"""How far a change counts; less than is always written of a plan without an end."""
HELD = timedelta(minutes=5)
"""A publication that is taken back at once was never told."""
_TEMPLATE = FollowMessage.SCHEDULE.value
_Lines = dict[int, list[Window]]


@dataclass(frozen=True)
class Before:
    """The time lines of some zones as they were when the publication began."""

    lines: _Lines
    since: datetime
    untold: frozenset[int] = frozenset()


def as_it_is(session: Session, zone_ids: Collection[int], at: datetime) -> Before:
    """To be compared with what the publication makes of it."""
    return Before(_lines(session, zone_ids, at), at)


def taken_back(
    session: Session, zone_ids: Collection[int], publication: str, at: datetime
) -> Before:
    """The same for a publication that is taken back: whoever has not heard of it never will."""
    waiting = select(Message).where(
        Message.template == _TEMPLATE, Message.sent_at.is_(None), Message.attempts == 0
    )
    theirs = [one for one in session.scalars(waiting) if one.facts["publication"] == publication]
    # Asked again while deleting: the worker may have taken one of them meanwhile.
    unsent = Message.id.in_([one.id for one in theirs]), Message.attempts == 0
    gone = session.scalars(delete(Message).where(*unsent).returning(Message.follow_id)).all()
    untold = frozenset(one for one in gone if one)
    return Before(_lines(session, zone_ids, at), at, untold)


def tell(session: Session, before: Before, publication: str) -> int:
    """One message for each number and area whose water changes; how many."""
    session.flush()
    after = _lines(session, before.lines, before.since)
    until = before.since + _AHEAD
    changes = {
        zone_id: since
        for zone_id, line in before.lines.items()
        if (since := changed_from(line, after[zone_id], before.since, until))
    }
    rows = list(_messages(session, before, after, changes, publication))
    if rows:
        session.execute(insert(Message), rows)
    return len(rows)


def _messages(
    session: Session,
    before: Before,
    after: _Lines,
    changes: dict[int, datetime],
    publication: str,
) -> Iterable[dict[str, Any]]:
    at = before.since
    areas = _areas(session, changes)
    told: set[tuple[str, int | None]] = set()
    for one in _followers(session, areas):
        key = (one.phone, one.area_id)
        if key in told or one.id in before.untold or one.area_id is None:
            continue
        told.add(key)
        zone_id, partial = areas[one.area_id]
        dry = next_dry(after[zone_id], changes[zone_id])
        facts = {
            "publication": publication,
            "area": one.area_id,
            "partial": partial,
            "since": changes[zone_id].isoformat(),
            "dry": [[window.starts_at.isoformat(), window.ends_at.isoformat()] for window in dry],
        }
        yield {
            "follow_id": one.id,
            "phone": one.phone,
            "language": one.language,
            "template": _TEMPLATE,
            "facts": facts,
            "created_at": at,
            "due_at": at + HELD,
        }


def _areas(session: Session, zone_ids: Collection[int]) -> dict[int, tuple[int, bool]]:
    """By area, its zone that changes and whether that holds only a part of it; whole ones first."""
    pairs = select(ZoneArea).where(ZoneArea.zone_id.in_(zone_ids))
    found: dict[int, tuple[int, bool]] = {}
    for pair in session.scalars(pairs.order_by(ZoneArea.partial, ZoneArea.zone_id)):
        found.setdefault(pair.area_id, (pair.zone_id, pair.partial))
    return found


def _followers(session: Session, area_ids: Collection[int]) -> Iterable[Follow]:
    """Those who wait for one reminder asked for nothing else."""
    return session.scalars(
        select(Follow)
        .where(
            Follow.area_id.in_(area_ids),
            Follow.ended_at.is_(None),
            Follow.remind_at.is_(None),
            Follow.phone != "",
        )
        .order_by(Follow.id)
    )


def _lines(session: Session, zone_ids: Collection[int], since: datetime) -> _Lines:
    found: _Lines = defaultdict(list, {zone_id: [] for zone_id in zone_ids})
    rows = session.execute(
        select(
            RationingWindow.zone_id,
            RationingWindow.starts_at,
            RationingWindow.ends_at,
            RationingWindow.share,
        )
        .where(
            RationingWindow.zone_id.in_(zone_ids),
            RationingWindow.ends_at > since,
            RationingWindow.starts_at < since + _AHEAD,
        )
        .order_by(RationingWindow.starts_at)
    )
    for zone_id, starts_at, ends_at, share in rows:
        found[zone_id].append(Window(starts_at, ends_at, share))
    return found
