"""Keeps the roll-ups in step with a complaint, inside the transaction that changes it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from sqlalchemy import Date, bindparam, delete, text
from sqlalchemy.orm import Session

from ptmb.actions._counting import cells_of_month, months_of_complaints
from ptmb.domain.figures import Cell, Counted, cells
from ptmb.domain.lanes import LANE_OF
from ptmb.domain.lifecycle import Status
from ptmb.domain.months import month_after, months
from ptmb.models import Tally
from ptmb.prepared import Prepared

_TALLY = text(
    "INSERT INTO tally (measure, grain, start_on, area_id, member, outcome, total)"
    " VALUES (:measure, :grain, :start_on, :area_id, :member, :outcome, :delta)"
    " ON CONFLICT (measure, grain, area_id, start_on, member, outcome)"
    " DO UPDATE SET total = tally.total + excluded.total"
).bindparams(bindparam("start_on", type_=Date))
_NOW = text(
    "INSERT INTO count_now (lane, status, area_id, category_id, total)"
    " VALUES (:lane, :status, :area, :category, :delta)"
    " ON CONFLICT (lane, status, area_id, category_id)"
    " DO UPDATE SET total = count_now.total + excluded.total"
)
_TALLY_UP, _COUNT_NOW = Prepared(_TALLY), Prepared(_NOW)
_GATHERED = "ptmb_gathered_figures"
_NOW_ANEW = (
    "DELETE FROM count_now",
    "INSERT INTO count_now (lane, status, area_id, category_id, total)"
    " SELECT lane, status, COALESCE(area_id, 0), category_id, COUNT(*) FROM complaint"
    " GROUP BY lane, status, COALESCE(area_id, 0), category_id",
)


def move(session: Session, before: Counted | None, after: Counted) -> None:
    """Take the complaint out of its old cells and put it into its new ones.

    Args:
        before: None when the complaint is new.
    """
    gathering = session.info.get(_GATHERED)
    if gathering is not None:
        gathering[after] += 1
        if before is not None:
            gathering[before] -= 1
    elif before != after:
        _count(session, {after: 1} if before is None else {before: -1, after: 1})


@contextmanager
def gathered(session: Session) -> Iterator[None]:
    """Count the moves of many complaints at the end, each cell once and in one order.

    Otherwise two writers of many on PostgreSQL would wait for each other.
    """
    changes: Counter[Counted] = Counter()
    session.info[_GATHERED] = changes
    try:
        yield
    finally:
        del session.info[_GATHERED]
    _count(session, changes)


def recount(session: Session) -> None:
    """Make the roll-ups anew from the complaints, after a change of many at once."""
    recount_now(session)
    session.execute(delete(Tally))
    for month in all_months(session):
        _write(session, cells_of_month(session, month))


def recount_now(session: Session) -> None:
    """Count anew what is in which state at present."""
    for statement in _NOW_ANEW:
        session.execute(text(statement))


def recount_month(session: Session, month: date) -> None:
    """Make the cells of a month anew; nobody else may change a complaint meanwhile.

    Args:
        month: its first day.
    """
    here = (Tally.start_on >= month, Tally.start_on < month_after(month))
    session.execute(delete(Tally).where(*here))
    _write(session, cells_of_month(session, month))


def all_months(session: Session) -> list[date]:
    """The first day of each month for which there is something to count."""
    known = months_of_complaints(session)
    return list(months(*known)) if known else []


def _count(session: Session, changes: Mapping[Counted, int]) -> None:
    """Always in one order, so that two writers on PostgreSQL never wait for each other."""
    now: Counter[tuple[str, str, int, int]] = Counter()
    tallies: Counter[Cell] = Counter()
    for one, delta in changes.items():
        now[_state(one.status, one.area, one.category)] += delta
        for cell, number in cells(one).items():
            tallies[cell] += number * delta
    rows = [
        dict(zip(("lane", "status", "area", "category"), key, strict=True), delta=now[key])
        for key in sorted(now)
        if now[key]
    ]
    if rows:
        _COUNT_NOW.run_all(session.connection(), rows)
    _write(session, tallies)


def _state(status: Status, area: int, category: int) -> tuple[str, str, int, int]:
    return LANE_OF[status].value, status.value, area, category


def _write(session: Session, tallies: Mapping[Cell, int]) -> None:
    rows = [{**cell._asdict(), "delta": tallies[cell]} for cell in sorted(tallies) if tallies[cell]]
    if rows:
        _TALLY_UP.run_all(session.connection(), rows)
