"""The cells of the heat map with the most complaints, named by the area in which they lie."""

from collections.abc import Mapping
from dataclasses import dataclass

from ptmb.domain.compass import wind
from ptmb.domain.geography import Point, distance_m
from ptmb.geometry.hexagons import middle
from ptmb.queries.area_at import area_at
from ptmb.queries.catalogue import AreaView, catalogue

MOST = 10


@dataclass(frozen=True)
class Dense:
    """A cell with its complaints. `distance_m` and `wind` lead there from the area's middle."""

    rank: int
    cell: str
    total: int
    area: AreaView
    distance_m: float
    wind: str


def densest(cells: Mapping[str, int], most: int = MOST) -> list[Dense]:
    """The first of them; equal ones in the order of their names. Needs no query of its own."""
    if not catalogue().areas:
        return []
    ranked = sorted(cells.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    return [_dense(rank, cell, total) for rank, (cell, total) in enumerate(ranked, start=1)]


def _dense(rank: int, cell: str, total: int) -> Dense:
    here = Point(*middle(cell))
    area = area_at(here) or _nearest(here)
    start = _middle_of(area)
    return Dense(rank, cell, total, area, distance_m(start, here), wind(start, here))


def _nearest(point: Point) -> AreaView:
    """For a cell whose middle lies in the sea or beyond the city."""
    areas = catalogue().areas.values()
    return min(areas, key=lambda area: distance_m(_middle_of(area), point))


def _middle_of(area: AreaView) -> Point:
    return Point(area.latitude, area.longitude)
