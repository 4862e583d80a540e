"""Reads an area file feature by feature, then looks at all of them together."""

import json
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from ptmb.domain.geography import Point
from ptmb.domain.words import N_
from ptmb.geometry.boundaries import boundary
from ptmb.geometry.comparison import changes, gaps, overlaps
from ptmb.geometry.file import AreaFile, FileArea, PresentArea
from ptmb.geometry.findings import Finding, Unusable, shown
from ptmb.geometry.json_text import MAX_POINTS, parsed, too_many_points
from ptmb.geometry.plane import Plane, shapes_of

MAX_FEATURES = 2_000
_LONGEST = {"code": 32, "name": 120, "district": 120}
_WGS84_NAMES = ("CRS84", "EPSG::4326", "EPSG:4326")


@dataclass
class _Reading:
    """What has been read so far."""

    areas: list[FileArea] = field(default_factory=list)
    errors: list[Finding] = field(default_factory=list)
    feature_of: dict[str, int] = field(default_factory=dict)
    points: int = 0


def proposal(raw: bytes, present: list[PresentArea]) -> AreaFile:
    try:
        reading = _read(_features(parsed(raw)))
    except Unusable as refusal:
        return AreaFile(errors=(refusal.finding(),))
    if reading.errors:
        return AreaFile(areas=tuple(reading.areas), errors=tuple(reading.errors))
    return _weighed(tuple(reading.areas), present)


def _features(document: Any) -> list[Any]:
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise Unusable(N_("Berkas harus berisi FeatureCollection."))
    _refuse_foreign_crs(document.get("crs"))
    features = document.get("features")
    if not isinstance(features, list) or not features:
        raise Unusable(N_("Berkas tidak berisi satu wilayah pun."))
    if len(features) > MAX_FEATURES:
        raise Unusable(
            N_("Berkas berisi %(count)s wilayah. Paling banyak %(most)s."),
            count=len(features),
            most=MAX_FEATURES,
        )
    return features


def _refuse_foreign_crs(crs: Any) -> None:
    """RFC 7946 knows only WGS 84; files of the older kind name their system in `crs`."""
    match crs:
        case None:
            return
        case {"properties": {"name": str(name)}} if name.upper().endswith(_WGS84_NAMES):
            return
        case {"properties": {"name": name}}:
            pass
        case _:
            name = crs
    raise Unusable(
        N_("Sistem koordinat %(crs)s tidak diterima. Simpan ulang berkas sebagai WGS 84."),
        crs=shown(name),
    )


def _read(features: list[Any]) -> _Reading:
    reading = _Reading()
    for number, feature in enumerate(features, start=1):
        try:
            _add(reading, number, feature)
        except Unusable as refusal:
            reading.errors.append(refusal.finding(number))
    return reading


def _add(reading: _Reading, number: int, feature: Any) -> None:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise Unusable(N_("Bagian ini bukan Feature GeoJSON."))
    code, name, district = (_text(feature, key) for key in ("code", "name", "district"))
    first = reading.feature_of.setdefault(code, number)
    if first != number:
        raise Unusable(
            N_("Kode %(code)s sudah dipakai wilayah ke-%(first)s."), code=code, first=first
        )
    shape = boundary(feature.get("geometry"))
    reading.points += int(shapely.get_num_coordinates(shape))
    if reading.points > MAX_POINTS:
        raise too_many_points()
    reading.areas.append(_area(code, name, district, shape))


def _text(feature: dict[str, Any], key: str) -> str:
    properties = feature.get("properties")
    value = properties.get(key) if isinstance(properties, dict) else None
    if value is None or (isinstance(value, str) and not value.strip()):
        raise Unusable(N_('Properti "%(key)s" tidak ada atau kosong.'), key=key)
    if not isinstance(value, str):
        raise Unusable(N_('Properti "%(key)s" harus berupa teks.'), key=key)
    text, longest = " ".join(value.split()), _LONGEST[key]
    if len(text) > longest or not text.isprintable():
        raise Unusable(
            N_('Properti "%(key)s" terlalu panjang (paling banyak %(most)s) atau tidak terbaca.'),
            key=key,
            most=longest,
        )
    return text


def _area(code: str, name: str, district: str, shape: BaseGeometry) -> FileArea:
    plane = Plane.over(np.array([shape]))
    km2 = float(plane.flat(np.array([shape]))[0].area) / 1_000_000.0
    middle = shape.centroid if shape.covers(shape.centroid) else shape.point_on_surface()
    centre = Point(round(middle.y, 6), round(middle.x, 6))
    geometry = json.dumps(mapping(shape), separators=(",", ":"))
    return FileArea(code, name, district, geometry, centre, round(km2, 3))


def _weighed(areas: tuple[FileArea, ...], present: list[PresentArea]) -> AreaFile:
    degrees = shapes_of([area.geometry for area in areas])
    plane = Plane.over(degrees)
    flat, today = plane.flat(degrees), plane.flat(shapes_of([area.geometry for area in present]))
    of_file, of_today = (
        {area.code: area.name for area in areas},
        {area.code: area.name for area in present},
    )
    new = [code for code in of_file if code not in of_today]
    missing = [code for code in of_today if code not in of_file]
    try:
        overlapping = overlaps(list(of_file.values()), flat)
    except Unusable as refusal:
        return AreaFile(areas=areas, errors=(refusal.finding(),))
    warnings = [
        *overlapping,
        *gaps(list(of_today.values()), today, flat),
        *changes([of_file[code] for code in new], [of_today[code] for code in missing]),
    ]
    return AreaFile(areas, (), tuple(warnings), tuple(new), tuple(missing))
