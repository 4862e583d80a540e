"""One boundary of an area file: from untrusted JSON to a valid shape, or a reason why not."""

import re
from collections.abc import Iterator
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from ptmb.domain.geography import is_wgs84
from ptmb.domain.words import N_
from ptmb.geometry.findings import Unusable, shown

_DECIMALS = 7
"""Of a degree: about 1 cm."""
_SMALLEST_RING = 4

_FAULTS = {
    "Self-intersection": N_("Garis batas memotong dirinya sendiri di %(place)s."),
    "Ring Self-intersection": N_("Garis batas menyentuh dirinya sendiri di %(place)s."),
    "Hole lies outside shell": N_("Lubang berada di luar wilayahnya di %(place)s."),
    "Holes are nested": N_("Ada lubang di dalam lubang di %(place)s."),
    "Nested shells": N_("Ada bagian wilayah di dalam bagian lain di %(place)s."),
    "Interior is disconnected": N_("Lubang memutus wilayah di %(place)s."),
    "Duplicate Rings": N_("Garis batas yang sama tertulis dua kali di %(place)s."),
    "Too few points in geometry component": N_(
        "Garis batas tidak melingkupi apa pun di %(place)s."
    ),
}
"""Our sentence for each fault GEOS names."""
_ANY_FAULT = N_("Garis batas rusak di %(place)s.")
_REASON = re.compile(r"(?P<fault>[^\[]+)\[(?P<lng>\S+) (?P<lat>\S+)\]")


def boundary(geometry: Any) -> BaseGeometry:
    """A valid Polygon or MultiPolygon in two dimensions; Unusable says what is wrong.

    Every number of `geometry` is a float: the reader of the JSON sees to it.
    """
    if not isinstance(geometry, dict):
        raise Unusable(N_("Wilayah ini tidak punya garis batas."))
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Polygon":
        shape: BaseGeometry = _polygon(coordinates)
    elif kind == "MultiPolygon":
        shape = shapely.MultiPolygon([_polygon(part) for part in _filled_list(coordinates)])
    else:
        raise Unusable(
            N_("Bentuk %(kind)s tidak diterima. Gunakan Polygon atau MultiPolygon."),
            kind=shown(kind),
        )
    _refuse_faults(shape)
    return shape


def _polygon(rings: Any) -> shapely.Polygon:
    shell, *holes = [list(_ring(ring)) for ring in _filled_list(rings)]
    return shapely.Polygon(shell, holes)


def _ring(positions: Any) -> Iterator[tuple[float, float]]:
    if len(_filled_list(positions)) < _SMALLEST_RING:
        raise Unusable(N_("Garis batas butuh sedikitnya empat titik."))
    if positions[0] != positions[-1]:
        raise Unusable(N_("Garis batas belum tertutup: titik akhir harus sama dengan titik awal."))
    return (_position(position) for position in positions)


def _position(position: Any) -> tuple[float, float]:
    """Longitude and latitude; a height behind them is dropped."""
    match position:
        case [float(lng), float(lat), *_]:
            if not is_wgs84(lat, lng):
                raise _off_the_earth(lng, lat)
            return round(lng, _DECIMALS), round(lat, _DECIMALS)
        case _:
            raise Unusable(N_("Setiap titik harus berupa dua angka: bujur, lalu lintang."))


def _off_the_earth(lng: float, lat: float) -> Unusable:
    place = f"{lng:.10g}, {lat:.10g}"
    if is_wgs84(lng, lat):
        return Unusable(
            N_("Bujur dan lintang tertukar di %(place)s. Tulis bujur dahulu."), place=place
        )
    return Unusable(
        N_("Titik %(place)s bukan derajat. Simpan ulang berkas sebagai WGS 84."), place=place
    )


def _filled_list(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise Unusable(N_("Susunan koordinat tidak sesuai dengan bentuknya."))
    return value


def _refuse_faults(shape: BaseGeometry) -> None:
    reason = str(shapely.is_valid_reason(shape))
    if reason == "Valid Geometry":
        return
    found = _REASON.match(reason)
    place = f"{float(found['lng']):.6f}, {float(found['lat']):.6f}" if found else "?"
    text = _FAULTS.get(found["fault"], _ANY_FAULT) if found else _ANY_FAULT
    raise Unusable(text, place=place)
