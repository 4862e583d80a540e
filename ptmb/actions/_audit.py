"""Adds to the audit log inside a transaction that is already open."""

from datetime import datetime

from sqlalchemy.orm import Session

from ptmb.domain.audit import AuditDeed
from ptmb.domain.roles import Actor
from ptmb.models import AuditEntry


def add(
    session: Session,
    deed: AuditDeed,
    subject: str = "",
    *,
    by: Actor | None,
    at: datetime,
    **where: str,
) -> None:
    """Remember a deed together with the change it is about.

    Args:
        subject: a user name, a reference or a code; never a password, token or telephone number.
        by: None for the command line, and for somebody who is not logged in.
        where: `address` of the caller, and a short `detail`.
    """
    session.add(
        AuditEntry(
            at=at,
            staff_id=by.staff_id if by else None,
            deed=deed.value,
            subject=subject[:120],
            address=where.get("address", "")[:64],
            detail=where.get("detail", "")[:2000],
        )
    )
