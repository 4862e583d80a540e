"""Opens and ends log-in sessions inside a transaction that is already open."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ptmb.domain.log_in_limits import lasts
from ptmb.domain.tokens import new_token, token_hash
from ptmb.models import Staff, StaffSession


@dataclass(frozen=True)
class Origin:
    """Where somebody logs in from: the network address, and what the browser calls itself."""

    address: str = ""
    browser: str = ""


def start(session: Session, staff: Staff, origin: Origin, at: datetime) -> str:
    """A new session for this person; gives its token, which is not kept anywhere."""
    token = new_token()
    session.execute(
        delete(StaffSession).where(StaffSession.staff_id == staff.id, StaffSession.expires_at <= at)
    )
    session.add(
        StaffSession(
            token_hash=token_hash(token),
            staff_id=staff.id,
            created_at=at,
            seen_at=at,
            expires_at=at + lasts(staff.role),
            address=origin.address[:64],
            browser=origin.browser[:200],
        )
    )
    return token


def end_all(session: Session, staff_id: int) -> None:
    """Log this person out everywhere."""
    session.execute(delete(StaffSession).where(StaffSession.staff_id == staff_id))
