"""The three maps of the places: by area, every complaint as a dot, and the density of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext

from ptmb.domain.periods import Period
from ptmb.domain.shades import steps
from ptmb.domain.words import N_
from ptmb.queries.breakdowns import hexagons
from ptmb.queries.densest import Dense, densest
from ptmb.queries.figures import Counts
from ptmb.queries.newest_points import PointOf, newest_points
from ptmb.web.hexagon_map import HexagonMap, hexagon_map
from ptmb.web.mayor.area_shades import AreaShades, MapLink, area_shades, map_href
from ptmb.web.periods import period_query

PER_PAGE = 50


class MapKind(StrEnum):
    """As they stand in addresses."""

    AREAS = "kelurahan"
    POINTS = "titik"
    HEAT = "kepadatan"


_WORDS = {
    MapKind.AREAS: N_("Kelurahan"),
    MapKind.POINTS: N_("Titik"),
    MapKind.HEAT: N_("Kepadatan"),
}


@dataclass(frozen=True)
class Points:
    """A page of the newest complaints; `shown` on the map, `missing` have no point to show."""

    rows: list[PointOf]
    shown: int
    missing: int
    source: str
    next_href: str | None


@dataclass(frozen=True)
class Heat:
    """The hexagons and the densest of them; `missing` have no point, so they lie in none."""

    map: HexagonMap
    densest: list[Dense]
    missing: int


@dataclass(frozen=True)
class PlaceMaps:
    """The switch, and the one map that was asked for; the two others are None.

    `more` is what an address must carry beside the period to show the same map again; `received`
    are all of the period, with a point or without.
    """

    period: Period
    more: dict[str, str]
    received: int
    links: list[MapLink]
    areas: AreaShades | None = None
    points: Points | None = None
    heat: Heat | None = None


def place_maps(args: Mapping[str, str], period: Period, counts: Counts, at: datetime) -> PlaceMaps:
    """The map an address asks for; without one, or with nonsense, the areas.

    At most two queries; what they cost does not depend on how many complaints there are.

    Args:
        args: `peta` is a `MapKind`, `ukuran` "per-1000" for rates, `sebelum` the page of the dots.
        counts: what was received in the period.
    """
    kind = next((one for one in MapKind if one == args.get("peta")), MapKind.AREAS)
    links = [
        MapLink(gettext(word), map_href(period, peta=one.value), one is kind)
        for one, word in _WORDS.items()
    ]
    shown = PlaceMaps(period, {"peta": kind.value}, counts.received, links)
    if kind is MapKind.POINTS:
        return replace(shown, points=_points(args, period, counts.received))
    if kind is MapKind.HEAT:
        return replace(shown, heat=_heat(period, counts.received))
    areas = area_shades(args, period, counts, at)
    return replace(shown, more={**shown.more, **areas.more}, areas=areas)


def _points(args: Mapping[str, str], period: Period, received: int) -> Points:
    """Two queries, whatever the period: the newest by an index, how many by the roll-ups."""
    newest = newest_points(period)
    before = args.get("sebelum", "")
    start = next((n for n, row in enumerate(newest, 1) if str(row.id) == before), 0)
    rows = newest[start : start + PER_PAGE]
    more = start + PER_PAGE < len(newest)
    return Points(
        rows=rows,
        shown=len(newest),
        missing=max(0, received - hexagons(period).total()),
        source=f"{url_for('mayor.points')}?{urlencode(period_query(period))}",
        next_href=map_href(period, peta="titik", sebelum=str(rows[-1].id)) if more else None,
    )


def _heat(period: Period, received: int) -> Heat:
    """One query, over the roll-ups."""
    cells = hexagons(period)
    first = densest(cells)
    scale = steps(max(cells.values(), default=0))
    drawn = hexagon_map(cells, scale, [one.cell for one in first])
    return Heat(drawn, first, max(0, received - drawn.total))
