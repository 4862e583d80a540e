"""A table that leaves the house as a file: its columns, its rows, and what its figures mean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto

Cell = str | int | float | date | datetime | None


class Kind(Enum):
    """What a column holds. Moments are written in the city's time, decimals with one digit."""

    TEXT = auto()
    WHOLE = auto()
    DECIMAL = auto()
    DAY = auto()
    MOMENT = auto()


@dataclass(frozen=True)
class Column:
    word: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Table:
    """`rows` may be read once only. `notes` say what a reader must know, a word and a sentence."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    counted_at: datetime
    counted_word: str
    notes: Sequence[tuple[str, str]]
