import json

import pytest

from ptmb.geometry.file import read_area_file
from ptmb.geometry.json_text import MAX_BYTES
from tests.geometry.area_files import Json, errors, feature, polygon, read


@pytest.mark.parametrize(
    "crs", ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326"]
)
def test_the_older_way_of_naming_wgs84_is_accepted(crs: Json) -> None:
    area_file = read(feature(), crs={"type": "name", "properties": {"name": crs}})

    assert area_file.acceptable


@pytest.mark.parametrize(
    ("crs", "shown"),
    [
        ({"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32750"}}, "EPSG::32750"),
        ({"type": "link", "properties": {"href": "x"}}, "href"),
        ("EPSG:23830", "EPSG:23830"),
        ({"properties": []}, "properties"),
    ],
)
def test_another_coordinate_system_is_refused_by_name(crs: Json, shown: str) -> None:
    (error,) = errors(read(feature(), crs=crs))

    assert error.startswith("Sistem koordinat ")
    assert shown in error


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "Berkas ini bukan GeoJSON yang utuh. Rusak di baris 1."),
        (b'{\n"type":\n', "Berkas ini bukan GeoJSON yang utuh. Rusak di baris 3."),
        (b"<kml/>", "Berkas ini bukan GeoJSON yang utuh. Rusak di baris 1."),
        (b"\xff\xfe{}", "Berkas ini bukan teks UTF-8."),
        (b"null", "Berkas harus berisi FeatureCollection."),
        (b"[]", "Berkas harus berisi FeatureCollection."),
        (b'{"type":"Topology"}', "Berkas harus berisi FeatureCollection."),
        (b'{"type":"FeatureCollection"}', "Berkas tidak berisi satu wilayah pun."),
        (b'{"type":"FeatureCollection","features":[]}', "Berkas tidak berisi satu wilayah pun."),
        (b'{"type":"FeatureCollection","features":{}}', "Berkas tidak berisi satu wilayah pun."),
        (b'{"type":NaN}', "Berkas memuat NaN, yang bukan angka."),
    ],
)
def test_a_file_that_is_none_gets_a_sentence(raw: bytes, sentence: str) -> None:
    assert errors(read_area_file(raw)) == [sentence]


@pytest.mark.parametrize(
    ("start", "piece", "times", "sentence"),
    [
        (b"", b"[", 200_000_000, "Berkas lebih besar dari 20 MB."),
        (b'"', b"x", MAX_BYTES, "Berkas lebih besar dari 20 MB."),
        (b"", b"[", 1_000_000, "Isi berkas bersarang terlalu dalam."),
        (b"", b'{"a":', 1_000_000, "Isi berkas bersarang terlalu dalam."),
        (b"[", b"[],", 3_000_000, "Berkas memuat terlalu banyak titik. Paling banyak 500000."),
        (b"", b"9", 1_000_000, "Berkas harus berisi FeatureCollection."),
    ],
)
def test_a_hostile_file_gets_a_sentence_too(
    start: bytes, piece: bytes, times: int, sentence: str
) -> None:
    assert errors(read_area_file(start + piece * times)) == [sentence]


def test_more_areas_than_any_city_has_are_refused() -> None:
    assert errors(read(*[feature()] * 2_001)) == ["Berkas berisi 2001 wilayah. Paling banyak 2000."]


def test_more_points_than_a_city_needs_are_refused() -> None:
    saw = [[116 + tooth / 1_000, -1.2 - tooth % 2 / 10] for tooth in range(248)]
    shape = json.dumps(polygon([*saw, [117, -2], [116, -2], saw[0]]))  # 251 points
    features = (json.dumps(feature(f"{n}", geometry="SAW")) for n in range(1_993))
    listed = ",".join(features).replace('"SAW"', shape)

    area_file = read_area_file(b'{"type":"FeatureCollection","features":[%s]}' % listed.encode())

    assert errors(area_file) == [
        "Wilayah ke-1993: Berkas memuat terlalu banyak titik. Paling banyak 500000."
    ]
