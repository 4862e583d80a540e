"""The city in approximate cells, and the eye that reads a drawing of it back."""

import json
import re

import shapely

from ptmb.domain.city import AREAS, MAP_CROP, OUTLINE
from ptmb.geometry.cells import approximate_cells
from ptmb.geometry.drawing import Spot, draw_map

Ring = list[list[float]]

CELLS = [
    (number, text)
    for number, text in enumerate(
        approximate_cells({area.code: area.centre for area in AREAS}, OUTLINE).values(), start=1
    )
]
NUMBER = {area.name: number for number, area in enumerate(AREAS, start=1)}
CITY = draw_map(CELLS, crop=MAP_CROP)


def square(west: float, south: float, east: float, north: float, *holes: Ring) -> str:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return json.dumps({"type": "Polygon", "coordinates": [ring, *holes]})


def traced(d: str) -> shapely.Polygon:
    """The polygon that a browser draws for `d`: absolute starts, relative steps."""
    assert re.fullmatch(r"(M\d+ \d+l-?\d+([ -]\d+)*z)+", d)
    rings = []
    for subpath in d.rstrip("z").split("z"):
        start, steps = subpath[1:].split("l")
        x, y = (int(number) for number in start.split())
        ring = [(x, y)]
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        rings.append(ring)
    return shapely.Polygon(rings[0], rings[1:])


def middle(spot: Spot) -> shapely.Point:
    return shapely.Point(spot)
