"""The areas as one GeoJSON text, thinned for a telephone: the ground of the map of step 2."""

import gzip
import json
from typing import Any

from ptmb.geometry.held import Held
from ptmb.queries.catalogue import area_geometries, catalogue

_TOLERANCE_DEG = 0.0002
"""About 22 m: less than a fingertip covers at the closest zoom."""
_DECIMALS = 4
"""Of a degree: 11 m."""

_held: Held[bytes] = Held()


def area_outlines() -> bytes:
    """Gzipped GeoJSON of every area with its id and name; made once for each edition."""
    present = catalogue()
    return _held.get(present.edition, None, _drawn)


def _drawn() -> bytes:
    import shapely  # noqa: PLC0415  loads numpy too: only the first map of a process pays for it

    rows = area_geometries()
    exact = shapely.from_geojson([text for _, text in rows])
    thin = shapely.coverage_simplify(exact, _TOLERANCE_DEG)
    names = catalogue().areas
    features = [
        {
            "type": "Feature",
            "id": area_id,
            "properties": {"name": names[area_id].name},
            "geometry": _rounded(json.loads(shapely.to_geojson(shape))),
        }
        for (area_id, _), shape in zip(rows, thin, strict=True)
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    return gzip.compress(text.encode(), 9, mtime=0)


def _rounded(geometry: dict[str, Any]) -> dict[str, Any]:
    return {"type": geometry["type"], "coordinates": _numbers(geometry["coordinates"])}


def _numbers(tree: Any) -> Any:
    if isinstance(tree, float | int):
        return round(tree, _DECIMALS)
    return [_numbers(branch) for branch in tree]
