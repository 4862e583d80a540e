"""Sends the messages that wait in the outbox: each at least once, always under the same id.

A message is claimed by a conditional UPDATE, sent outside of any transaction, and marked. A
worker that dies in between leaves a claim that runs out, so the message is sent again, and the
gateway knows it by its id. What fails is tried again later and later, and at last left lying
where `ptmb doctor` sees it.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from jinja2 import TemplateError
from sqlalchemy import ColumnElement, and_, or_, select, update

from ptmb.adapters.message_gateway import NotSent, Outgoing, Send
from ptmb.database import writing
from ptmb.extensions import db
from ptmb.jobs.texts import message_text
from ptmb.models import Complaint, Follow, Message

LEASE = timedelta(minutes=1)
MOST_ATTEMPTS = 8
_FIRST_PAUSE = timedelta(seconds=30)
_LONGEST_PAUSE = timedelta(hours=2)
STALE_AFTER = timedelta(days=3)
"""Older news is no news; it would only confuse."""
_FOLLOWED = "IKUT"
"""Stands in the id of a message where others have the code of their complaint."""
Row = TypeVar("Row", Complaint, Follow)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Claimed:
    """A message that is ours until the lease runs out."""

    id: int
    at: datetime
    attempts: int


def deliver(send: Send, now: Callable[[], datetime], *, most: int = 100) -> int:
    """Send what waits, at most so many; how many the gateway took."""
    sent = 0
    for _ in range(most):
        claimed = claim_one(now())
        if claimed is None:
            return sent
        sent += _send(send, claimed, now)
    return sent


def claim_one(at: datetime) -> Claimed | None:
    """Take the next waiting message; two workers never hold the same one."""
    with writing() as session:
        waiting = select(Message.id).where(_waits(at)).order_by(Message.id).limit(1)
        mine = (
            update(Message)
            .where(Message.id == waiting.scalar_subquery(), _waits(at))
            .values(claimed_at=at, attempts=Message.attempts + 1)
            .returning(Message.id, Message.attempts)
        )
        row = session.execute(mine).one_or_none()
    return Claimed(row[0], at, row[1]) if row else None


def drop_stale(at: datetime) -> int:
    """Give up what nobody could send for three days; how many."""
    with writing() as session:
        old = update(Message).where(
            Message.sent_at.is_(None),
            Message.failed_at.is_(None),
            Message.created_at < at - STALE_AFTER,
        )
        gone = session.execute(old.values(failed_at=at, error="stale").returning(Message.id))
        return len(gone.all())


def pause_after(attempts: int, asked_seconds: float = 0.0) -> timedelta:
    """How long to leave the gateway alone: doubling, at most two hours, or what it asked."""
    asked = min(timedelta(seconds=asked_seconds), _LONGEST_PAUSE)
    doubled: timedelta = _FIRST_PAUSE * 2 ** (attempts - 1)
    return max(asked, min(doubled, _LONGEST_PAUSE))


def _waits(at: datetime) -> ColumnElement[bool]:
    """Not sent, due, and nobody's; a claim from the future is a clock that was set back."""
    free = or_(
        Message.claimed_at.is_(None),
        Message.claimed_at < at - LEASE,
        Message.claimed_at > at + LEASE,
    )
    due = or_(Message.due_at.is_(None), Message.due_at <= at)
    return and_(Message.sent_at.is_(None), Message.failed_at.is_(None), due, free)


def _send(send: Send, claimed: Claimed, now: Callable[[], datetime]) -> bool:
    try:
        send(_outgoing(claimed.id))
    except NotSent as error:
        _log.warning("message %s not sent (attempt %s): %s", claimed.id, claimed.attempts, error)
        _put_off(claimed, error, now())
        return False
    with writing() as session:
        done = update(Message).where(Message.id == claimed.id)
        session.execute(done.values(sent_at=now(), error=""))
    return True


def _outgoing(message_id: int) -> Outgoing:
    message = db.session.get_one(Message, message_id, populate_existing=True)
    complaint = _row(Complaint, message.complaint_id)
    try:
        text = message_text(message, complaint, _row(Follow, message.follow_id))
    except (TemplateError, ValueError) as error:
        # One text that cannot be written must not hold up all that wait behind it.
        raise NotSent(f"{type(error).__name__}: {error}", hopeless=True) from error
    finally:
        db.session.rollback()  # no transaction stays open while the network is slow
    about = complaint.reference if complaint else _FOLLOWED
    return Outgoing(f"{about}-{message.id}", message.phone, text)


def _row(kind: type[Row], id_: int | None) -> Row | None:
    """As it is now, not as an earlier message of this worker found it."""
    return None if id_ is None else db.session.get_one(kind, id_, populate_existing=True)


def _put_off(claimed: Claimed, error: NotSent, at: datetime) -> None:
    dead = error.hopeless or claimed.attempts >= MOST_ATTEMPTS
    later = at + pause_after(claimed.attempts, error.wait_seconds)
    with writing() as session:
        mine = update(Message).where(
            Message.id == claimed.id,
            Message.sent_at.is_(None),
            Message.claimed_at == claimed.at,
        )
        words = str(error)[:300]
        if dead:
            session.execute(mine.values(failed_at=at, error=words))
        else:
            session.execute(mine.values(due_at=later, claimed_at=None, error=words))
