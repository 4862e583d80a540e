"""Passwords, and the links that set one once."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from ptmb.actions import _audit, _sessions, _throttle
from ptmb.actions._sessions import Origin
from ptmb.actions._throttle import Guess
from ptmb.database import writing
from ptmb.domain.audit import AuditDeed
from ptmb.domain.log_in_limits import LINK_LASTS
from ptmb.domain.roles import Actor
from ptmb.domain.tokens import new_token, token_hash
from ptmb.models import OneTimeLink, Staff


def set_password(
    staff_id: int,
    password_hash: str,
    *,
    by: Actor | None,
    at: datetime,
    origin: Origin | None = None,
    guess: Guess | None = None,
) -> str:
    """Set a password and end every session; with an origin a new one begins there.

    Args:
        guess: the attempt at the old password, which was right and is forgiven.

    Returns:
        The new session's token, or nothing.
    """
    with writing() as session:
        staff = session.get_one(Staff, staff_id)
        _replace(session, staff, password_hash)
        if guess:
            _throttle.forgive(session, guess, at)
        address = origin.address if origin else ""
        _audit.add(
            session, AuditDeed.PASSWORD_CHANGED, staff.username, by=by, at=at, address=address
        )
        return _sessions.start(session, staff, origin, at) if origin else ""


def make_link(staff_id: int, *, by: Actor | None, at: datetime, address: str = "") -> str:
    """A link's token for somebody to set a password with; an older link of theirs dies."""
    token = new_token()
    with writing() as session:
        staff = session.get_one(Staff, staff_id)
        session.execute(delete(OneTimeLink).where(OneTimeLink.staff_id == staff_id))
        session.add(
            OneTimeLink(token_hash=token_hash(token), staff_id=staff_id, expires_at=at + LINK_LASTS)
        )
        _audit.add(session, AuditDeed.LINK_MADE, staff.username, by=by, at=at, address=address)
    return token


def use_link(token: str, password_hash: str, *, at: datetime, address: str = "") -> bool:
    """Set the password; False when the link is unknown, used, too old, or the account disabled."""
    with writing() as session:
        # One statement claims the link, so two taps cannot both use it.
        claimed = session.scalar(
            update(OneTimeLink)
            .where(
                OneTimeLink.token_hash == token_hash(token),
                OneTimeLink.used_at.is_(None),
                OneTimeLink.expires_at > at,
                OneTimeLink.staff_id.in_(select(Staff.id).where(Staff.active)),
            )
            .values(used_at=at)
            .returning(OneTimeLink.staff_id)
        )
        if claimed is None:
            return False
        staff = session.get_one(Staff, claimed)
        _replace(session, staff, password_hash)
        by = Actor(staff.role, staff.id)
        _audit.add(session, AuditDeed.LINK_USED, staff.username, by=by, at=at, address=address)
    return True


def _replace(session: Session, staff: Staff, password_hash: str) -> None:
    staff.password_hash = password_hash
    _sessions.end_all(session, staff.id)
    session.execute(
        delete(OneTimeLink).where(OneTimeLink.staff_id == staff.id, OneTimeLink.used_at.is_(None))
    )
