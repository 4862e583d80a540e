"""Whether something gets better or worse: this week against the week before."""

from enum import StrEnum

from ptmb.domain.words import N_

_NOTICEABLE = 2
"""A change of fewer complaints than this is chance, not a trend."""


class Trend(StrEnum):
    UP = "up"
    FLAT = "flat"
    DOWN = "down"


TREND_LOOK = {
    Trend.UP: (N_("naik"), "trending-up", "bad"),
    Trend.FLAT: (N_("tetap"), "arrow-right", "none"),
    Trend.DOWN: (N_("turun"), "trending-down", "ok"),
}


def trend(now: int, before: int) -> Trend:
    """More or fewer complaints than in the period before of the same length.

    The difference must exceed the square root of their sum, the standard deviation of the
    difference of two Poisson counts, so that chance is not called a trend.
    """
    difference = now - before
    if abs(difference) < _NOTICEABLE or difference**2 <= now + before:
        return Trend.FLAT
    return Trend.UP if difference > 0 else Trend.DOWN


_ENOUGH_TIMES = 5
"""Fewer finished complaints than this have no telling middle."""
_NOTICEABLE_PART = 0.1


def time_trend(now: float | None, before: float | None, counted: tuple[int, int]) -> Trend | None:
    """Whether a median time grew; a tenth more or less is none, None: nothing to compare.

    Args:
        counted: how many complaints each of the two medians stands for.
    """
    if now is None or before is None or min(counted) < _ENOUGH_TIMES:
        return None
    if abs(now - before) <= _NOTICEABLE_PART * before:
        return Trend.FLAT
    return Trend.UP if now > before else Trend.DOWN
