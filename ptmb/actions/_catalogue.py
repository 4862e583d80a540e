"""What all changes of the catalogue share: is the page up to date, and the next edition."""

import hashlib
from collections.abc import Iterable
from typing import Any, TypeVar

from sqlalchemy import inspect, select, text, update
from sqlalchemy.orm import Session

from ptmb.extensions import Model
from ptmb.models import Edition

NAME, ZONES, RESERVOIRS = "catalogue", "zones", "reservoirs"
_NEXT = text(
    "INSERT INTO edition (name, number) VALUES (:name, 1)"
    " ON CONFLICT (name) DO UPDATE SET number = edition.number + 1"
)
Row = TypeVar("Row", bound=Model)


class CatalogueChanged(Exception):
    """Somebody else changed it after this person opened the page; nothing was stored."""


def mark_of(values: Iterable[object]) -> str:
    """Differs when any value differs; a form carries it to notice that it is out of date."""
    return hashlib.blake2b(repr(list(values)).encode(), digest_size=8).hexdigest()


def mark(row: Any) -> str:
    """The mark of a row with all of its columns."""
    names = sorted(attribute.key for attribute in inspect(row).mapper.column_attrs)
    return mark_of(getattr(row, name) for name in names)


def held(session: Session, kind: type[Row], key: int, seen: str | None) -> Row:
    """The row, locked until the end of the transaction.

    Args:
        seen: the mark of the row as the person saw it; None does not ask.

    Raises:
        CatalogueChanged: it is not like that any more.
    """
    row = session.get_one(kind, key, populate_existing=True, with_for_update={"of": kind})
    if seen is not None and seen != mark(row):
        raise CatalogueChanged
    return row


def changed_columns(row: Any) -> str:
    """The names of the columns that are not as they were stored, for the audit log."""
    state = inspect(row)
    names = [one.key for one in state.mapper.column_attrs]
    return ", ".join(sorted(name for name in names if state.attrs[name].history.has_changes()))


def edition(session: Session, name: str = NAME) -> int:
    """The present edition, held until the end of the transaction."""
    number = select(Edition.number).where(Edition.name == name).with_for_update()
    return session.scalar(number) or 0


def raise_edition(session: Session, name: str = NAME) -> None:
    """From the commit on, every process reads the catalogue, or what `name` says, anew."""
    session.execute(update(Edition).where(Edition.name == name).values(number=Edition.number + 1))


def begin_or_raise_edition(session: Session, name: str) -> None:
    """As `raise_edition`, for what an older installation has never counted."""
    session.execute(_NEXT, {"name": name})
