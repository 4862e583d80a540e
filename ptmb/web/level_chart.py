"""The level of a reservoir as a drawing: where its line, marks and words stand, in percent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ptmb.domain.reservoir import Mark, Reading, marks_on, mood
from ptmb.domain.supply import THRESHOLD_WORDS, ThresholdKind
from ptmb.web.filters import StateView, number
from ptmb.web.languages import gettext
from ptmb.web.reservoir_words import metres, mood_view, of_each_day

RANGES = (30, 365)
_GAP_DAYS = 3
"""Between readings further apart nobody knows what was, so no line is drawn."""
_ROOM = 0.08
_LINE_OF_WORDS = 8.0
"""Percent of the height that a line of words needs."""
_TONES = {
    ThresholdKind.NORMAL: "ok",
    ThresholdKind.ALERT: "fix",
    ThresholdKind.CRITICAL: "bad",
    ThresholdKind.FLOOR: "none",
}


@dataclass(frozen=True)
class MarkLine:
    """A mark for the days that it held; `words_y` keeps clear of the other words."""

    tone: str
    words: str
    left: float
    right: float
    y: float
    words_y: float

    @property
    def at_end(self) -> bool:
        """Whether the words have to end at the right because nothing fits behind the start."""
        return self.left > 55


@dataclass(frozen=True)
class Tick:
    x: float
    day: date

    @property
    def anchor(self) -> str:
        return "start" if self.x < 6 else "end" if self.x > 94 else "middle"


@dataclass(frozen=True)
class DayRow:
    day: date
    level: float
    state: StateView


@dataclass(frozen=True)
class LevelChart:
    """All places in percent of the drawing, from the upper left corner.

    `lines` are pieces without a long gap, each as (x, y) pairs; `rows` the newest day first.
    """

    days: int
    lines: list[list[tuple[float, float]]]
    marks: list[MarkLine]
    ticks: list[Tick]
    rows: list[DayRow]
    sentence: str

    @property
    def last(self) -> tuple[float, float] | None:
        return self.lines[-1][-1] if self.lines else None


class _Scale:
    def __init__(self, first: date, days: int, levels: Sequence[float]) -> None:
        self._first, self._days = first, days
        low, high = min(levels, default=0.0), max(levels, default=1.0)
        room = (high - low) * _ROOM or 0.5
        self._low, self._high = low - room, high + room

    def x(self, day: date, part: float = 0.5) -> float:
        """`part` of the day: 0 its beginning, 1 its end."""
        place = ((day - self._first).days + part) * 100 / self._days
        return round(min(100.0, max(0.0, place)), 2)

    def y(self, level: float) -> float:
        return round((self._high - level) * 100 / (self._high - self._low), 2)


def level_chart(
    readings: Sequence[Reading], marks: Sequence[Mark], last: date, days: int
) -> LevelChart:
    """The last reading of each of the `days` up to and with `last`, with the marks of their days.

    Args:
        readings: oldest first; those of other days are left out.
    """
    first = last - timedelta(days=days - 1)
    found = {day: one for day, one in of_each_day(readings).items() if first <= day <= last}
    held = [one for one in marks if _held(one, first, last)]
    levels = [*(one.level for one in found.values()), *(one.level for one in held)]
    scale = _Scale(first, days, levels)
    return LevelChart(
        days=days,
        lines=_lines(found, scale),
        marks=_mark_lines(held, first, last, scale),
        ticks=[Tick(scale.x(day), day) for day in _tick_days(first, last, days)],
        rows=[
            DayRow(day, one.level, mood_view(mood(one.level, marks_on(marks, day))))
            for day, one in reversed(found.items())
        ],
        sentence=_sentence(list(found.values()), days),
    )


def _held(mark: Mark, first: date, last: date) -> bool:
    return mark.valid_from <= last and (mark.valid_until is None or mark.valid_until >= first)


def _lines(found: dict[date, Reading], scale: _Scale) -> list[list[tuple[float, float]]]:
    lines: list[list[tuple[float, float]]] = []
    before: date | None = None
    for day, one in found.items():
        if before is None or (day - before).days > _GAP_DAYS:
            lines.append([])
        lines[-1].append((scale.x(day), scale.y(one.level)))
        before = day
    return lines


def _mark_lines(held: list[Mark], first: date, last: date, scale: _Scale) -> list[MarkLine]:
    lines: list[MarkLine] = []
    below: dict[float, float] = {}
    for one in sorted(held, key=lambda mark: -mark.level):
        left = scale.x(max(first, one.valid_from), 0)
        y = scale.y(one.level)
        below[left] = max(y, below.get(left, -100.0) + _LINE_OF_WORDS)
        lines.append(
            MarkLine(
                tone=_TONES[one.kind],
                words=f"{gettext(THRESHOLD_WORDS[one.kind])} {number(one.level, 2)}",
                left=left,
                right=scale.x(min(last, one.valid_until or last), 1),
                y=y,
                words_y=below[left],
            )
        )
    return lines


def _tick_days(first: date, last: date, days: int) -> list[date]:
    """A day a week in a month, the first of every third month in a year."""
    every = [first + timedelta(days=number) for number in range(days)]
    if days <= RANGES[0]:
        return [day for day in every if (last - day).days % 7 == 0]
    return [day for day in every if day.day == 1 and day.month % 3 == last.month % 3]


def _sentence(found: list[Reading], days: int) -> str:
    if not found:
        return gettext("Belum ada angka dalam %(days)s hari ini.", days=days)
    levels = [one.level for one in found]
    return gettext(
        "%(days)s hari: dari %(first)s menjadi %(last)s;"
        " terendah %(lowest)s, tertinggi %(highest)s.",
        days=days,
        first=metres(levels[0]),
        last=metres(levels[-1]),
        lowest=metres(min(levels)),
        highest=metres(max(levels)),
    )
