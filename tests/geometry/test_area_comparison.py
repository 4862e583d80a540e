import os
from pathlib import Path

import pytest

from ptmb.geometry.file import read_area_file
from tests.geometry.area_files import (
    EAST,
    WEST,
    errors,
    feature,
    polygon,
    present,
    read,
    ring,
    warnings,
)


def test_ground_claimed_twice_is_told_in_square_kilometres() -> None:
    wider = polygon(ring(116.84, -1.30, 116.90, -1.20))

    area_file = read(feature(), feature("b", "Lamaru", geometry=wider))

    assert area_file.acceptable
    assert warnings(area_file)[0] == "Manggar dan Lamaru bertumpuk 12,306 km²."


def test_neighbours_that_only_touch_do_not_overlap() -> None:
    area_file = read(feature("a"), feature("b", geometry=EAST))

    assert not any("bertumpuk" in warning for warning in warnings(area_file))


def test_only_the_worst_overlaps_are_told_one_by_one() -> None:
    area_file = read(*(feature(str(number)) for number in range(6)))  # 15 pairs

    told = [warning for warning in warnings(area_file) if "bertumpuk" in warning]
    assert len(told) == 11
    assert told[-1] == "5 pasangan lain juga bertumpuk."


def test_a_heap_of_areas_on_one_spot_is_refused_before_it_is_measured() -> None:
    area_file = read(*(feature(str(number)) for number in range(500)))

    assert errors(area_file) == ["Terlalu banyak wilayah bertumpuk di tempat yang sama."]


def test_ground_that_would_be_nobodys_is_told() -> None:
    today = [present("a", "Manggar", WEST), present("b", "Lamaru", EAST)]
    narrower = polygon(ring(116.86, -1.30, 116.90, -1.20))

    area_file = read(feature("a"), feature("b", "Lamaru", geometry=narrower), present=today)

    assert warnings(area_file) == [
        "12,31 km² wilayah sekarang tidak tercakup, terbanyak di Lamaru."
    ]


def test_a_file_of_another_city_is_noticed() -> None:
    elsewhere = polygon(ring(107.6, -6.95, 107.65, -6.9))

    area_file = read(feature("a", geometry=elsewhere), present=[present("a", "Manggar", WEST)])

    assert warnings(area_file) == ["Berkas ini tidak mencakup wilayah yang sekarang sama sekali."]


def test_areas_that_come_and_go_are_named() -> None:
    today = [present("a", "Manggar", WEST), present("b", "Lamaru", EAST)]

    area_file = read(feature("a"), feature("c", "Teritip", geometry=EAST), present=today)

    assert area_file.new_codes == ("c",)
    assert area_file.missing_codes == ("b",)
    assert warnings(area_file) == [
        "Tidak ada di berkas (1): Lamaru.",
        "Wilayah baru (1): Teritip.",
    ]


def test_the_same_areas_again_raise_no_eyebrow() -> None:
    today = [present("a", "Manggar", WEST), present("b", "Lamaru", EAST)]

    area_file = read(feature("a"), feature("b", geometry=EAST), present=today)

    assert (area_file.warnings, area_file.new_codes, area_file.missing_codes) == ((), (), ())


def test_a_long_list_of_new_areas_is_cut_short() -> None:
    columns = (polygon(ring(116 + n / 100, -1.3, 116.01 + n / 100, -1.2)) for n in range(12))

    area_file = read(*(feature(f"{n}", f"Area {n}", geometry=c) for n, c in enumerate(columns)))

    names = ", ".join(f"Area {number}" for number in range(10))
    assert warnings(area_file) == [f"Wilayah baru (12): {names}…."]


@pytest.mark.skipif(
    "PTMB_SHARED_DATA" not in os.environ, reason="PTMB_SHARED_DATA names no folder of real data"
)
def test_the_real_boundaries_of_the_city_are_taken_over_without_a_doubt() -> None:
    real = Path(os.environ["PTMB_SHARED_DATA"], "balikpapan-kelurahan.geojson")

    area_file = read_area_file(real.read_bytes())

    assert errors(area_file) == []
    assert len(area_file.areas) == 34
    assert sum(area.km2 for area in area_file.areas) == pytest.approx(509.72, abs=0.05)
    assert not any("bertumpuk" in warning for warning in warnings(area_file))
