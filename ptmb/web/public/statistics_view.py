"""What the page of the public statistics shows, in the words and order of the page."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ptmb.domain.lifecycle import Cause
from ptmb.domain.measures import FULL_MARK_PERCENT
from ptmb.domain.months import months
from ptmb.domain.periods import PERIOD_WORDS, Period, PeriodKind
from ptmb.domain.shares import percents
from ptmb.domain.suppression import Withheld
from ptmb.queries.catalogue import catalogue
from ptmb.queries.figures import days
from ptmb.queries.public_statistics import PublicStatistics, is_month
from ptmb.web.charts.trend import LOOK_BACK, TrendSeries, trend_series
from ptmb.web.durations import duration_words
from ptmb.web.filters import StateView, cause_view, local, number
from ptmb.web.languages import gettext
from ptmb.web.periods import period_query, period_words
from ptmb.web.public.small_counts import counted
from ptmb.web.public.statistics_rows import Row
from ptmb.web.public.statistics_tables import TABLES

MOST_DAYS = 92
"""More days than these are told by month on the page; the file has them all."""
_LEAST_DAYS = 7


@dataclass(frozen=True)
class Share:
    """A cause as the stacked bar draws it."""

    view: StateView
    total: int
    percent: int

    @property
    def tone(self) -> str:
        return self.view.tone


@dataclass(frozen=True)
class CrossRow:
    name: str
    cells: list[str]
    total: int


@dataclass(frozen=True)
class StatisticsPage:
    """The figures of a period with the moment of counting."""

    at: datetime
    figures: PublicStatistics

    @property
    def period(self) -> Period:
        return self.figures.period

    @property
    def words(self) -> str:
        return period_words(self.period)

    @property
    def query(self) -> dict[str, str]:
        return period_query(self.period)

    @property
    def today(self) -> date:
        return local(self.at).date()

    @property
    def kinds(self) -> list[tuple[str, str, bool]]:
        """The periods to choose from: as in the address, as a word, whether it is this one."""
        return [
            (kind.value, gettext(word), kind is self.period.kind)
            for kind, word in PERIOD_WORDS.items()
            if kind is not PeriodKind.CUSTOM
        ]

    def rows(self, table: str) -> list[Row]:
        """Of a table that is given for every period."""
        return TABLES[table].rows(self.figures) or []

    @property
    def knows_connections(self) -> bool:
        """Whether anybody has told how many connections an area has."""
        return any(area.connections for area in catalogue().areas.values())

    @property
    def is_month(self) -> bool:
        return is_month(self.period)

    @property
    def shares(self) -> list[Share]:
        """Each cause with its part; the unknown is hidden in no other."""
        totals = {one: counts.total() for one, counts in self.figures.causes.items()}
        parts = percents(totals)
        return [Share(cause_view(one), totals.get(one, 0), parts.get(one, 0)) for one in Cause]

    @property
    def handled(self) -> str:
        """The share against the full mark, in a sentence; empty when nothing came in."""
        own = self.figures.ledger.received
        if not own.total:
            return ""
        share = own.resolved * 100 / own.total
        words = (
            gettext("%(share)s persen tertangani: nilai penuh (mulai %(full)s persen).")
            if share >= FULL_MARK_PERCENT
            else gettext("%(share)s persen tertangani. Nilai penuh mulai %(full)s persen.")
        )
        return words % {"share": number(share, 1), "full": FULL_MARK_PERCENT}

    @property
    def response(self) -> str:
        return _span(self.figures.response_median)

    @property
    def resolution(self) -> str:
        return _span(self.figures.resolution_median)

    @property
    def by_day(self) -> bool:
        return self.period.length <= MOST_DAYS

    @property
    def trend(self) -> TrendSeries | None:
        """Day by day; None for a long period. A very short one is shown with the days before."""
        if not self.by_day:
            return None
        shown = max(self.period.length, _LEAST_DAYS)
        first = self.period.last - timedelta(days=shown - 1 + LOOK_BACK)
        found = days(first, self.period.last)
        both = (found.received, found.finished)
        return trend_series(found.days, both, shown=shown, today=self.today)

    @property
    def by_month(self) -> list[tuple[date, int, int]]:
        """The first day of each month, what was received and what was finished in it."""
        found = self.figures.days
        sums = {month: [0, 0] for month in months(found.first, found.last)}
        for position, by_day in enumerate((found.received, found.finished)):
            for day, total in by_day.items():
                sums[day.replace(day=1)][position] += total
        return [(month, received, finished) for month, (received, finished) in sums.items()]

    @property
    def area_causes(self) -> list[CrossRow]:
        """Each area that has complaints by cause, small numbers as marks; empty when withheld."""
        shown = self.figures.area_causes
        if shown is None or shown.cells is None:
            return []
        given = TABLES["kelurahan-penyebab"].rows(self.figures) or []
        totals = {str(row["area"]): int(row["received"] or 0) for row in self.rows("kelurahan")}
        width = len(Cause)
        return [
            CrossRow(
                str(given[at]["name"]),
                [_marked(row) for row in given[at : at + width]],
                totals[str(given[at]["area"])],
            )
            for at in range(0, len(given), width)
            if totals[str(given[at]["area"])]
        ]


def _marked(row: Row) -> str:
    withheld = str(row["withheld"])
    return counted(Withheld(withheld) if withheld else int(row["received"] or 0))


def _span(seconds: float | None) -> str:
    return "" if seconds is None else duration_words(seconds)
