"""Day by day: how many came in, how many were finished, and which days were out of the ordinary."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import ceil, floor

from ptmb.domain.control_limits import BASELINE, Limits, Unusual, limits_by_day, week_means
from ptmb.web.filters import day as day_words
from ptmb.web.filters import number
from ptmb.web.languages import gettext, ngettext

LOOK_BACK = BASELINE
"""Days to ask for before the first shown one, so that this one can be judged already."""
_MOST_NAMED = 5
"""More unusual days than this are counted, not listed."""

DayLinks = Callable[[date], tuple[str, str]]
"""The addresses of the lists of a day: what came in, what was finished."""


@dataclass(frozen=True)
class TrendDay:
    """One day in complaints; `lower` and `upper` are the last ordinary counts.

    Args:
        mean7: received, over this day and the six before; None where not all are known.
        running: the day is not over, so only too many are noticed, not too few.
    """

    day: date
    received: int
    finished: int
    mean7: float | None
    lower: int | None
    upper: int | None
    unusual: Unusual | None
    running: bool
    received_url: str
    finished_url: str

    @property
    def note(self) -> str:
        """What is special about the day, in words."""
        if self.unusual is Unusual.HIGH:
            return gettext("di luar kebiasaan, lebih banyak")
        if self.unusual is Unusual.LOW:
            return gettext("di luar kebiasaan, lebih sedikit")
        return gettext("hari ini, belum selesai") if self.running else ""


@dataclass(frozen=True)
class TrendSeries:
    """The days in order, and what they show in a sentence."""

    days: tuple[TrendDay, ...]

    @property
    def unusual(self) -> list[date]:
        return [one.day for one in self.days if one.unusual]

    @property
    def judged(self) -> bool:
        """Whether enough days lie before any of these to say what is ordinary."""
        return any(one.upper is not None for one in self.days)

    @property
    def sentence(self) -> str:
        words = gettext(
            "%(days)s hari: %(received)s masuk, %(finished)s selesai",
            days=len(self.days),
            received=number(sum(one.received for one in self.days)),
            finished=number(sum(one.finished for one in self.days)),
        )
        return f"{words}; {_unusual_words(self.unusual)}." if self.judged else f"{words}."


def trend_series(
    days: Sequence[date],
    counted: tuple[Mapping[date, int], Mapping[date, int]],
    *,
    shown: int,
    today: date | None = None,
    links: DayLinks | None = None,
) -> TrendSeries:
    """The last `shown` of the days, judged by those before.

    Args:
        days: without a gap and in order, best `LOOK_BACK` more than are shown.
        counted: complaints received, and finished, by day of the city.
        today: the day that is not over yet, if it is among the days.
    """
    received, finished = counted
    counts = [received.get(day, 0) for day in days]
    rows = zip(days, counts, week_means(counts), limits_by_day(counts), strict=True)
    return TrendSeries(
        tuple(
            _day((day, count, finished.get(day, 0)), mean7, found, day == today, links)
            for day, count, mean7, found in list(rows)[-shown:]
        )
    )


def _day(
    figures: tuple[date, int, int],
    mean7: float | None,
    found: Limits | None,
    running: bool,
    links: DayLinks | None,
) -> TrendDay:
    day, received, finished = figures
    unusual = found.judge(received) if found else None
    received_url, finished_url = links(day) if links else ("", "")
    return TrendDay(
        day=day,
        received=received,
        finished=finished,
        mean7=None if running else mean7,
        lower=ceil(found.lower) if found else None,
        upper=floor(found.upper) if found else None,
        unusual=None if running and unusual is Unusual.LOW else unusual,
        running=running,
        received_url=received_url,
        finished_url=finished_url,
    )


def _unusual_words(days: list[date]) -> str:
    """Which days, by name while they are few: 30 Januari, 2 dan 5 Februari."""
    if not days:
        return gettext("tidak ada hari di luar kebiasaan")
    words = ngettext("%(num)s hari di luar kebiasaan", "%(num)s hari di luar kebiasaan", len(days))
    if len(days) > _MOST_NAMED:
        last = gettext("terakhir %(day)s", day=day_words(days[-1], "d MMMM"))
        return f"{words} ({last})"
    return f"{words} ({_named(days)})"


def _named(days: list[date]) -> str:
    """Each month is said once, behind its last day."""
    names = []
    for _, group in groupby(days, key=lambda day: (day.year, day.month)):
        *others, last = group
        names += [str(day.day) for day in others] + [day_words(last, "d MMMM")]
    *before, end = names
    if not before:
        return end
    return gettext("%(days)s dan %(last)s", days=", ".join(before), last=end)
