"""How soon complaints are finished: for each category the share that was done within a time."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ptmb.domain.durations import bucket, quantile
from ptmb.web.filters import number
from ptmb.web.languages import gettext, ngettext

_HOUR = 3600
_HOURS = (1, 2, 3, 4, 6, 9, 12, 18, 24, 36, 48, 72, 96, 120, 168, 240, 336, 504, 720)
"""The steps of the curves, close together where a crew's day decides."""
_NAMED_HOURS = frozenset({1, 6, 24, 72, 168, 720})
"""The steps that the time axis names."""
_DAYS_FROM = 48
_WHOLE_DAYS_FROM = 10
_MOST_CURVES = 4
"""More lines than these with the whole and the rest cannot be told apart."""


@dataclass(frozen=True)
class Step:
    """A time since receipt, in hours."""

    hours: int
    words: str
    named: bool


@dataclass(frozen=True)
class Curve:
    """Of `counted` finished complaints the percent done within each step."""

    name: str
    counted: int
    median: str
    percents: tuple[float, ...]


@dataclass(frozen=True)
class CumulativeCurves:
    """The whole first, then the categories with the most finished complaints, then the rest."""

    steps: tuple[Step, ...]
    curves: tuple[Curve, ...]
    sentence: str


def cumulative_curves(
    categories: Mapping[str, Mapping[int, int]], *, least: int = 5
) -> CumulativeCurves:
    """From the times of finished complaints in the buckets of `domain.durations`, by category.

    Args:
        categories: by the name that is shown.
        least: a category with fewer finished complaints goes into the rest.
    """
    whole = _sum(categories.values())
    ranked = sorted(categories, key=lambda name: (-sum(categories[name].values()), name))
    shown = [name for name in ranked[:_MOST_CURVES] if sum(categories[name].values()) >= least]
    rest = _sum(categories[name] for name in ranked if name not in shown)
    parts = {name: Counter(categories[name]) for name in shown}
    if shown and rest.total() >= least:
        parts[gettext("Lainnya")] = rest
    steps = tuple(Step(hours, time_words(hours), hours in _NAMED_HOURS) for hours in _HOURS)
    if whole.total() < least:
        return CumulativeCurves(steps, (), gettext("Belum cukup laporan selesai dalam masa ini."))
    curves = [_curve(gettext("Semua"), whole), *(_curve(*part) for part in parts.items())]
    return CumulativeCurves(steps, tuple(curves), _sentence(whole))


def time_words(hours: float) -> str:
    """1 jam, 36 jam, 2,5 hari, 21 hari: whole hours below two days, half days below ten."""
    if hours < 1:
        return gettext("kurang dari 1 jam")
    if round(hours) < _DAYS_FROM and round(hours) != 24:
        return gettext("%(h)s jam", h=round(hours))
    days = round(hours / 12) / 2
    if days == int(days) or days > _WHOLE_DAYS_FROM:
        return ngettext("%(num)s hari", "%(num)s hari", round(days))
    return gettext("%(days)s hari", days=number(days, 1))


def _sum(parts: Iterable[Mapping[int, int]]) -> Counter[int]:
    total: Counter[int] = Counter()
    for part in parts:
        total.update(part)
    return total


def _curve(name: str, times: Counter[int]) -> Curve:
    whole = times.total()
    within = [
        sum(count for slot, count in times.items() if slot <= bucket(hours * _HOUR))
        for hours in _HOURS
    ]
    return Curve(
        name=name,
        counted=whole,
        median=_quantile_words(times, 0.5),
        percents=tuple(round(count * 100 / whole, 1) for count in within),
    )


def _quantile_words(times: Counter[int], part: float) -> str:
    seconds = quantile(times, part)
    return time_words(seconds / _HOUR) if seconds is not None else ""


def _sentence(whole: Counter[int]) -> str:
    return gettext(
        "%(n)s selesai: separuh dalam %(half)s, sembilan dari sepuluh dalam %(most)s.",
        n=number(whole.total()),
        half=_quantile_words(whole, 0.5),
        most=_quantile_words(whole, 0.9),
    )
