"""The areas with the most complaints: where each is heading, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from ptmb.domain.lifecycle import Cause
from ptmb.domain.supply import SupplyState
from ptmb.domain.trends import TREND_LOOK, trend
from ptmb.queries import figures
from ptmb.queries.catalogue import AreaView, catalogue
from ptmb.queries.supply_now import AreaSupply
from ptmb.web.filters import StateView, cause_view

_NOW = {
    SupplyState.DISTURBED: ("bad", "alert-triangle"),
    SupplyState.REPAIR: ("fix", "tool"),
    SupplyState.RATIONED: ("turn", "clock-hour-4"),
}


@dataclass(frozen=True)
class Worst:
    """An area with its complaints, where it is heading and why."""

    rank: int
    area: AreaView
    total: int
    open: int
    trend: StateView
    reason: StateView


def worst_areas(
    counts: figures.Counts,
    supplies: Mapping[int, AreaSupply],
    today: date,
    *,
    most: int,
) -> list[Worst]:
    """Areas with the most complaints, the last seven days against the seven before; one query."""
    ranked = most_complaints(counts)[:most]
    weeks = figures.weeks(ranked, today)
    return [
        Worst(
            rank=number,
            area=catalogue().areas[area],
            total=counts.areas[area],
            open=counts.open_areas[area],
            trend=heading(weeks, area),
            reason=reason(counts, area, supplies.get(area)),
        )
        for number, area in enumerate(ranked, start=1)
    ]


def most_complaints(counts: figures.Counts) -> list[int]:
    """The ids of the known areas with complaints, the most first."""
    areas = catalogue().areas
    return sorted(
        (area for area in counts.areas if area in areas),
        key=lambda area: (-counts.areas[area], areas[area].name),
    )


def heading(weeks: figures.Weeks, area: int) -> StateView:
    """Where an area is heading, in a word."""
    this_week, last_week = weeks.latest[area], weeks.before[area]
    word, icon, tone = TREND_LOOK[trend(this_week, last_week)]
    return StateView(tone, icon, gettext(word), f"{last_week} → {this_week}")


def reason(counts: figures.Counts, area: int, supply: AreaSupply | None) -> StateView:
    """What is wrong there now, if that is known; else the cause of most of its complaints."""
    if supply is not None and supply.state in _NOW:
        return _now(supply)
    found = {cause: counts.area_causes[area, cause] for cause in Cause}
    main = max(found, key=lambda cause: found[cause])
    if found[main] * 2 <= counts.areas[area]:
        return StateView("none", "help-circle", gettext("penyebab beragam"), "")
    return cause_view(main)


def _now(supply: AreaSupply) -> StateView:
    tone, icon = _NOW[supply.state]
    if supply.incident is not None:
        return StateView(tone, icon, supply.incident.title, supply.incident.code)
    return StateView(tone, icon, gettext("sedang bergilir"), "")
