"""The audit log, newest first, in pages that do not slip while it grows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, select

from ptmb.extensions import db
from ptmb.models import AuditEntry, Staff

PAGE = 50


@dataclass(frozen=True)
class AuditLog:
    """Entries before an id, if given, by what was done, by whom, and when.

    Args:
        since: the first moment. until: the first moment that is too late.
    """

    deed: str = ""
    username: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None

    def statement(self) -> Select[AuditEntry, str | None, str | None]:
        wanted = []
        if self.deed:
            wanted.append(AuditEntry.deed == self.deed)
        if self.username:
            person = select(Staff.id).where(Staff.username == self.username)
            wanted.append(AuditEntry.staff_id == person.scalar_subquery())
        if self.since:
            wanted.append(AuditEntry.at >= self.since)
        if self.until:
            wanted.append(AuditEntry.at < self.until)
        if self.before:
            wanted.append(AuditEntry.id < self.before)
        return (
            select(AuditEntry, Staff.name, Staff.username)
            .outerjoin(Staff, Staff.id == AuditEntry.staff_id)
            .where(*wanted)
        )

    def rows(self) -> Sequence[Row[AuditEntry, str | None, str | None]]:
        """One more than a page holds when there are older ones."""
        newest_first = self.statement().order_by(AuditEntry.id.desc())
        return db.session.execute(newest_first.limit(PAGE + 1)).all()
