"""Who follows what: counted apart from the complaints, and found by the follower's own key."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select

from ptmb.domain.reporter_key import key_hash
from ptmb.extensions import db
from ptmb.models import Follow

_AT_ONCE = 200
PEOPLE = func.count(func.distinct(func.nullif(Follow.phone, ""))) + func.coalesce(
    func.sum(case((Follow.phone == "", 1), else_=0)), 0
)
"""Of rows of `Follow`: each number once, and each that left none."""


def followers_of_incident(incident_id: int) -> int:
    """How many people; a number that followed twice is one person."""
    return _people(Follow.incident_id == incident_id)


def followers_of_area(area_id: int) -> int:
    """How many people follow the water of an area; those who only wait for one reminder too."""
    return _people(Follow.area_id == area_id)


def follow_by_key(own_key: str) -> Follow | None:
    """What somebody follows by this key, or followed."""
    return db.session.scalar(select(Follow).where(Follow.key_hash == key_hash(own_key)))


def own_follow(follows: ColumnElement[bool], own_keys: Iterable[str]) -> bool:
    """Whether one of these keys follows it now; without keys nothing is asked."""
    hashes = [key_hash(one) for one in own_keys]
    if not hashes:
        return False
    mine = select(Follow.id).where(follows, Follow.key_hash.in_(hashes), Follow.ended_at.is_(None))
    return db.session.scalar(mine.limit(1)) is not None


def due_reminders(at: datetime) -> Sequence[int]:
    """Ids of those who asked to be asked at a moment that has come."""
    waiting = select(Follow.id).where(Follow.remind_at <= at, Follow.ended_at.is_(None))
    return db.session.scalars(waiting.order_by(Follow.id).limit(_AT_ONCE)).all()


def _people(follows: ColumnElement[bool]) -> int:
    counted = select(PEOPLE).where(follows, Follow.ended_at.is_(None))
    return int(db.session.scalar(counted) or 0)
