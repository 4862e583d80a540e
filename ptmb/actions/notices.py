"""News inside the house is read by one of those it is for."""

from datetime import datetime

from sqlalchemy import select, update

from ptmb.database import writing
from ptmb.domain.roles import Actor
from ptmb.models import Notice


def acknowledge(notice_id: int, *, by: Actor, at: datetime) -> None:
    """Put it away for everybody of this role; who was first is kept.

    Raises:
        LookupError: there is no such notice for this role.
    """
    with writing() as session:
        mine = (Notice.id == notice_id, Notice.role == by.role)
        if session.scalar(select(Notice.id).where(*mine)) is None:
            raise LookupError(f"no notice {notice_id} for a {by.role}")
        session.execute(
            update(Notice)
            .where(*mine, Notice.read_at.is_(None))
            .values(read_at=at, reader_id=by.staff_id)
        )
