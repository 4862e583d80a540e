"""The ten-second screen: gathers its figures, says them in words."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext, ngettext

from ptmb.adapters.clock import now
from ptmb.domain.geography import Box
from ptmb.domain.lifecycle import Cause
from ptmb.domain.shares import percents, sentence
from ptmb.domain.trends import TREND_LOOK, trend
from ptmb.geometry.drawing import Callout, Frame, MapDrawing, map_drawing
from ptmb.queries import figures
from ptmb.queries.catalogue import AreaView, area_geometries, catalogue
from ptmb.web.filters import StateView, cause_view, local
from ptmb.web.mayor.charts import TrendChart, shades, trend_chart
from ptmb.web.reservoir_words import LevelView, main_view

_DAYS = 30
_WEEK = timedelta(days=7)
_MARKER = 34.0
_INSET = Frame(770, 240, 230, 240)
"""Where the small map of the whole city lies: in the sea, at the lower right."""


@dataclass(frozen=True)
class Share:
    """A cause with its part of the whole, as the stacked bar draws it."""

    cause: Cause
    percent: int
    total: int
    view: StateView

    @property
    def tone(self) -> str:
        return self.view.tone


@dataclass(frozen=True)
class Worst:
    """An area with its complaints and where it is heading."""

    rank: int
    area: AreaView
    total: int
    trend: StateView
    rationed: bool


@dataclass(frozen=True)
class CityMap:
    """The drawing with the shade of each area and the markers of the worst."""

    drawing: MapDrawing
    shades: dict[int, int]
    hatched: frozenset[int]
    callouts: tuple[Callout, ...]
    most: int


@dataclass(frozen=True)
class Summary:
    """Everything on the screen; days are the city's.

    `month_before` stands beside a month in which nothing has come in yet.
    """

    today: date
    first: date
    month: figures.Counts
    month_before: figures.Counts | None
    present: figures.Present
    days: figures.Days
    shares: list[Share]
    why: str
    worst: list[Worst]
    chart: TrendChart
    map: CityMap
    water: LevelView | None

    @property
    def carried(self) -> int:
        """Open complaints from before this month."""
        return max(0, self.present.open - self.month.open)

    @property
    def first_before(self) -> date:
        """The first day of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def trend_sentence(self) -> str:
        """What the chart shows, in words."""
        received = sum(self.days.received.values())
        finished = sum(self.days.finished.values())
        return gettext(
            "30 hari: %(received)s laporan masuk, %(finished)s selesai.",
            received=received,
            finished=finished,
        )

    @property
    def oldest_words(self) -> str:
        if self.present.oldest is None:
            return ""
        days = (self.today - local(self.present.oldest.created_at).date()).days
        return ngettext("%(num)s hari", "%(num)s hari", days) if days else gettext("hari ini")


def summarise() -> Summary:
    """The month so far, and this moment: six queries over roll-ups and short index ranges.

    An empty month asks a seventh, for the month before.
    """
    at = now()
    today = local(at).date()
    first = today.replace(day=1)
    month = figures.counts(first, today)
    days = figures.days(today - timedelta(days=_DAYS - 1), today)
    worst = worst_areas(month, days, today, most=5)
    return Summary(
        today=today,
        first=first,
        month=month,
        month_before=None if month.received else _month_before(first),
        present=figures.present(at, today),
        days=days,
        shares=shares_of(month),
        why=gettext(sentence(month.causes)),
        worst=worst,
        chart=trend_chart(days, first),
        map=city_map(month, worst[:3]),
        water=main_view(at),
    )


def _month_before(first: date) -> figures.Counts:
    last = first - timedelta(days=1)
    return figures.counts(last.replace(day=1), last)


def shares_of(counts: figures.Counts) -> list[Share]:
    """Causes in a fixed order, the unknown last and never hidden in another."""
    found = percents(counts.causes)
    return [
        Share(cause, found[cause], counts.causes[cause], cause_view(cause))
        for cause in (
            Cause.RATIONING,
            Cause.TECHNICAL,
            Cause.QUALITY,
            Cause.CUSTOMER_SIDE,
            Cause.UNKNOWN,
        )
        if cause in found
    ]


def worst_areas(
    counts: figures.Counts, days: figures.Days, today: date, *, most: int
) -> list[Worst]:
    """Areas with the most complaints, with the last seven days against the seven before."""
    areas = catalogue().areas
    named = [(area, total) for area, total in counts.areas.items() if area in areas]
    ranked = sorted(named, key=lambda pair: (-pair[1], areas[pair[0]].name))[:most]
    return [
        Worst(number, areas[area], total, heading(days, area, today), counts.mostly_rationed(area))
        for number, (area, total) in enumerate(ranked, start=1)
    ]


def heading(days: figures.Days, area: int, today: date) -> StateView:
    """Where an area is heading, in a word."""
    this_week = days.in_area(area, today - _WEEK + timedelta(days=1), today)
    last_week = days.in_area(area, today - 2 * _WEEK + timedelta(days=1), today - _WEEK)
    word, icon, tone = TREND_LOOK[trend(this_week, last_week)]
    return StateView(tone, icon, gettext(word), f"{last_week} → {this_week}")


def city_map(counts: figures.Counts, worst: list[Worst]) -> CityMap:
    """The map of the city, cut where the people live."""
    drawing = _drawing()
    shaded = shades(counts)
    return CityMap(
        drawing=drawing,
        shades=shaded,
        hatched=frozenset(area for area in shaded if counts.mostly_rationed(area)),
        callouts=drawing.callouts(
            [one.area.id for one in worst], marker=_MARKER, keep_clear=_INSET
        ),
        most=max((total for area, total in counts.areas.items() if area), default=0),
    )


def _drawing() -> MapDrawing:
    present = catalogue()
    crop = Box(*(float(part) for part in present.settings["map_crop"].split(",")))
    return map_drawing(present.edition, area_geometries, crop=crop)
