import json

import pytest

from ptmb.domain.geography import Point
from ptmb.geometry.file import read_area_file
from ptmb.geometry.index import AreaIndex
from tests.geometry.area_files import BOW_TIE, EAST, WEST, Json, errors, feature, polygon, read


def test_a_good_file_is_a_list_of_areas() -> None:
    area_file = read(feature(), feature("64.71.01.1002", "Lamaru", geometry=EAST))

    assert area_file.acceptable
    assert [area.name for area in area_file.areas] == ["Manggar", "Lamaru"]
    manggar = area_file.areas[0]
    assert (manggar.code, manggar.district) == ("64.71.01.1001", "Balikpapan Timur")
    assert manggar.centre == Point(-1.25, 116.825)
    assert manggar.km2 == pytest.approx(61.5, abs=0.1)
    assert json.loads(manggar.geometry)["type"] == "Polygon"


def test_the_area_that_was_read_can_be_asked_where_a_point_lies() -> None:
    area_file = read(feature(), feature("b", geometry=EAST))
    index = AreaIndex.from_rows(enumerate(area.geometry for area in area_file.areas))

    assert index.locate(-1.25, 116.87) == (1, 0.0)


def test_the_centre_of_a_crescent_lies_in_the_crescent() -> None:
    crescent = [[0, 0], [3, 0], [3, 3], [0, 3], [0, 2.9], [2.9, 2.9], [2.9, 0.1], [0, 0.1], [0, 0]]
    (area,) = read(feature(geometry=polygon(crescent))).areas
    index = AreaIndex.from_rows([(1, area.geometry)])

    assert index.locate(area.centre.lat, area.centre.lng) == (1, 0.0)


def test_heights_are_dropped_and_a_mark_before_the_text_is_allowed() -> None:
    high = polygon([[*position, 12.5] for position in WEST["coordinates"][0]])
    collection = {"type": "FeatureCollection", "features": [feature(geometry=high)]}

    area_file = read_area_file(b"\xef\xbb\xbf" + json.dumps(collection).encode())

    assert json.loads(area_file.areas[0].geometry)["coordinates"] == WEST["coordinates"]


def test_names_lose_their_stray_spaces() -> None:
    area_file = read(feature(code=" 1 ", name="Sungai\u00a0 Nangka\n", district="Selatan"))

    assert (area_file.areas[0].code, area_file.areas[0].name) == ("1", "Sungai Nangka")


@pytest.mark.parametrize("key", ["code", "name", "district"])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_missing_property_is_named(key: str, value: Json) -> None:
    assert errors(read(feature(**{key: value}))) == [
        f'Wilayah ke-1: Properti "{key}" tidak ada atau kosong.'
    ]


@pytest.mark.parametrize("value", [6471, ["Manggar"], True])
def test_a_property_that_is_no_text_is_refused(value: Json) -> None:
    assert errors(read(feature(code=value))) == ['Wilayah ke-1: Properti "code" harus berupa teks.']


@pytest.mark.parametrize("value", ["M" * 121, "Mang\u0000gar", "Mang\ud800gar"])
def test_a_name_no_database_could_keep_is_refused(value: Json) -> None:
    (error,) = errors(read(feature(name=value)))

    assert error.startswith('Wilayah ke-1: Properti "name" terlalu panjang')


@pytest.mark.parametrize("odd", [None, 1, "Feature", [], {"type": "Polygon"}])
def test_what_is_no_feature_is_refused(odd: Json) -> None:
    assert errors(read(odd)) == ["Wilayah ke-1: Bagian ini bukan Feature GeoJSON."]


def test_a_feature_without_properties_is_refused() -> None:
    bare = {"type": "Feature", "geometry": WEST}

    assert errors(read(bare)) == ['Wilayah ke-1: Properti "code" tidak ada atau kosong.']


def test_every_broken_feature_is_told_at_once() -> None:
    area_file = read(feature(name=""), feature("2", geometry=BOW_TIE), feature("3", geometry=EAST))

    assert [error.feature for error in area_file.errors] == [1, 2]
    assert [area.code for area in area_file.areas] == ["3"]
