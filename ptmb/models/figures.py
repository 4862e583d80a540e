"""Roll-ups, kept by the transaction that writes the event, so that no page counts complaints.

`area_id` is 0 for a complaint whose area is not known.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ptmb.columns import Key, Moment
from ptmb.domain.figures import Grain, Outcome, Tallied
from ptmb.domain.lanes import Lane
from ptmb.domain.lifecycle import Status
from ptmb.domain.reports import ReportKind
from ptmb.extensions import Model


class Tally(Model):
    """How many complaints of a day or a month, in an area, have a property and an outcome now.

    What `member` holds depends on `measure` (see domain/figures.py). `area_id` is -1 for the whole
    city, so that neither the city's figures nor an area's read more than their own rows. A row
    may hold a zero.
    """

    measure: Mapped[Tallied] = mapped_column(primary_key=True)
    grain: Mapped[Grain] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(primary_key=True)
    start_on: Mapped[date] = mapped_column(primary_key=True)
    member: Mapped[str] = mapped_column(String(24), primary_key=True)
    outcome: Mapped[Outcome] = mapped_column(primary_key=True)
    total: Mapped[int] = mapped_column(default=0)

    __table_args__ = {"sqlite_with_rowid": False}


class CountNow(Model):
    """How many complaints of an area and category are in a status now, whatever their age."""

    lane: Mapped[Lane] = mapped_column(primary_key=True)
    status: Mapped[Status] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(primary_key=True)
    total: Mapped[int] = mapped_column(default=0)


class Report(Model):
    """The figures as they stood when a day's, week's or month's report was made.

    A figure that was printed can be found again, whatever happened to the complaints since.
    """

    id: Mapped[Key]
    kind: Mapped[ReportKind]
    last_on: Mapped[date]
    made_at: Mapped[Moment]
    figures: Mapped[dict[str, Any]]
    sent_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("kind", "last_on"),)


class ReportMail(Model):
    """A report on its way to one person by e-mail: sent at most once.

    A claim that nobody ended is never taken over: whether that letter went out is not known.
    """

    report_id: Mapped[int] = mapped_column(
        ForeignKey("report.id", ondelete="CASCADE"), primary_key=True
    )
    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True
    )
    due_at: Mapped[Moment]
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(String(300), default="")


class SelfCheck(Model):
    """Whether the roll-ups equalled the complaints, one row a night; `differences` in words."""

    id: Mapped[Key]
    at: Mapped[Moment] = mapped_column(index=True)
    complaints: Mapped[int]
    differences: Mapped[list[str]]
