"""Logging in and out. A password is checked between two short transactions, not inside of one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ptmb.actions import _audit, _sessions, _throttle
from ptmb.actions._sessions import Origin
from ptmb.actions._throttle import Guess
from ptmb.database import writing
from ptmb.domain.audit import AuditDeed
from ptmb.domain.log_in_limits import last_before_refusal
from ptmb.domain.roles import Actor
from ptmb.domain.tokens import token_hash
from ptmb.extensions import db
from ptmb.models import Staff, StaffSession


class LogInRefused(Exception):
    """The account was disabled or got another password while this one was being checked."""


@dataclass(frozen=True)
class Attempt:
    """A counted attempt; `password_hash` is None for an account that cannot be entered.

    Args:
        last: one more failure, and the next attempt must wait.
    """

    guess: Guess
    password_hash: str | None
    last: bool


def attempt(username: str, origin: Origin, *, at: datetime) -> Attempt:
    """Count an attempt as failed before the password is looked at.

    Raises:
        TooManyAttempts: too many failures before this one; nothing is counted.
    """
    name = username.strip().casefold()
    # First without the write lock: whoever is refused anyway must not take a turn from others.
    _look(db.session(), name, origin, at)
    with writing() as session:
        # Parallel guesses at one account are counted one after the other (SQLite always does).
        session.execute(select(Staff.id).where(Staff.username == name).with_for_update())
        counted = _look(session, name, origin, at)
        _throttle.count(session, counted.guess, at)
    return counted


def _look(session: Session, name: str, origin: Origin, at: datetime) -> Attempt:
    row = session.execute(
        select(Staff.id, Staff.password_hash, Staff.active).where(Staff.username == name)
    ).one_or_none()
    guess = Guess.of(name, origin.address, row.id if row else None)
    failures = _throttle.check(session, guess, at)
    usable = row.password_hash if row and row.active else None
    return Attempt(guess, usable or None, last_before_refusal(failures))


def note_failure(attempt: Attempt, username: str, origin: Origin, *, at: datetime) -> None:
    """Tell the audit log when a series of failures closes the door."""
    if not attempt.last:
        return
    # A name that is no account may be a password typed into the wrong field.
    subject = username.strip().casefold() if attempt.guess.staff_id else ""
    with writing() as session:
        _audit.add(session, AuditDeed.LOG_IN_BURST, subject, by=None, at=at, address=origin.address)


def log_in(attempt: Attempt, origin: Origin, *, at: datetime, better_hash: str = "") -> str:
    """Open a session for an attempt whose password was right; gives the session's token.

    Args:
        better_hash: of the same password with today's settings, when the kept one is older.

    Raises:
        LogInRefused: the account changed in between.
    """
    with writing() as session:
        staff = _held(session, attempt.guess.staff_id or 0)
        if staff is None or not staff.active or staff.password_hash != attempt.password_hash:
            raise LogInRefused
        staff.password_hash = better_hash or staff.password_hash
        _throttle.forgive(session, attempt.guess, at)
        return _open(session, staff, origin, at)


def open_session(staff_id: int, origin: Origin, *, at: datetime) -> str:
    """A session without a password: for tests and tools; gives its token."""
    with writing() as session:
        return _open(session, session.get_one(Staff, staff_id), origin, at)


def log_out(token: str, *, at: datetime, address: str = "") -> None:
    """End the session of this token on the server."""
    with writing() as session:
        found = session.scalar(
            select(StaffSession).where(StaffSession.token_hash == token_hash(token))
        )
        if found is None:
            return
        by = Actor(found.staff.role, found.staff_id)
        _audit.add(session, AuditDeed.LOG_OUT, found.staff.username, by=by, at=at, address=address)
        session.delete(found)


def end_sessions(staff_id: int, *, by: Actor | None, at: datetime, address: str = "") -> None:
    """Log a person out everywhere."""
    with writing() as session:
        staff = session.get_one(Staff, staff_id)
        _sessions.end_all(session, staff_id)
        _audit.add(session, AuditDeed.SESSIONS_ENDED, staff.username, by=by, at=at, address=address)


def end_session(session_id: int, *, by: Actor, at: datetime, address: str = "") -> bool:
    """End one of the person's own sessions; False when there is no such session of theirs."""
    with writing() as session:
        found = session.get(StaffSession, session_id)
        if found is None or found.staff_id != by.staff_id:
            return False
        session.delete(found)
        _audit.add(session, AuditDeed.LOG_OUT, found.staff.username, by=by, at=at, address=address)
        return True


def touch(session_id: int, *, at: datetime) -> None:
    """Write down that a session is in use."""
    with writing() as session:
        session.execute(
            update(StaffSession).where(StaffSession.id == session_id).values(seen_at=at)
        )


def _open(session: Session, staff: Staff, origin: Origin, at: datetime) -> str:
    by = Actor(staff.role, staff.id)
    _audit.add(session, AuditDeed.LOG_IN, staff.username, by=by, at=at, address=origin.address)
    return _sessions.start(session, staff, origin, at)


def _held(session: Session, staff_id: int) -> Staff | None:
    return session.get(Staff, staff_id, populate_existing=True, with_for_update=True)
