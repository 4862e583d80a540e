"""Which of a few drawn shapes hold a point: plain numbers, so that no page loads a library."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ptmb.domain.geography import Box, Point

Ring = tuple[tuple[float, float], ...]
"""Longitude and latitude of the corners; the last one is the first."""


@dataclass(frozen=True, slots=True)
class _Shape:
    id: int
    box: Box
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """Made once, then only read: any number of threads may ask at the same time."""

    shapes: tuple[_Shape, ...] = ()

    @classmethod
    def of(cls, rows: Iterable[tuple[int, str]]) -> "Cover":
        """Id and GeoJSON text (Polygon or MultiPolygon, already checked) of every shape."""
        return cls(tuple(_shape(id_, json.loads(text)) for id_, text in rows))

    def around(self, point: Point) -> tuple[int, ...]:
        """Ids of the shapes that hold the point, in their order; edges count on one side only."""
        return tuple(shape.id for shape in self.shapes if _holds(shape, point))

    def __contains__(self, id_: object) -> bool:
        return any(shape.id == id_ for shape in self.shapes)


def _shape(id_: int, geometry: dict[str, Any]) -> _Shape:
    whole = geometry["coordinates"]
    polygons = [whole] if geometry["type"] == "Polygon" else whole
    rings = tuple(
        tuple((float(corner[0]), float(corner[1])) for corner in ring)
        for polygon in polygons
        for ring in polygon
    )
    lngs = [lng for ring in rings for lng, _ in ring]
    lats = [lat for ring in rings for _, lat in ring]
    return _Shape(id_, Box(min(lats), min(lngs), max(lats), max(lngs)), rings)


def _holds(shape: _Shape, point: Point) -> bool:
    """Even-odd rule over all rings, which leaves holes out (M. Shimrat, CACM 5, 1962, no. 112)."""
    box = shape.box
    if not (box.south <= point.lat <= box.north and box.west <= point.lng <= box.east):
        return False
    return sum(_crossings(ring, point) for ring in shape.rings) % 2 == 1


def _crossings(ring: Ring, point: Point) -> int:
    """How many sides of the ring a line from the point to the east crosses."""
    count = 0
    for (lng, lat), (next_lng, next_lat) in pairwise(ring):
        if (lat > point.lat) != (next_lat > point.lat):
            along = (point.lat - lat) / (next_lat - lat)
            count += point.lng < lng + along * (next_lng - lng)
    return count
