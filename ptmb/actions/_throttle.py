"""Counts failed log-ins and says when the next one must wait."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from ptmb.domain.audit import TRUSTED
from ptmb.domain.log_in_limits import (
    ACCOUNT_WINDOW,
    KEPT,
    TRUSTED_FOR,
    WINDOW,
    Failures,
    network,
    wait,
)
from ptmb.models import AuditEntry, LoginAttempt


class TooManyAttempts(Exception):
    """The next attempt must wait for `wait`."""

    def __init__(self, pause: timedelta) -> None:
        super().__init__(pause)
        self.wait = pause


@dataclass(frozen=True)
class Guess:
    """One attempt at one account from one address.

    Args:
        account: a digest of the typed name, for people type passwords there by mistake.
    """

    account: str
    source: str
    staff_id: int | None

    @classmethod
    def of(cls, username: str, address: str, staff_id: int | None) -> "Guess":
        digest = hashlib.blake2b(username.encode(), digest_size=32).hexdigest()
        return cls(digest, network(address), staff_id)


def check(session: Session, guess: Guess, at: datetime) -> Failures:
    """The failures so far.

    Raises:
        TooManyAttempts: this one must wait.
    """
    by_account, by_source = (
        LoginAttempt.username == guess.account,
        LoginAttempt.address == guess.source,
    )
    failures = Failures(
        pair=_moments(session, at - WINDOW, by_account, by_source),
        address=_moments(session, at - WINDOW, by_source),
        account=_moments(session, at - ACCOUNT_WINDOW, by_account),
    )
    pause = wait(failures, at, trusted=True)
    if not pause and wait(failures, at, trusted=False) and not _trusted(session, guess, at):
        pause = wait(failures, at, trusted=False)
    if pause:
        raise TooManyAttempts(pause)
    return failures


def count(session: Session, guess: Guess, at: datetime) -> None:
    """Count the attempt as failed before it is tried, so that parallel guesses count too."""
    session.add(LoginAttempt(username=guess.account, address=guess.source, at=at))


def forgive(session: Session, guess: Guess, at: datetime) -> None:
    """Forget the slips of a person who got in, and whatever is too old to matter."""
    session.execute(
        delete(LoginAttempt).where(
            LoginAttempt.username == guess.account, LoginAttempt.address == guess.source
        )
    )
    session.execute(delete(LoginAttempt).where(LoginAttempt.at < at - KEPT))


def _moments(session: Session, since: datetime, *of: ColumnElement[bool]) -> list[datetime]:
    statement = select(LoginAttempt.at).where(LoginAttempt.at > since, *of)
    return list(session.scalars(statement.order_by(LoginAttempt.at)))


def _trusted(session: Session, guess: Guess, at: datetime) -> bool:
    if guess.staff_id is None:
        return False
    deeds = [deed.value for deed in TRUSTED]
    statement = (
        select(AuditEntry.address)
        .where(
            AuditEntry.staff_id == guess.staff_id,
            AuditEntry.deed.in_(deeds),
            AuditEntry.at > at - TRUSTED_FOR,
        )
        .distinct()
    )
    return guess.source in {network(address) for address in session.scalars(statement)}
