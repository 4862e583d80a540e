import pytest

from tests.geometry.area_files import (
    BOW_TIE,
    EAST,
    WEST,
    Json,
    errors,
    feature,
    polygon,
    read,
    ring,
)


def test_latitude_before_longitude_is_told_as_swapped() -> None:
    swapped = polygon([[lat, lng] for lng, lat in WEST["coordinates"][0]])

    area_file = read(feature(geometry=swapped))

    assert errors(area_file) == [
        "Wilayah ke-1: Bujur dan lintang tertukar di -1.3, 116.8. Tulis bujur dahulu."
    ]
    assert not area_file.acceptable


def test_metres_are_not_degrees() -> None:
    metres = polygon(ring(478_000, 9_856_000, 489_000, 9_867_000))

    assert errors(read(feature(geometry=metres))) == [
        "Wilayah ke-1: Titik 478000, 9856000 bukan derajat. Simpan ulang berkas sebagai WGS 84."
    ]


def test_a_code_used_twice_names_both_features() -> None:
    area_file = read(feature("1"), feature("2", geometry=EAST), feature("1", geometry=EAST))

    assert errors(area_file) == ["Wilayah ke-3: Kode 1 sudah dipakai wilayah ke-1."]
    assert [area.code for area in area_file.areas] == ["1", "2"]


def test_a_line_that_crosses_itself_says_where() -> None:
    assert errors(read(feature(geometry=BOW_TIE))) == [
        "Wilayah ke-1: Garis batas memotong dirinya sendiri di 116.850000, -1.250000."
    ]


@pytest.mark.parametrize(
    ("geometry", "sentence"),
    [
        (
            polygon(ring(0, 0, 4, 4), ring(5, 5, 6, 6)),
            "Lubang berada di luar wilayahnya di 5.000000, 5.000000.",
        ),
        (
            polygon(ring(0, 0, 9, 9), ring(1, 1, 8, 8), ring(2, 2, 3, 3)),
            "Ada lubang di dalam lubang di 2.000000, 2.000000.",
        ),
        (
            {"type": "MultiPolygon", "coordinates": [[ring(0, 0, 9, 9)], [ring(1, 1, 2, 2)]]},
            "Ada bagian wilayah di dalam bagian lain di 1.000000, 1.000000.",
        ),
        (
            polygon([[0, 0], [0, 0], [0, 0], [0, 0]]),
            "Garis batas tidak melingkupi apa pun di 0.000000, 0.000000.",
        ),
        (
            polygon([[0, 0], [2, 0], [2, 2], [0, 2]]),
            "Garis batas belum tertutup: titik akhir harus sama dengan titik awal.",
        ),
        (polygon([[0, 0], [2, 0], [0, 0]]), "Garis batas butuh sedikitnya empat titik."),
        (None, "Wilayah ini tidak punya garis batas."),
        (
            {"type": "Point", "coordinates": [116.8, -1.2]},
            "Bentuk Point tidak diterima. Gunakan Polygon atau MultiPolygon.",
        ),
        (
            {"type": "\u202e\ud800"},
            "Bentuk ?? tidak diterima. Gunakan Polygon atau MultiPolygon.",
        ),
        (
            {"type": "GeometryCollection", "geometries": []},
            "Bentuk GeometryCollection tidak diterima. Gunakan Polygon atau MultiPolygon.",
        ),
        (polygon(), "Susunan koordinat tidak sesuai dengan bentuknya."),
        ({"type": "Polygon"}, "Susunan koordinat tidak sesuai dengan bentuknya."),
        (
            {"type": "MultiPolygon", "coordinates": WEST["coordinates"]},
            "Garis batas butuh sedikitnya empat titik.",
        ),
        (
            polygon([["116", "-1"]] * 4),
            "Setiap titik harus berupa dua angka: bujur, lalu lintang.",
        ),
        (polygon([[True, False]] * 4), "Setiap titik harus berupa dua angka: bujur, lalu lintang."),
        (polygon([[1]] * 4), "Setiap titik harus berupa dua angka: bujur, lalu lintang."),
        (polygon([{}] * 4), "Setiap titik harus berupa dua angka: bujur, lalu lintang."),
        (
            polygon([[10**400, 0]] * 4),
            "Titik inf, 0 bukan derajat. Simpan ulang berkas sebagai WGS 84.",
        ),
    ],
)
def test_a_boundary_that_is_none_says_why(geometry: Json, sentence: str) -> None:
    assert errors(read(feature(geometry=geometry))) == [f"Wilayah ke-1: {sentence}"]
