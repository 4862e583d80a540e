"""How long things take, in buckets of a known width, so that medians come from sums.

The buckets grow by a constant factor, as those of DDSketch do (C. Masson, J. E. Rim, H. K. Lee:
"DDSketch: a fast and fully-mergeable quantile sketch with relative-error guarantees", VLDB 2019,
section 2): bucket i holds the times in (gamma^(i-1), gamma^i] minutes with
gamma = (1 + alpha) / (1 - alpha). Any quantile of more than a minute that is read from them is at
most the part `ERROR` away from the exact one. Counts in equal buckets may be added over days,
areas and crews.
"""

import math
from collections.abc import Mapping

ERROR = 0.025
"""The relative error of a quantile, alpha in the paper."""
_GAMMA = (1 + ERROR) / (1 - ERROR)
_LOG_GAMMA = math.log(_GAMMA)
_MINUTE = 60.0
_LAST = math.ceil(math.log(10 * 366 * 24 * 60) / _LOG_GAMMA)
"""Whatever took longer than ten years."""


def bucket(seconds: float) -> int:
    """The number of the bucket; a minute or less is 0."""
    minutes = seconds / _MINUTE
    if minutes <= 1:
        return 0
    return min(_LAST, math.ceil(math.log(minutes) / _LOG_GAMMA - 1e-9))


def seconds_of(number: int) -> float:
    """The time that stands for a bucket, at most `ERROR` from any in it (the paper, lemma 2)."""
    return _MINUTE * (2 * _GAMMA**number / (_GAMMA + 1) if number else 1.0)


def quantile(counts: Mapping[int, int], part: float) -> float | None:
    """The time in seconds that `part` (0 to 1) of all stayed below or at; None without any.

    The element of rank floor(1 + part * (n - 1)), as in the paper's definition of a quantile.
    """
    whole = sum(counts.values())
    if whole <= 0:
        return None
    rank = math.floor(1 + part * (whole - 1))
    seen = 0
    for number in sorted(counts):
        seen += counts[number]
        if seen >= rank:
            return seconds_of(number)
    return None


def median(counts: Mapping[int, int]) -> float | None:
    """The middle time in seconds, see `quantile`."""
    return quantile(counts, 0.5)
