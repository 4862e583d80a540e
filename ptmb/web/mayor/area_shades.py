"""How the areas are shaded: by counts or by rates, and where a shade would say the wrong thing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext

from ptmb.domain.measures import per_thousand
from ptmb.domain.periods import Period
from ptmb.domain.rationing import WaterDue
from ptmb.domain.supply_state import rationed
from ptmb.queries.catalogue import AreaView, catalogue
from ptmb.queries.figures import Counts
from ptmb.queries.water_due import city_water
from ptmb.web.mayor.charts import shade, shades
from ptmb.web.periods import period_query

_PER_THOUSAND = "per-1000"


@dataclass(frozen=True)
class MapLink:
    """One side of a switch."""

    word: str
    href: str
    current: bool


@dataclass(frozen=True)
class AreaShades:
    """How the areas are drawn, by their ids.

    Attributes:
        ordered: the most complaints, or the highest rate, first.
        rates: complaints per 1,000 connections; empty when counts are shown.
        silent: nothing came in, but by the plan the water is off now: nobody may read that as good.
        unfilled: nobody counted the connections, so there is no rate.
        most: what the darkest shade stands for.
        more: what an address must carry to show it again.
    """

    scales: list[MapLink]
    ordered: list[AreaView]
    shades: dict[int, int]
    rates: dict[int, float]
    silent: frozenset[int]
    unfilled: frozenset[int]
    most: float
    by_rate: bool
    more: dict[str, str]


def area_shades(
    args: Mapping[str, str], period: Period, counts: Counts, at: datetime
) -> AreaShades:
    """Counts, or rates where the address asks for them; its queries are for the water of now."""
    silent = silent_areas(counts, city_water(at)) if period.running else frozenset[int]()
    if args.get("ukuran") == _PER_THOUSAND:
        return _by_rate(period, counts, silent)
    return AreaShades(
        scales=_scales(period, by_rate=False),
        ordered=_ordered(counts.areas),
        shades=shades(counts),
        rates={},
        silent=silent,
        unfilled=frozenset(),
        most=max((total for area, total in counts.areas.items() if area), default=0),
        by_rate=False,
        more={},
    )


def silent_areas(counts: Counts, waters: Mapping[int, WaterDue]) -> frozenset[int]:
    """Areas that sent nothing although their water is off by the plan of this moment.

    Where few people complain the trouble may be as great as elsewhere, which mySociety says of
    FixMyStreet, so these are never drawn as the best of all.

    Args:
        waters: what the plan says about each area, by its id.
    """
    return frozenset(
        area_id
        for area_id, water in waters.items()
        if not counts.areas[area_id] and rationed(water)
    )


def map_href(period: Period, **more: str) -> str:
    """The address of a map; it keeps the period."""
    return f"{url_for('mayor.places')}?{urlencode({**period_query(period), **more})}"


def _by_rate(period: Period, counts: Counts, silent: frozenset[int]) -> AreaShades:
    found = {
        area.id: per_thousand(counts.areas[area.id], area.connections)
        for area in catalogue().areas.values()
    }
    rates = {area_id: rate for area_id, rate in found.items() if rate is not None}
    unfilled = frozenset(found.keys() - rates.keys())
    most = max(rates.values(), default=0.0)
    return AreaShades(
        scales=_scales(period, by_rate=True),
        ordered=_ordered(rates),
        # In thousandths, since the shades are those of whole numbers.
        shades={
            area: shade(round(rate * 1000), round(most * 1000)) for area, rate in rates.items()
        },
        rates=rates,
        silent=silent - unfilled,
        unfilled=unfilled,
        most=most,
        by_rate=True,
        more={"ukuran": _PER_THOUSAND},
    )


def _scales(period: Period, *, by_rate: bool) -> list[MapLink]:
    """No switch as long as nobody has filled in the connections of any area."""
    if not any(area.connections for area in catalogue().areas.values()):
        return []
    counts = map_href(period, peta="kelurahan")
    rates = map_href(period, peta="kelurahan", ukuran=_PER_THOUSAND)
    return [
        MapLink(gettext("Jumlah"), counts, not by_rate),
        MapLink(gettext("Per 1.000 sambungan"), rates, by_rate),
    ]


def _ordered(numbers: Mapping[int, float]) -> list[AreaView]:
    """Those without a number last."""
    areas = catalogue().areas.values()
    return sorted(areas, key=lambda area: (-numbers.get(area.id, -1), area.name))
