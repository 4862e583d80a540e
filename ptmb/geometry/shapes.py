"""Shapes drawn on the map: a circle as a polygon, and which areas a shape touches."""

import json
import math
from collections.abc import Iterable

from ptmb.domain.geography import Point, metres_per_degree

_CORNERS = 48
_DECIMALS = 6


def circle(centre: Point, radius_m: float) -> str:
    """GeoJSON text of a polygon around the circle's middle; its corners lie on the circle."""
    north_m, east_m = metres_per_degree(centre.lat)
    ring = []
    for corner in range(_CORNERS):
        angle = 2 * math.pi * corner / _CORNERS
        lng = centre.lng + radius_m * math.cos(angle) / east_m
        lat = centre.lat + radius_m * math.sin(angle) / north_m
        ring.append([round(lng, _DECIMALS), round(lat, _DECIMALS)])
    geometry = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    return json.dumps(geometry, separators=(",", ":"))


def touched(geometry: str, areas: Iterable[tuple[int, str]]) -> list[int]:
    """Ids of the areas that share ground with the shape; a shared edge alone is not enough."""
    import shapely  # noqa: PLC0415  loads numpy too: only whoever draws a shape pays for it

    shape = shapely.from_geojson(geometry)
    shapely.prepare(shape)
    return [
        area_id
        for area_id, text in areas
        if shapely.intersection(shape, shapely.from_geojson(text)).area > 0
    ]
