"""Writes a load set in large pieces, then counts the roll-ups from what was written."""

from datetime import UTC, date, datetime
from typing import Any

import click
from flask import current_app
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, selectinload

from ptmb.actions._figures import recount
from ptmb.config import Settings
from ptmb.database import together
from ptmb.demo import DEMONSTRATION
from ptmb.demo.accounts import add_people
from ptmb.demo.load_rows import Cast, LoadSet
from ptmb.demo.load_steps import Hand, Row
from ptmb.domain.roles import Role
from ptmb.models import Area, Category, Complaint, Setting, Staff

_PIECE = 2_000
_USUAL = "NOFLOW"


class NotEmpty(Exception):
    """There are complaints already; a load set would drown them."""


def load_many(size: int, now: datetime, *, seed: int, quiet: bool = False) -> None:
    """Write `size` complaints of the last twelve months in one transaction.

    Raises:
        NotEmpty: see there.
    """
    with together() as session:
        if session.scalar(select(Complaint.id).limit(1)):
            raise NotEmpty
        if session.scalar(select(Staff.id).limit(1)) is None:
            add_people(session, now)
        load = LoadSet(_cast(session), size, seed, now)
        with click.progressbar(length=size, label="Memuat aduan", hidden=quiet) as bar:
            for begin in range(0, size, _PIECE):
                count = min(_PIECE, size - begin)
                _write_piece(session, load, range(begin, begin + count))
                bar.update(count)
        recount(session)
        _go_on_counting(session)
        session.merge(Setting(name=DEMONSTRATION, text=f"{now.isoformat()} {seed} {size}"))


def _write_piece(session: Session, load: LoadSet, numbers: range) -> None:
    complaints, events = [], []
    for number in numbers:
        row, own = load.make(number)
        complaints.append(row)
        events += own
    _insert(session, "complaint", complaints)
    _insert(session, "complaint_event", events)


def _insert(session: Session, table: str, rows: list[Row]) -> None:
    """Straight to the driver: the types are plain already, and it is several times as fast."""
    lite = session.get_bind().dialect.name == "sqlite"
    names = list(rows[0])
    marks = ", ".join(["?" if lite else "%s"] * len(names))
    statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608  our own
    values = [tuple(_plain(row[name]) for name in names) if lite else tuple(row.values())
              for row in rows]  # fmt: skip
    session.connection().exec_driver_sql(statement, values)


def _plain(value: Any) -> Any:
    """As SQLAlchemy itself writes moments and days into SQLite."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.isoformat() if isinstance(value, date) else value


def _go_on_counting(session: Session) -> None:
    """PostgreSQL hands out ids from a counter that did not see ours, and plans by old sizes."""
    if session.get_bind().dialect.name == "postgresql":
        newest = session.scalar(select(func.max(Complaint.id)))
        session.execute(
            text("SELECT setval(pg_get_serial_sequence('complaint', 'id'), :id)"), {"id": newest}
        )
        session.execute(text("ANALYZE"))


def _cast(session: Session) -> Cast:
    settings: Settings = current_app.config["PTMB"]
    categories = list(session.scalars(select(Category).order_by(Category.position)))
    usual = [one for one in categories if one.code == _USUAL]
    areas = list(session.scalars(select(Area).order_by(Area.id)))
    people = list(session.scalars(select(Staff).options(selectinload(Staff.areas))))
    officers: dict[int, list[Hand]] = {}
    for one in people:
        for area in one.areas if one.role is Role.OFFICER else ():
            officers.setdefault(area.id, []).append((one.id, one.crew_id))
    operator = next(one.id for one in people if one.role is Role.OPERATOR)
    return Cast(
        categories + usual * len(categories), areas, officers, operator, settings.secret_key
    )
