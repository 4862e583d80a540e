"""Who else has a complaint open at the desk."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select

from ptmb.extensions import db
from ptmb.models import DeskPresence, Staff

LEASE = timedelta(seconds=30)
RENEW_AFTER = timedelta(seconds=20)


@dataclass(frozen=True)
class Presence:
    """Names of the others, in alphabetical order, and whether this person's own lease is due."""

    others: tuple[str, ...]
    renew: bool


_LOOKING = (
    select(DeskPresence.staff_id, DeskPresence.seen_at, Staff.name)
    .join(Staff, Staff.id == DeskPresence.staff_id)
    .where(
        DeskPresence.complaint_id == bindparam("complaint"),
        DeskPresence.seen_at > bindparam("since"),
    )
    .order_by(Staff.name)
)


def presence_at(complaint_id: int, staff_id: int, at: datetime) -> Presence:
    """One query over the handful of rows of this complaint."""
    facts = {"complaint": complaint_id, "since": at - LEASE}
    rows = db.session.execute(_LOOKING, facts).all()
    mine = [row.seen_at for row in rows if row.staff_id == staff_id]
    others = tuple(row.name for row in rows if row.staff_id != staff_id)
    return Presence(others, not mine or at - mine[0] >= RENEW_AFTER)
