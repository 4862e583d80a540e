"""Which days are out of the ordinary: Laney's u' chart over complaints a day.

P. B. Laney: "Improved Control Charts for Attributes", Quality Engineering 14 (2002), 531-537. A
plain Shewhart chart takes counts for Poisson ones. Complaints come in clusters, so their variance
is larger, and it would call every other day unusual. Laney widens its limits by sigma_z, the
spread of the standardised counts from one day to the next:

    centre +- 3 * sqrt(centre) * sigma_z

The connections of a city are the same from one day to the next. So the area of opportunity is
constant, and rates per 1,000 connections and counts mark the same days; these are counts.

Three choices of ours. The centre is the mean of the middle half of the days, and sigma_z comes from
the median of the moving ranges (of normal values it is 0.954 sigma), not from their mean. So floods
in the baseline hide no other flood and make no ordinary day look empty, as long as they are fewer
than a quarter of its days; a lasting change becomes ordinary within a month. And sigma_z is at
least 1, the spread of Poisson counts, so that a very even month marks nothing by chance.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import fmean, median

BASELINE = 28
"""Days before the judged one: whole weeks, so that each weekday counts alike."""
_FEWEST = 14
"""With fewer days before it no day is judged."""
_LEAST = 1.0
"""Complaints a day: below, two on one day would already be out of the ordinary."""
_WIDTH = 3.0
_MEDIAN_RANGE = 0.954
"""The median of |a - b| of two normal values, in standard deviations: 0.6745 * sqrt(2)."""
_WEEK = 7


class Unusual(StrEnum):
    HIGH = "high"
    LOW = "low"


@dataclass(frozen=True)
class Limits:
    """What is ordinary, in complaints a day; the limits themselves are."""

    centre: float
    lower: float
    upper: float

    def judge(self, count: int) -> Unusual | None:
        if count > self.upper:
            return Unusual.HIGH
        return Unusual.LOW if count < self.lower else None


def limits(before: Sequence[int]) -> Limits | None:
    """From the counts of the days before, in order; None where they are too few to say."""
    if len(before) < _FEWEST:
        return None
    centre = _middle(before)
    if centre < _LEAST:
        return None
    spread = math.sqrt(centre)
    moving = median(abs(one - other) for one, other in pairwise(before)) / spread
    reach = _WIDTH * spread * max(1.0, moving / _MEDIAN_RANGE)
    return Limits(centre, max(0.0, centre - reach), centre + reach)


def _middle(counts: Sequence[int]) -> float:
    """The mean without the highest and the lowest quarter."""
    cut = len(counts) // 4
    return fmean(sorted(counts)[cut : len(counts) - cut])


def limits_by_day(counts: Sequence[int]) -> list[Limits | None]:
    """For each day the limits that its `BASELINE` days before give.

    Days before the first complaint are no baseline: the city had not begun to count.
    """
    start = _first(counts)
    return [limits(counts[max(start, number - BASELINE) : number]) for number in range(len(counts))]


def week_means(counts: Sequence[int]) -> list[float | None]:
    """The mean of each day and the six before it; None before the first complaint's seventh day."""
    known = _first(counts) + _WEEK - 1
    return [
        fmean(counts[number - _WEEK + 1 : number + 1]) if number >= known else None
        for number in range(len(counts))
    ]


def _first(counts: Sequence[int]) -> int:
    return next((number for number, count in enumerate(counts) if count), len(counts))
