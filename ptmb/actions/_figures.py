"""Keeps the roll-ups in step with a complaint, inside the transaction that changes it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from ptmb.domain.lanes import LANE_OF
from ptmb.domain.lifecycle import Cause, Status
from ptmb.models import Complaint

_BY_DAY = text(
    "INSERT INTO count_by_day (received_on, area_id, cause, status, total)"
    " VALUES (:received_on, :area, :cause, :status, :delta)"
    " ON CONFLICT (received_on, area_id, cause, status)"
    " DO UPDATE SET total = count_by_day.total + excluded.total"
)
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
)
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
    if before == after:
        return
    changes = [(after, 1)] if before is None else [(before, -1), (after, 1)]
    # Always in one order, so that two writers on PostgreSQL never wait for each other.
    for cell, delta in sorted(changes, key=lambda change: str(change[0])):
        _count(session, cell, delta)


def recount(session: Session) -> None:
    """Make the roll-ups anew from the complaints, after a change of many at once."""
    for statement in _ANEW:
        session.execute(text(statement))


def _count(session: Session, cell: Cell, delta: int) -> None:
    by_day: dict[str, object] = {
        "area": cell.area,
        "cause": cell.cause.value,
        "status": cell.status.value,
        "delta": delta,
    }
    session.execute(_BY_DAY, _dated(session, by_day, "received_on", cell.received_on))
    session.execute(
        _NOW,
        {
            "lane": LANE_OF[cell.status].value,
            "status": cell.status.value,
            "area": cell.area,
            "category": cell.category,
            "delta": delta,
        },
    )
    if cell.resolved_on is not None:
        finished: dict[str, object] = {"area": cell.area, "delta": delta}
        session.execute(_FINISHED, _dated(session, finished, "resolved_on", cell.resolved_on))


def _dated(session: Session, values: dict[str, object], name: str, day: date) -> dict[str, object]:
    """SQLite keeps a day as text, PostgreSQL wants a date."""
    sqlite = session.get_bind().dialect.name == "sqlite"
    return {**values, name: day.isoformat() if sqlite else day}
