"""One boundary written as text: a geometry, a feature, or a collection of a single feature."""

import json
from typing import Any

from ptmb.geometry.file import AreaFile, read_area_file
from ptmb.geometry.findings import Unusable
from ptmb.geometry.json_text import parsed


def read_boundary(text: str, *, code: str, name: str, district: str) -> AreaFile:
    """The text as a file of this one area; no content raises."""
    try:
        geometry = _geometry(parsed(text.encode()))
    except Unusable as refusal:
        return AreaFile(errors=(refusal.finding(),))
    feature = {
        "type": "Feature",
        "properties": {"code": code, "name": name, "district": district},
        "geometry": geometry,
    }
    file = read_area_file(json.dumps({"type": "FeatureCollection", "features": [feature]}).encode())
    # There is but one area: its number would only puzzle.
    return AreaFile(file.areas, tuple(type(one)(one.text, one.values) for one in file.errors))


def _geometry(value: Any) -> Any:
    match value:
        case {"type": "FeatureCollection", "features": [feature]}:
            return _geometry(feature)
        case {"type": "Feature", "geometry": geometry}:
            return geometry
        case _:
            return value
