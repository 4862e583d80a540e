"""A table as CSV that Excel opens rightly with a double click, as it is set in Indonesia.

There the decimal sign is a comma, so Excel splits columns at semicolons; with commas the whole
line would land in the first cell. The mark at the beginning says that it is UTF-8, the ends of
lines are those of RFC 4180, and days are ISO, which every Excel takes for days. The last column
says when the figures were counted, since a file wanders without its name.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import StringIO
from itertools import islice

from ptmb.config import CITY_TIME
from ptmb.domain.tables import Cell, Table

MARK = "\ufeff"
_AT_ONCE = 500
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""With these a text would be a formula (OWASP: CSV injection); the last are their wide forms."""


def csv_parts(table: Table) -> Iterator[str]:
    """The file in parts, so that a long one is never whole in memory."""
    counted = _moment(table.counted_at)
    yield MARK + _lines([[*(column.word for column in table.columns), table.counted_word]])
    rows = iter(table.rows)
    while part := list(islice(rows, _AT_ONCE)):
        yield _lines([*row, counted] for row in part)


def _lines(rows: Iterable[Sequence[Cell]]) -> str:
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return written.getvalue()


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_DANGEROUS) else cell
    if isinstance(cell, datetime):
        return _moment(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return f"{cell:.1f}".replace(".", ",")
    return "" if cell is None else str(cell)


def _moment(at: datetime) -> str:
    return at.astimezone(CITY_TIME).strftime("%Y-%m-%d %H:%M")
