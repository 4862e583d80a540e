"""The heat map as a drawing: hexagons over the city, in five shades, in plain numbers for SVG."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ptmb.domain.geography import Box, Point
from ptmb.domain.shades import Step, shade_of
from ptmb.geometry.drawing import MapDrawing, Spot, map_drawing
from ptmb.geometry.hexagons import corners, middle
from ptmb.queries.catalogue import area_geometries, catalogue


class Rank(NamedTuple):
    """The number written into one of the densest hexagons."""

    number: int
    spot: Spot


class Shaded(NamedTuple):
    """All hexagons of one shade as one path: the page stays short, however many there are."""

    shade: int
    d: str


@dataclass(frozen=True)
class HexagonMap:
    """The drawing of the city with its hexagons; `steps` are the legend, `total` their sum."""

    drawing: MapDrawing
    shaded: list[Shaded]
    ranks: list[Rank]
    steps: list[Step]
    total: int


def hexagon_map(
    cells: Mapping[str, int], steps: list[Step], ranked: Iterable[str] = ()
) -> HexagonMap:
    """Draws the cells; needs the areas, and no query of its own once these are held.

    Args:
        cells: complaints by H3 cell.
        ranked: the densest cells, the first of which is written 1.
    """
    drawing = city_drawing()
    paths: dict[int, list[str]] = {step.shade: [] for step in steps}
    for cell, total in sorted(cells.items()):
        shade = shade_of(total, steps)
        if shade:
            paths[shade].append(_path(cell, drawing))
    ranks = [
        Rank(number, drawing.spot(Point(*middle(cell))))
        for number, cell in enumerate(ranked, start=1)
    ]
    shaded = [Shaded(shade, "".join(parts)) for shade, parts in paths.items() if parts]
    return HexagonMap(drawing, shaded, ranks, steps, sum(cells.values()))


def city_drawing() -> MapDrawing:
    """The map of the city, cut where the people live."""
    present = catalogue()
    crop = Box(*(float(part) for part in present.settings["map_crop"].split(",")))
    return map_drawing(present.edition, area_geometries, crop=crop)


def _path(cell: str, drawing: MapDrawing) -> str:
    """One closed ring in absolute units, so that neighbours share their corners."""
    spots = (drawing.spot(Point(latitude, longitude)) for latitude, longitude in corners(cell))
    return "M" + "L".join(f"{spot.x} {spot.y}" for spot in spots) + "z"
