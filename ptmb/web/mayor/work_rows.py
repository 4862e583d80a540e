"""Who finished how much and how fast, by crew and by category; never by person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext

from ptmb.domain.durations import median
from ptmb.domain.months import month_after
from ptmb.domain.periods import Period, PeriodKind
from ptmb.models import Category
from ptmb.queries.catalogue import catalogue
from ptmb.queries.complaint_list import NOWHERE
from ptmb.queries.crew_names import crew_names
from ptmb.queries.overview import Overview, Times
from ptmb.web.durations import duration_words

_ENOUGH = 5
"""Of fewer finished complaints a category's middle time is chance."""


@dataclass(frozen=True)
class CrewRow:
    """`median` is empty where the times are not kept apart; the late ones are among `finished`."""

    crew_id: int
    name: str
    finished: int
    late: int
    median: str

    @property
    def late_percent(self) -> int:
        return round(self.late * 100 / self.finished) if self.finished else 0


@dataclass(frozen=True)
class CategoryRow:
    """A category with its middle time; `finished` in the whole months, see `months_of`."""

    category: Category
    finished: int
    seconds: float
    median: str


def crew_rows(found: Overview) -> list[CrewRow]:
    """The crews that finished something, the most first; at most one query."""
    work, times = found.work, found.crew_times
    if not work.crews:
        return []
    names = {**crew_names(), NOWHERE: gettext("Tanpa tim")}
    rows = [
        CrewRow(crew, names.get(crew, ""), finished, work.late_crews[crew], _median(times, crew))
        for crew, finished in work.crews.items()
    ]
    return sorted(rows, key=lambda row: (-row.finished, row.name))


def category_rows(times: Times) -> list[CategoryRow]:
    """Categories with enough finished complaints to have a middle, the slowest first."""
    categories = catalogue().categories
    rows = [
        CategoryRow(categories[key], counts.total(), found, duration_words(found))
        for key, counts in times.items()
        if counts.total() >= _ENOUGH and (found := median(counts)) is not None
    ]
    return sorted(rows, key=lambda row: -row.seconds)


def months_of(period: Period, today: date) -> Period:
    """The whole months a period touches: over these the times of categories are kept.

    The month of today ends today, since nothing is finished later.
    """
    last = min(month_after(period.last) - timedelta(days=1), today)
    return Period(PeriodKind.CUSTOM, period.first.replace(day=1), last, running=period.running)


def _median(times: Mapping[int, Mapping[int, int]], crew: int) -> str:
    found = median(times.get(crew, {}))
    return "" if found is None else duration_words(found)
