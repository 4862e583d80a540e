"""Keeps the roll-ups in step with a complaint, inside the transaction that changes it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from ptmb.config import CITY_TIME
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
_FLOW = text(
    "INSERT INTO flow_by_day (happened_on, status, area_id, total)"
    " VALUES (:happened_on, :status, :area, 1)"
    " ON CONFLICT (happened_on, status, area_id)"
    " DO UPDATE SET total = flow_by_day.total + 1"
)


@dataclass(frozen=True)
class Cell:
    """Where one complaint is counted."""

    received_on: date
    area: int
    category: int
    cause: Cause
    status: Status

    @classmethod
    def of(cls, complaint: Complaint) -> "Cell":
        return cls(
            complaint.received_on,
            complaint.area_id or 0,
            complaint.category_id,
            complaint.cause,
            complaint.status,
        )


def move(session: Session, before: Cell | None, after: Cell, at: datetime) -> None:
    """Take the complaint out of its old cells and put it into its new ones.

    Args:
        before: None when the complaint is new.
        at: when it happened; a flow is counted on that day in the city's time.
    """
    if before != after:
        changes = [(after, 1)] if before is None else [(before, -1), (after, 1)]
        # Always in one order, so that two writers on PostgreSQL never wait for each other.
        for cell, delta in sorted(changes, key=lambda change: str(change[0])):
            _count(session, cell, delta)
    if before is None or before.status is not after.status:
        day = at.astimezone(CITY_TIME).date()
        flow = {"happened_on": day.isoformat(), "status": after.status, "area": after.area}
        session.execute(_FLOW, _dated(session, flow, "happened_on", day))


def _count(session: Session, cell: Cell, delta: int) -> None:
    by_day = {
        "received_on": cell.received_on.isoformat(),
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


def _dated(session: Session, values: dict[str, object], name: str, day: date) -> dict[str, object]:
    """SQLite keeps a day as text, PostgreSQL wants a date."""
    if session.get_bind().dialect.name != "sqlite":
        values[name] = day
    return values
