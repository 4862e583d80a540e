"""Area files as an administrator has them: the present areas, some of them changed."""

import io
import json
from typing import Any

from ptmb.queries.area_list import areas_as_geojson

SQUARE = [[116.80, -1.20], [116.82, -1.20], [116.82, -1.18], [116.80, -1.18], [116.80, -1.20]]
"""In the west of the city, across Baru Ulu and the water."""


def present_features() -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads(areas_as_geojson())["features"]
    return features


def feature_named(name: str) -> dict[str, Any]:
    return next(one for one in present_features() if one["properties"]["name"] == name)


def collection(features: list[dict[str, Any]]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def upload(raw: bytes) -> dict[str, Any]:
    return {"file": (io.BytesIO(raw), "wilayah.geojson")}


def swapped(one: str, other: str) -> bytes:
    """All present areas, two of them with each other's ground."""
    features = present_features()
    by_name = {feature["properties"]["name"]: feature for feature in features}
    first, second = by_name[one], by_name[other]
    first["geometry"], second["geometry"] = second["geometry"], first["geometry"]
    return collection(features)
