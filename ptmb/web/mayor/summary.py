"""The ten-second screen: gathers its figures, says them in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext, ngettext

from ptmb.domain.months import month_before
from ptmb.domain.periods import Period, PeriodKind, past_month, this
from ptmb.domain.shares import sentence
from ptmb.models import Complaint
from ptmb.queries import figures
from ptmb.queries.ledger import Line, Work
from ptmb.queries.longest import longest_open, most_overdue
from ptmb.queries.overview import overview
from ptmb.queries.rating_comments import RatingComment, rating_comments
from ptmb.queries.supply_now import city_supply
from ptmb.web.charts.trend import LOOK_BACK, TrendSeries
from ptmb.web.filters import local
from ptmb.web.mayor.area_shades import silent_areas
from ptmb.web.mayor.charts import month_trend
from ptmb.web.mayor.city_map import CityMap, city_map
from ptmb.web.mayor.comparison import Change, compared
from ptmb.web.mayor.lists import Lists
from ptmb.web.mayor.why import Share, shares_of, water_sentences
from ptmb.web.mayor.work_rows import CategoryRow, CrewRow, category_rows, crew_rows, months_of
from ptmb.web.mayor.worst import Worst, worst_areas
from ptmb.web.reservoir_words import LevelView, main_view

_DAYS = 30
_MOST, _FEW = 5, 3
_MARKED = 3
"""So many of the worst areas have a number on the map."""


@dataclass(frozen=True)
class Earlier:
    """A period of the past with its counts, for one in which nothing has come in yet."""

    period: Period
    counts: figures.Counts
    lists: Lists


@dataclass(frozen=True)
class Summary:
    """Everything on the screen; days are the city's.

    Attributes:
        months: the whole months over which the slowest categories are counted.
        earlier: stands beside a period in which nothing has come in yet.
        manages: whether the reader leads the work and may see who holds what.
    """

    at: datetime
    today: date
    period: Period
    lists: Lists
    counts: figures.Counts
    earlier: Earlier | None
    present: figures.Present
    days: figures.Days
    carried: Line
    shares: list[Share]
    why: str
    raw_water: list[str]
    worst: list[Worst]
    trend: TrendSeries
    map: CityMap
    water: LevelView | None
    work: Work
    changes: list[Change]
    overdue: Sequence[Complaint]
    longest: Sequence[Complaint]
    slowest: list[CategoryRow]
    months: Period
    crews: list[CrewRow]
    comments: Sequence[RatingComment]
    manages: bool

    @property
    def oldest(self) -> Complaint | None:
        return self.longest[0] if self.longest else None

    @property
    def oldest_words(self) -> str:
        return self.age(self.oldest) if self.oldest else ""

    @property
    def finished_today(self) -> int:
        return self.days.finished[self.today]

    def age(self, complaint: Complaint) -> str:
        """How long it has been open."""
        days = (self.today - local(complaint.created_at).date()).days
        return ngettext("%(num)s hari", "%(num)s hari", days) if days else gettext("hari ini")

    @property
    def is_month(self) -> bool:
        return self.period.kind is PeriodKind.MONTH

    @property
    def only_today(self) -> Period:
        return this(PeriodKind.TODAY, self.today)


def summarise(period: Period, at: datetime, *, manages: bool) -> Summary:
    """A period and this moment: a fixed number of queries over roll-ups and short index ranges."""
    today = local(at).date()
    found, longest = overview(period), longest_open(_MOST)
    counts, done = found.counts, found.work
    days = figures.days(today - timedelta(days=_DAYS + LOOK_BACK - 1), today)
    # Of a period that is over, what is wrong at present explains nothing.
    supplies = {one.area.id: one for one in (city_supply(at) if period.running else ())}
    present, water = figures.present(at), main_view(at)
    waters = {area: supply.water for area, supply in supplies.items() if supply.water}
    lists, worst = Lists(period), worst_areas(counts, supplies, today, most=_MOST)
    return Summary(
        at=at,
        today=today,
        period=period,
        lists=lists,
        counts=counts,
        earlier=None if counts.received else _earlier(period),
        present=present,
        days=days,
        carried=found.ledger(present.open).carried,
        shares=shares_of(counts),
        why=gettext(sentence(counts.causes)),
        raw_water=water_sentences(counts, water, supplies.values()),
        worst=worst,
        trend=month_trend(days, today, _DAYS),
        map=city_map(
            counts, [one.area.id for one in worst[:_MARKED]], silent_areas(counts, waters)
        ),
        water=water,
        work=done,
        changes=compared(found, lists),
        overdue=most_overdue(at, _MOST),
        longest=longest,
        slowest=category_rows(found.category_times)[:_FEW],
        months=months_of(period, today),
        crews=crew_rows(found),
        comments=rating_comments(period, _FEW),
        manages=manages,
    )


def _earlier(period: Period) -> Earlier:
    """The whole month before a month; else as many days before as it has."""
    is_month = period.kind is PeriodKind.MONTH
    before = past_month(month_before(period.first)) if is_month else period.before()
    return Earlier(before, figures.counts(before), Lists(before))
