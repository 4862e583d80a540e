"""Approximate areas for a city whose official boundaries have not been imported yet."""

import json
from collections.abc import Mapping, Sequence

from ptmb.domain.geography import Point

_DECIMALS = 6
"""Of a degree: about 0.1 m, finer than any boundary here is known."""


def approximate_cells(centres: Mapping[str, Point], outline: Sequence[Point]) -> dict[str, str]:
    """GeoJSON text per code: what lies nearer to its centre than to any other, inside the outline.

    Nearer in degrees, which at the equator is nearer in metres. Neighbours share their edges
    exactly. Every centre must lie inside the outline, and no two on one place: ValueError.
    """
    import shapely  # noqa: PLC0415  loads numpy too: only whoever needs the cells pays for it

    border = shapely.Polygon([(point.lng, point.lat) for point in outline])
    places = [(point.lng, point.lat) for point in centres.values()]
    if len(set(places)) < len(places):
        raise ValueError("Two areas have the same centre")
    if not shapely.contains_xy(border, places).all():
        raise ValueError("A centre lies outside the outline")

    around = shapely.voronoi_polygons(
        shapely.MultiPoint(places), extend_to=border.envelope.buffer(1.0), ordered=True
    )
    cells = shapely.intersection(shapely.get_parts(around), border)
    rounded = shapely.set_precision(cells, 10.0**-_DECIMALS)
    return {
        code: json.dumps(shapely.geometry.mapping(cell), separators=(",", ":"))
        for code, cell in zip(centres, rounded, strict=True)
    }
