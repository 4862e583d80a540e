"""Reads from complaints what the figures depend on: from one, or from all of a month."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ptmb.config import CITY_TIME
from ptmb.domain.figures import Cell, Counted, cells
from ptmb.domain.lifecycle import DONE, OPEN, Cause, Status
from ptmb.domain.months import month_after
from ptmb.domain.roles import Actor
from ptmb.geometry.hexagons import hexagon
from ptmb.models import Complaint

_COLUMNS = (
    Complaint.received_on, Complaint.created_at, Complaint.area_id, Complaint.category_id,
    Complaint.cause, Complaint.channel, Complaint.status, Complaint.latitude, Complaint.longitude,
    Complaint.finished_crew_id, Complaint.ended_on, Complaint.responded_at, Complaint.resolved_at,
    Complaint.due_at, Complaint.confirmed_by, Complaint.rating, Complaint.reopened,
)  # fmt: skip
_PIECE = 5_000


def counted(complaint: Complaint | Any) -> Counted:
    """What any figure needs to know of a complaint, or of a row with these columns of it."""
    received = complaint.created_at.astimezone(CITY_TIME)
    finished = complaint.resolved_at if complaint.ended_on else None
    return Counted(
        received_on=complaint.received_on,
        hour_of_week=received.weekday() * 24 + received.hour,
        area=complaint.area_id or 0,
        category=complaint.category_id,
        cause=complaint.cause,
        channel=complaint.channel,
        status=complaint.status,
        hexagon=_hexagon(complaint.latitude, complaint.longitude),
        crew=complaint.finished_crew_id or 0,
        ended_on=complaint.ended_on,
        response_seconds=_seconds(complaint.created_at, complaint.responded_at),
        resolution_seconds=_seconds(complaint.created_at, finished),
        late=_is_late(complaint, finished),
        confirmed_by=complaint.confirmed_by,
        rating=complaint.rating,
        reopened=bool(complaint.reopened),
    )


def ended_on(complaint: Complaint | Any) -> date | None:
    """The day of the city on which it became what it is; None while it is open.

    Never before its receipt, however far a clock was set back: an account could not add up.
    """
    if complaint.status in OPEN:
        return None
    finished = complaint.resolved_at if complaint.status in DONE else None
    ended = (finished or complaint.status_since).astimezone(CITY_TIME).date()
    day: date = max(ended, complaint.received_on)
    return day


def finished_crew(complaint: Complaint, before: Status, by: Actor) -> int | None:
    """The crew of who finished it, which stays what it was; None while it is not done."""
    if complaint.status not in DONE:
        return None
    return complaint.finished_crew_id if before in DONE else by.crew_id or complaint.crew_id


def cells_of_month(session: Session, month: date) -> Counter[Cell]:
    """All cells that begin in a month, by day and by month, counted anew.

    Args:
        month: its first day.
    """
    last = month_after(month)
    here = or_(
        Complaint.received_on.between(month, last) & (Complaint.received_on < last),
        Complaint.ended_on.between(month, last) & (Complaint.ended_on < last),
    )
    rows = session.execute(select(*_COLUMNS).where(here).execution_options(yield_per=_PIECE))
    found: Counter[Cell] = Counter()
    for row in rows:
        found.update(cells(counted(row)))
    return Counter({cell: total for cell, total in found.items() if month <= cell.start_on < last})


def months_of_complaints(session: Session) -> tuple[date, date] | None:
    """The first and the last month in which a complaint came in or ended; None without any."""
    days = [
        session.scalar(select(column).where(column.is_not(None)).order_by(order).limit(1))
        for column in (Complaint.received_on, Complaint.ended_on)
        for order in (column.asc(), column.desc())
    ]
    known = [day.replace(day=1) for day in days if day]
    return (min(known), max(known)) if known else None


def _is_late(complaint: Complaint | Any, finished: datetime | None) -> bool:
    """Who waits for a turn of water waits for no repair: nothing of ours was due."""
    waited_for_turn = complaint.cause is Cause.RATIONING
    return finished is not None and not waited_for_turn and finished > complaint.due_at


def _hexagon(latitude: float | None, longitude: float | None) -> str:
    return "" if latitude is None or longitude is None else hexagon(latitude, longitude)


def _seconds(since: datetime, until: datetime | None) -> float | None:
    return None if until is None else (until - since).total_seconds()
