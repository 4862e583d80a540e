"""The reports that were kept, and who reads them by e-mail."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from ptmb.domain.reports import ReportKind
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import Report, Staff

PAGE = 30
READERS = (Role.MAYOR, Role.MANAGER, Role.ADMIN)
"""Who may open reports, and gets them by e-mail where an address is known."""


def kept_report(kind: ReportKind, last: date) -> Report | None:
    """The report of this kind whose last day this is."""
    return db.session.scalar(select(Report).where(Report.kind == kind, Report.last_on == last))


def report_made(kind: ReportKind, last: date) -> bool:
    wanted = select(Report.id).where(Report.kind == kind, Report.last_on == last)
    return db.session.scalar(wanted) is not None


def kept_reports(kind: ReportKind | None = None, before_id: int | None = None) -> Sequence[Report]:
    """One page, the last made first, and one row more when there is a next page."""
    wanted = select(Report).order_by(Report.id.desc()).limit(PAGE + 1)
    if kind is not None:
        wanted = wanted.where(Report.kind == kind)
    if before_id is not None:
        wanted = wanted.where(Report.id < before_id)
    return db.session.scalars(wanted).all()


def mail_readers() -> list[int]:
    """Ids of the active staff who read reports and have an e-mail address."""
    wanted = select(Staff.id).where(Staff.active, Staff.role.in_(READERS), Staff.email != "")
    return list(db.session.scalars(wanted.order_by(Staff.id)))
