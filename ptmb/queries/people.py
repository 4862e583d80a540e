"""The people who work here, as the administrator lists and finds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ptmb.domain.lifecycle import OPEN
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import Area, Complaint, Crew, Staff, StaffSession

PAGE = 50
_LOWER = func.lower(Staff.name)
_AS_PEOPLE_COUNT = (func.rtrim(_LOWER, "0123456789"), func.length(_LOWER), _LOWER, Staff.id)
"""By name, and Petugas 2 before Petugas 10."""


@dataclass(frozen=True)
class PeopleList:
    """Accounts by name; `words` is looked for in name and user name.

    Args:
        page: from 1.
    """

    words: str = ""
    role: Role | None = None
    active: bool = True
    page: int = 1

    def statement(self) -> Select[Staff]:
        statement = select(Staff).where(Staff.active.is_(self.active))
        if self.role:
            statement = statement.where(Staff.role == self.role)
        if self.words.strip():
            # A sign that LIKE would read as "anything" is meant as itself.
            name = func.lower(Staff.name)
            words = self.words.strip().casefold()
            statement = statement.where(
                or_(
                    name.contains(words, autoescape=True),
                    Staff.username.contains(words, autoescape=True),
                )
            )
        return statement

    def rows(self) -> Sequence[Staff]:
        """One more than a page holds when there is a next page."""
        return db.session.scalars(
            self.statement()
            .options(joinedload(Staff.crew), selectinload(Staff.areas).load_only(Area.name))
            .order_by(*_AS_PEOPLE_COUNT)
            .offset((self.page - 1) * PAGE)
            .limit(PAGE + 1)
        ).all()

    def total(self) -> int:
        counted = self.statement().with_only_columns(func.count()).order_by(None)
        return db.session.scalar(counted) or 0


@dataclass(frozen=True)
class Account:
    """One account with what an administrator should know before changing it."""

    staff: Staff
    open_jobs: int
    sessions: int
    last_seen_at: datetime | None


def account(username: str, at: datetime) -> Account | None:
    """The account of this user name; `sessions` are those that have not ended."""
    staff = db.session.scalar(
        select(Staff)
        .where(Staff.username == username)
        .options(joinedload(Staff.crew), selectinload(Staff.areas).load_only(Area.name))
    )
    if staff is None:
        return None
    jobs = select(func.count()).where(Complaint.officer_id == staff.id, Complaint.status.in_(OPEN))
    sessions = select(func.count(), func.max(StaffSession.seen_at)).where(
        StaffSession.staff_id == staff.id, StaffSession.expires_at > at
    )
    count, seen = db.session.execute(sessions).one()
    return Account(staff, db.session.scalar(jobs) or 0, count, seen)


def crews() -> Sequence[Crew]:
    """The crews an officer may belong to."""
    return db.session.scalars(select(Crew).where(Crew.active).order_by(Crew.name)).all()
