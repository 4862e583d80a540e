"""The account of several periods beside a count of the complaints, and the last checks."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select

from ptmb.domain.figures import OUTCOME_OF, Outcome
from ptmb.domain.months import month_before
from ptmb.domain.periods import Period, PeriodKind, past_month, this
from ptmb.domain.self_check import (
    CHECK_ASKED,
    area_words,
    count_differences,
    line_differences,
)
from ptmb.extensions import db
from ptmb.models import Area, Complaint, CountNow, SelfCheck, Setting
from ptmb.queries.ledger import ledger

Outcomes = dict[int | None, Counter[Outcome]]
"""By area, 0 for an unknown one; None is the whole city."""


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside was so at one moment, however long it takes.

    SQLite reads so in any transaction; PostgreSQL when it is asked to.
    """
    session = db.session()
    session.rollback()  # what was only read before
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    try:
        yield
    finally:
        session.rollback()


def area_names() -> dict[int, str]:
    """By id, as they are at this moment."""
    return {row.id: row.name for row in db.session.execute(select(Area.id, Area.name))}


def complaints_counted() -> int:
    return db.session.scalar(select(func.count()).select_from(Complaint)) or 0


def ledger_differences(today: date, areas: Mapping[int, str]) -> list[str]:
    """Where received + carried is not resolved + rejected + merged + withdrawn + open, in words.

    For today, 7 days, month, year and the last month; the whole city, each area, and without one.
    Each outcome is counted by itself, so the parts and their sum are both checked.

    Args:
        today: this day in the city.
    """
    month = past_month(month_before(today))
    periods = {kind.value: this(kind, today) for kind in PeriodKind if kind != PeriodKind.CUSTOM}
    found: list[str] = []
    for name, period in {**periods, "bulan-lalu": month}.items():
        found += _of_period(name, period, areas)
    return found


def present_differences(areas: Mapping[int, str]) -> list[str]:
    """Where the count of what is in which state at present is not that of the complaints."""
    held = db.session.execute(
        select(CountNow.area_id, CountNow.status, CountNow.category_id, CountNow.total)
    )
    kept = {_now(areas, row): int(row[3]) for row in held if row[3]}
    area = func.coalesce(Complaint.area_id, 0)
    rows = db.session.execute(
        select(area, Complaint.status, Complaint.category_id, func.count()).group_by(
            area, Complaint.status, Complaint.category_id
        )
    )
    return count_differences(kept, {_now(areas, row): int(row[3]) for row in rows})


def last_checks(limit: int) -> Sequence[SelfCheck]:
    """The newest first."""
    newest = select(SelfCheck).order_by(SelfCheck.at.desc(), SelfCheck.id.desc()).limit(limit)
    return db.session.scalars(newest).all()


def last_check() -> SelfCheck | None:
    return next(iter(last_checks(1)), None)


def asked_since(last: SelfCheck | None) -> datetime | None:
    """When a check was asked for that has not been made; None when there is none to make."""
    text = db.session.scalar(select(Setting.text).where(Setting.name == CHECK_ASKED))
    asked = datetime.fromisoformat(text) if text else None
    return asked if asked and (last is None or last.at < asked) else None


def _now(areas: Mapping[int, str], row: Sequence[object]) -> str:
    area, status, category = row[0], row[1], row[2]
    return f"sekarang, {area_words(int(str(area)), areas)}, {status}, jenis {category}"


def _of_period(name: str, period: Period, areas: Mapping[int, str]) -> list[str]:
    began = Complaint.received_on >= period.first
    own = began if period.running else Complaint.received_on.between(period.first, period.last)
    still = or_(Complaint.ended_on.is_(None), Complaint.ended_on >= period.first)
    received = _counted(own)
    carried = _counted((Complaint.received_on < period.first) & still)
    found: list[str] = []
    for area in (None, 0, *areas):
        where = "seluruh kota" if area is None else area_words(area, areas)
        it = ledger(period, area)
        for word, line, counted in (
            ("masuk", it.received, received), ("dibawa", it.carried, carried),
        ):  # fmt: skip
            what = f"{name}, {where}, {word}"
            found += line_differences(what, line.outcomes, counted.get(area, Counter()))
    return found


def _counted(which: ColumnElement[bool]) -> Outcomes:
    area = func.coalesce(Complaint.area_id, 0)
    rows = db.session.execute(
        select(area, Complaint.status, func.count()).where(which).group_by(area, Complaint.status)
    )
    found: Outcomes = defaultdict(Counter)
    for area_id, status, total in rows:
        outcome = OUTCOME_OF.get(status, Outcome.OPEN)
        found[int(area_id)][outcome] += total
        found[None][outcome] += total
    return found
