from collections import Counter

from ptmb.domain.city import AREAS, DISTRICTS, MAP_CROP


def test_the_city_has_34_kelurahan_in_6_kecamatan() -> None:
    per_district = Counter(area.district for area in AREAS)

    assert per_district == {
        "Balikpapan Timur": 4,
        "Balikpapan Barat": 6,
        "Balikpapan Utara": 6,
        "Balikpapan Tengah": 6,
        "Balikpapan Selatan": 7,
        "Balikpapan Kota": 5,
    }
    assert set(per_district) == set(DISTRICTS.values())


def test_no_code_and_no_spelling_stands_for_two_areas() -> None:
    codes = [area.code for area in AREAS]
    spellings = [word for area in AREAS for word in (area.name, *area.aliases)]

    assert len(set(codes)) == len(codes)
    assert len(set(spellings)) == len(spellings)


def test_the_city_is_as_large_as_the_ministry_says() -> None:
    assert round(sum(area.km2 for area in AREAS)) == 510


def test_the_large_part_of_the_map_shows_the_centre_of_the_city() -> None:
    shown = [
        area
        for area in AREAS
        if MAP_CROP.south < area.centre.lat < MAP_CROP.north
        and MAP_CROP.west < area.centre.lng < MAP_CROP.east
    ]

    assert len(shown) >= 30
