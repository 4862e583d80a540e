"""Keeps the roll-ups in step with a complaint, inside the transaction that changes it."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, bindparam, text
from sqlalchemy.orm import Session

from ptmb.domain.lanes import LANE_OF
from ptmb.domain.lifecycle import Cause, Status
from ptmb.models import Complaint
from ptmb.prepared import Prepared

_BY_DAY = text(
    "INSERT INTO count_by_day (received_on, area_id, cause, status, total)"
    " VALUES (:received_on, :area, :cause, :status, :delta)"
    " ON CONFLICT (received_on, area_id, cause, status)"
    " DO UPDATE SET total = count_by_day.total + excluded.total"
).bindparams(bindparam("received_on", type_=Date))
_NOW = text(
    "INSERT INTO count_now (lane, status, area_id, category_id, total)"
    " VALUES (:lane, :status, :area, :category, :delta)"
    " ON CONFLICT (lane, status, area_id, category_id)"
    " DO UPDATE SET total = count_now.total + excluded.total"
)
_FINISHED = text(
    "INSERT INTO finished_by_day (resolved_on, area_id, total)"
    " VALUES (:resolved_on, :area, :delta)"
    " ON CONFLICT (resolved_on, area_id)"
    " DO UPDATE SET total = finished_by_day.total + excluded.total"
).bindparams(bindparam("resolved_on", type_=Date))
_COUNT_BY_DAY, _COUNT_NOW, _COUNT_FINISHED = Prepared(_BY_DAY), Prepared(_NOW), Prepared(_FINISHED)
_GATHERED = "ptmb_gathered_figures"
_ANEW = (
    "DELETE FROM count_by_day",
    "DELETE FROM count_now",
    "DELETE FROM finished_by_day",
    "INSERT INTO count_by_day (received_on, area_id, cause, status, total)"
    " SELECT received_on, COALESCE(area_id, 0), cause, status, COUNT(*) FROM complaint"
    " GROUP BY received_on, COALESCE(area_id, 0), cause, status",
    "INSERT INTO count_now (lane, status, area_id, category_id, total)"
    " SELECT lane, status, COALESCE(area_id, 0), category_id, COUNT(*) FROM complaint"
    " GROUP BY lane, status, COALESCE(area_id, 0), category_id",
    "INSERT INTO finished_by_day (resolved_on, area_id, total)"
    " SELECT resolved_on, COALESCE(area_id, 0), COUNT(*) FROM complaint"
    " WHERE resolved_on IS NOT NULL GROUP BY resolved_on, COALESCE(area_id, 0)",
)


@dataclass(frozen=True)
class Cell:
    """Where one complaint is counted."""

    received_on: date
    area: int
    category: int
    cause: Cause
    status: Status
    resolved_on: date | None

    @classmethod
    def of(cls, complaint: Complaint) -> "Cell":
        return cls(
            complaint.received_on,
            complaint.area_id or 0,
            complaint.category_id,
            complaint.cause,
            complaint.status,
            complaint.resolved_on,
        )


def move(session: Session, before: Cell | None, after: Cell) -> None:
    """Take the complaint out of its old cells and put it into its new ones.

    Args:
        before: None when the complaint is new.
    """
    gathering = session.info.get(_GATHERED)
    if gathering is not None:
        gathering[after] += 1
        if before is not None:
            gathering[before] -= 1
    elif before is None:
        _count(session, after, 1)
    elif before != after:
        # Always in one order, so that two writers on PostgreSQL never wait for each other.
        for cell, delta in sorted(((before, -1), (after, 1)), key=lambda change: str(change[0])):
            _count(session, cell, delta)


@contextmanager
def gathered(session: Session) -> Iterator[None]:
    """Count the moves of many complaints at the end, each cell once and in one order.

    Otherwise two writers of many on PostgreSQL would wait for each other.
    """
    changes: Counter[Cell] = Counter()
    session.info[_GATHERED] = changes
    try:
        yield
    finally:
        del session.info[_GATHERED]
    for cell in sorted(changes, key=str):
        if changes[cell]:
            _count(session, cell, changes[cell])


def recount(session: Session) -> None:
    """Make the roll-ups anew from the complaints, after a change of many at once."""
    for statement in _ANEW:
        session.execute(text(statement))


def _count(session: Session, cell: Cell, delta: int) -> None:
    counted = {
        "received_on": cell.received_on,
        "resolved_on": cell.resolved_on,
        "lane": LANE_OF[cell.status].value,
        "status": cell.status.value,
        "cause": cell.cause.value,
        "area": cell.area,
        "category": cell.category,
        "delta": delta,
    }
    connection = session.connection()
    _COUNT_BY_DAY.run(connection, counted)
    _COUNT_NOW.run(connection, counted)
    if cell.resolved_on is not None:
        _COUNT_FINISHED.run(connection, counted)
