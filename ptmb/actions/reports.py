"""Keeps a report as its figures stood, and takes it on its way to those who read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ptmb.database import writing
from ptmb.domain.report_figures import ReportFigures
from ptmb.domain.reports import ReportKind
from ptmb.extensions import db
from ptmb.models import Report, ReportMail

CLAIM_LASTS = timedelta(minutes=10)
"""Longer than any letter takes; after that its sender has died."""
UNKNOWN = "the sender stopped; whether the letter went out is not known"


@dataclass(frozen=True)
class ClaimedMail:
    """A letter that is ours to send."""

    report_id: int
    staff_id: int
    attempts: int


def make(figures: ReportFigures, at: datetime, readers: Iterable[int] = ()) -> bool:
    """Keep these figures for ever, unless this report was made before; whether it is new.

    Args:
        readers: the staff who are to get it by e-mail.
    """
    if db.session.scalar(_made(figures.kind, figures.last)) is not None:
        return False
    try:
        with writing() as session:
            report = Report(
                kind=figures.kind, last_on=figures.last, made_at=at, figures=figures.to_json()
            )
            session.add(report)
            session.flush()
            session.add_all(
                ReportMail(report_id=report.id, staff_id=reader, due_at=at)
                for reader in sorted(set(readers))
            )
    except IntegrityError:  # another worker was faster
        return False
    return True


def claim_mail(at: datetime) -> ClaimedMail | None:
    """Take the next letter that waits; two workers never hold the same one."""
    waits = and_(
        ReportMail.sent_at.is_(None),
        ReportMail.failed_at.is_(None),
        ReportMail.claimed_at.is_(None),
        ReportMail.due_at <= at,
    )
    first = select(ReportMail.report_id, ReportMail.staff_id).where(waits)
    row = db.session.execute(first.order_by(ReportMail.report_id).limit(1)).one_or_none()
    if row is None:
        return None
    with writing() as session:
        mine = update(ReportMail).where(waits, *_same(row.report_id, row.staff_id))
        taken = mine.values(claimed_at=at, attempts=ReportMail.attempts + 1)
        attempts = session.scalar(taken.returning(ReportMail.attempts))
    return ClaimedMail(row.report_id, row.staff_id, attempts) if attempts else None


def mailed(mail: ClaimedMail, at: datetime) -> None:
    """It was taken by the mail server; `Report.sent_at` is when the newest letter was."""
    with writing() as session:
        _end(session, mail, sent_at=at, failed_at=None, error="")
        session.execute(update(Report).where(Report.id == mail.report_id).values(sent_at=at))


def put_off(mail: ClaimedMail, until: datetime, why: str) -> None:
    """The mail server certainly did not take it: it is tried again."""
    with writing() as session:
        _end(session, mail, due_at=until, claimed_at=None, error=why[:300])


def give_up(mail: ClaimedMail, at: datetime, why: str) -> None:
    """It is never tried again."""
    with writing() as session:
        _end(session, mail, failed_at=at, error=why[:300])


def give_up_lost(at: datetime) -> int:
    """End the claims of senders that died, without sending again; how many."""
    lost = and_(
        ReportMail.sent_at.is_(None),
        ReportMail.failed_at.is_(None),
        ReportMail.claimed_at < at - CLAIM_LASTS,
    )
    if db.session.scalar(select(ReportMail.staff_id).where(lost).limit(1)) is None:
        return 0
    with writing() as session:
        ended = update(ReportMail).where(lost).values(failed_at=at, error=UNKNOWN)
        return len(session.execute(ended.returning(ReportMail.staff_id)).all())


def _made(kind: ReportKind, last: date) -> Select[int]:
    return select(Report.id).where(Report.kind == kind, Report.last_on == last)


def _same(report_id: int, staff_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return ReportMail.report_id == report_id, ReportMail.staff_id == staff_id


def _end(session: Session, mail: ClaimedMail, **values: datetime | str | None) -> None:
    own = update(ReportMail).where(*_same(mail.report_id, mail.staff_id))
    session.execute(own.where(ReportMail.sent_at.is_(None)).values(**values))
