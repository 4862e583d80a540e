"""The roll-ups beside a count of the complaints themselves."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select

from ptmb.actions._counting import counted
from ptmb.domain.figures import WHOLE_CITY, Cell, Grain, Outcome, Tallied, cells
from ptmb.domain.lifecycle import DONE, OPEN, Cause
from ptmb.extensions import db
from ptmb.models import Complaint, CountNow, Tally


def kept() -> dict[Cell, int]:
    """What the roll-ups hold, without their zeros."""
    rows = db.session.scalars(select(Tally).execution_options(populate_existing=True))
    return {
        Cell(row.measure, row.grain, row.area_id, row.start_on, row.member, row.outcome): row.total
        for row in rows
        if row.total
    }


def kept_now() -> dict[tuple[Any, ...], int]:
    """What is in which state at present, as the roll-up says."""
    rows = db.session.scalars(select(CountNow).execution_options(populate_existing=True))
    return {(r.lane, r.status, r.area_id, r.category_id): r.total for r in rows if r.total}


def check_roll_ups() -> None:
    """They equal a count of the complaints."""
    rows = db.session.scalars(select(Complaint).execution_options(populate_existing=True)).all()
    held = kept()
    expected: Counter[Cell] = Counter()
    for row in rows:
        expected.update(cells(counted(row)))
    assert held == dict(expected), "every cell equals what is counted anew"
    # The same for the plainest cells without the program's own rule.
    assert {
        (cell.start_on, cell.area_id, cell.member): total
        for cell, total in held.items()
        if (cell.measure, cell.grain) == (Tallied.RECEIVED_CAUSE, Grain.DAY)
        and cell.outcome is Outcome.OPEN
        and cell.area_id != WHOLE_CITY
    } == _by_day((r.received_on, r) for r in rows if r.status in OPEN)
    assert {
        (cell.start_on, cell.area_id, cell.member): total
        for cell, total in held.items()
        if (cell.measure, cell.grain) == (Tallied.ENDED_CAUSE, Grain.DAY)
        and cell.outcome is Outcome.RESOLVED
        and cell.area_id != WHOLE_CITY
    } == _by_day((r.ended_on, r) for r in rows if r.status in DONE)
    assert kept_now() == dict(
        Counter((r.lane, r.status, r.area_id or 0, r.category_id) for r in rows)
    )


def _by_day(rows: Iterable[tuple[date | None, Complaint]]) -> Counter[tuple[Any, ...]]:
    return Counter((day, row.area_id or 0, row.cause.value) for day, row in rows)


def received_by_cause() -> dict[Cause, int]:
    """What the roll-up of days says of everything that ever came in."""
    found: Counter[Cause] = Counter()
    for cell, total in kept().items():
        if (*cell[:3],) == (Tallied.RECEIVED_CAUSE, Grain.DAY, WHOLE_CITY):
            found[Cause(cell.member)] += total
    return dict(found)


def areas_of(measure: Tallied) -> set[tuple[int, int]]:
    """Each area with its number in the cells by day of a measure."""
    found: Counter[int] = Counter()
    for cell, total in kept().items():
        if (cell.measure, cell.grain) == (measure, Grain.DAY) and cell.area_id != WHOLE_CITY:
            found[cell.area_id] += total
    return set(found.items())
