"""Who is logged in: one query from the token to the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text

from ptmb.domain.geography import Point
from ptmb.domain.log_in_limits import idle_too_long
from ptmb.domain.roles import Role
from ptmb.domain.tokens import token_hash
from ptmb.extensions import db
from ptmb.models import OneTimeLink, Staff, StaffSession, staff_area


@dataclass(frozen=True)
class LoggedIn:
    session_id: int
    staff_id: int
    username: str
    name: str
    role: Role
    crew_id: int | None
    on_duty: bool
    seen_at: datetime
    position: Point | None


_LOOK_UP = text(
    "SELECT s.id, s.seen_at, s.expires_at, p.id, p.username, p.name, p.role, p.crew_id, p.on_duty,"
    " p.latitude, p.longitude FROM staff_session s JOIN staff p ON p.id = s.staff_id"
    " WHERE s.token_hash = :token_hash AND p.active"
).columns(
    StaffSession.id,
    StaffSession.seen_at,
    StaffSession.expires_at,
    Staff.id,
    Staff.username,
    Staff.name,
    Staff.role,
    Staff.crew_id,
    Staff.on_duty,
    Staff.latitude,
    Staff.longitude,
)
"""Every request of staff begins with it, so it is spared the building of a statement."""


def logged_in(token: str, at: datetime) -> LoggedIn | None:
    """The person whose session this token opens; None when it ended or the person is disabled."""
    row = db.session.execute(_LOOK_UP, {"token_hash": token_hash(token)}).one_or_none()
    if row is None or row[2] <= at:
        return None
    session_id, seen_at, _, staff_id, username, name, role, crew_id, on_duty, lat, lng = row
    if idle_too_long(role, seen_at, at):
        return None
    position = Point(lat, lng) if lat is not None and lng is not None else None
    return LoggedIn(session_id, staff_id, username, name, role, crew_id, on_duty, seen_at, position)


def sessions_of(staff_id: int, at: datetime) -> Sequence[StaffSession]:
    """Where a person is logged in, the last used first."""
    return db.session.scalars(
        select(StaffSession)
        .where(StaffSession.staff_id == staff_id, StaffSession.expires_at > at)
        .order_by(StaffSession.seen_at.desc(), StaffSession.id.desc())
    ).all()


def link_owner(token: str, at: datetime) -> Staff | None:
    """Whose password a one-time link sets; None when it is unknown, used, too old or closed."""
    return db.session.scalar(
        select(Staff)
        .join(OneTimeLink, OneTimeLink.staff_id == Staff.id)
        .where(
            OneTimeLink.token_hash == token_hash(token),
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > at,
            Staff.active,
        )
    )


def areas_served(staff_id: int) -> frozenset[int]:
    """The area ids an officer serves."""
    statement = select(staff_area.c.area_id).where(staff_area.c.staff_id == staff_id)
    return frozenset(db.session.scalars(statement))
