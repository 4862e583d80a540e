"""Small area files, made in the test that needs them."""

import json
from collections.abc import Sequence
from typing import Any

from ptmb.geometry.file import AreaFile, PresentArea, read_area_file

Json = Any  # whatever a stranger may write into a file


def ring(west: float, south: float, east: float, north: float) -> list[list[float]]:
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def polygon(*rings: Json) -> Json:
    return {"type": "Polygon", "coordinates": list(rings)}


WEST = polygon(ring(116.80, -1.30, 116.85, -1.20))
EAST = polygon(ring(116.85, -1.30, 116.90, -1.20))
BOW_TIE = polygon([[116.8, -1.3], [116.9, -1.2], [116.9, -1.3], [116.8, -1.2], [116.8, -1.3]])


def feature(
    code: Json = "64.71.01.1001",
    name: Json = "Manggar",
    district: Json = "Balikpapan Timur",
    geometry: Json = WEST,
) -> Json:
    properties = {"code": code, "name": name, "district": district}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def read(*features: Json, present: Sequence[PresentArea] = (), **more: Json) -> AreaFile:
    collection = {"type": "FeatureCollection", "features": list(features), **more}
    return read_area_file(json.dumps(collection).encode(), present=present)


def errors(area_file: AreaFile) -> list[str]:
    return [str(error) for error in area_file.errors]


def warnings(area_file: AreaFile) -> list[str]:
    return [str(warning) for warning in area_file.warnings]


def present(code: str, name: str, geometry: Json) -> PresentArea:
    return PresentArea(code, name, json.dumps(geometry))
