"""A year of the reservoirs in the demonstration: through the levels that the press printed."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial
from itertools import pairwise
from random import Random

from ptmb.actions import reservoirs
from ptmb.actions.reservoirs import NewReading
from ptmb.config import CITY_TIME
from ptmb.demo.calendar import MOMENT
from ptmb.demo.rationing import FIRST, Act, Moved
from ptmb.demo.stage import Stage
from ptmb.domain.supply import ReadingSource
from ptmb.queries.reservoir_levels import reservoir_by_code

_KNOWN = {
    "manggar": ((365, 10.31), (300, 10.36), (210, 9.74), (130, 8.23), (95, 7.62), (60, 8.05),
                (24, 8.94), (0, 8.42)),
    "teritip": ((365, 21.52), (250, 21.48), (130, 19.82), (70, 20.35), (0, 20.91)),
}  # fmt: skip
"""Days before the last one, and the level in metres. Manggar's 8.23 m of 3 October 2023, the normal
10.30 and Teritip's 19.82 are the press's; the rest is drawn between them."""
_READ_AT = time(7, 0)
_RIPPLE = 0.015


def level_acts(stage: Stage, moved: Moved) -> Iterator[Act]:
    """One reading of each reservoir every morning of the year."""
    for code, known in _KNOWN.items():
        for days_ago, level in _line(code, known).items():
            day = (MOMENT - timedelta(days=days_ago)).date()
            at = datetime.combine(day, _READ_AT, CITY_TIME)
            yield at, FIRST, partial(_read, stage, moved(at), code, level)


def _read(stage: Stage, at: datetime, code: str, level: float) -> None:
    reservoir = reservoir_by_code(code)
    if reservoir is None:
        raise LookupError(code)
    new = NewReading(level, at, stage.key(), sure=True, source=ReadingSource.IMPORT)
    reservoirs.read(reservoir.id, new, stage.operators[0], at)


def _line(code: str, known: tuple[tuple[int, float], ...]) -> dict[int, float]:
    """The level for each number of days ago: straight between what is known, with ripples."""
    random, line = Random(f"levels {code}"), {}
    for (far, high), (near, low) in pairwise(known):
        for ago in range(far, near - 1, -1):
            ripple = 0.0 if ago in (far, near) else random.uniform(-_RIPPLE, _RIPPLE)
            line[ago] = round(low + (high - low) * (ago - near) / (far - near) + ripple, 2)
    return line
