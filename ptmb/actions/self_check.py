"""Compares the roll-ups with a count of the complaints, and keeps what was found."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import func, select

from ptmb.actions._catalogue import begin_or_raise_edition
from ptmb.actions._counting import cells_of_month
from ptmb.database import writing
from ptmb.domain.figures import Cell
from ptmb.domain.months import month_after
from ptmb.domain.self_check import CHECK_ASKED, Compared, cell_differences
from ptmb.extensions import db
from ptmb.models import SelfCheck, Setting, Tally


def differing_cells(month: date, areas: Mapping[int, str]) -> list[str]:
    """Every cell of a month that is not what the complaints give, in words; reads only.

    Takes about 20 s for 100,000 complaints. Who writes meanwhile makes no difference when the
    caller reads from one moment (queries/self_check.py).

    Args:
        month: its first day.
        areas: names by id.
    """
    return cell_differences(_kept(month), cells_of_month(db.session(), month), areas)


def ask(at: datetime) -> None:
    """Have the worker compare soon; asked again before that, it is the same check."""
    with writing() as session:
        session.merge(Setting(name=CHECK_ASKED, text=at.isoformat()))


def keep(found: Compared, at: datetime, *, unless_since: datetime | None = None) -> bool:
    """Write down what a check found; whether it did.

    Args:
        unless_since: when somebody else has checked since this moment, theirs is enough.
    """
    with writing() as session:
        # PostgreSQL: who checked at the same time has written first, or waits here.
        begin_or_raise_edition(session, "self_check")
        newest = session.scalar(select(func.max(SelfCheck.at)))
        if unless_since and newest and newest >= unless_since:
            return False
        session.add(
            SelfCheck(at=at, complaints=found.complaints, differences=list(found.differences))
        )
    return True


def _kept(month: date) -> dict[Cell, int]:
    key = (getattr(Tally, name) for name in Cell._fields)
    rows = db.session.execute(
        select(*key, Tally.total).where(
            Tally.start_on >= month, Tally.start_on < month_after(month), Tally.total != 0
        )
    )
    return {Cell(*row[:-1]): int(row[-1]) for row in rows}
