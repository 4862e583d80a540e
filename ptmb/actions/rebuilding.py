"""Makes the roll-ups anew from the complaints: a month at a time, or all when there are none."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from ptmb.actions._figures import all_months, recount_month, recount_now
from ptmb.actions._resettling import shut_out_other_writers
from ptmb.database import writing
from ptmb.extensions import db
from ptmb.models import Complaint, Tally

Told = Callable[[], None]


def months_to_rebuild() -> list[date]:
    """The first day of each month that has complaints, or cells that should not be there."""
    session = db.session()
    held = session.scalars(select(Tally.start_on).distinct())
    return sorted({*all_months(session), *(day.replace(day=1) for day in held)})


def rebuild_month(month: date) -> None:
    """One month's cells; the other months stay as they are, so it may be stopped in between.

    A complaint that moves meanwhile moves by differences, which are right in both states.

    Args:
        month: its first day.

    Raises:
        Busy, sqlalchemy.exc.OperationalError: see database.writing.
    """
    with writing() as session:
        shut_out_other_writers(session)
        recount_month(session, month)


def rebuild_present() -> None:
    """What is in which state at present; raises as `rebuild_month` does."""
    with writing() as session:
        shut_out_other_writers(session)
        recount_now(session)


def fill_when_missing(told: Told = lambda: None) -> bool:
    """Make all cells at once when there are none although there are complaints; whether it did.

    A migration leaves them empty. All or nothing: half of them would pass for all of them later.

    Args:
        told: called after each month.
    """
    with writing() as session:
        shut_out_other_writers(session)
        if not missing(session):
            return False
        recount_now(session)
        for month in all_months(session):
            recount_month(session, month)
            told()
    return True


def missing(connection: Session | Connection) -> bool:
    """Whether there are complaints but not a single cell."""
    cell = connection.execute(select(Tally.total).limit(1)).first()
    return cell is None and connection.execute(select(Complaint.id).limit(1)).first() is not None
