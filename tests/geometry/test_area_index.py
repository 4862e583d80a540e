import json
import math
import threading
from typing import NoReturn

import pytest

from ptmb.domain.city import AREAS
from ptmb.domain.geography import metres_per_degree
from ptmb.geometry.index import AreaIndex, Located, area_index
from tests.geometry.drawn_city import CELLS, square

NORTH_M, EAST_M = metres_per_degree(-1.15)
CITY = AreaIndex.from_rows(CELLS)


def located(index: AreaIndex, lat: float, lng: float) -> Located:
    found = index.locate(lat, lng)
    assert found is not None
    return found


def test_every_centre_is_found_in_its_own_area() -> None:
    found = [CITY.locate(area.centre.lat, area.centre.lng) for area in AREAS]

    assert found == [Located(number, 0.0) for number, _ in CELLS]


ONE_SQUARE = AreaIndex.from_rows([(7, square(116.8, -1.3, 116.9, -1.2))])


@pytest.mark.parametrize("metres", [1, 150, 199])
def test_a_point_a_little_off_the_coast_counts_to_the_nearest_area(metres: float) -> None:
    area_id, snapped_m = located(ONE_SQUARE, -1.3 - metres / NORTH_M, 116.85)

    assert area_id == 7
    assert snapped_m == pytest.approx(metres, abs=0.1)


@pytest.mark.parametrize("metres", [201, 250, 5_000])
def test_a_point_farther_out_is_in_no_area(metres: float) -> None:
    assert ONE_SQUARE.locate(-1.3 - metres / NORTH_M, 116.85) is None


def test_the_metres_are_metres_eastwards_too() -> None:
    area_id, snapped_m = located(ONE_SQUARE, -1.25, 116.9 + 150 / EAST_M)

    assert area_id == 7
    assert snapped_m == pytest.approx(150, abs=0.1)


@pytest.mark.parametrize(
    ("lat", "lng"), [(-2.0, 118.0), (0, 0), (116.85, -1.25), (math.nan, 116.85), (math.inf, 0)]
)
def test_the_far_sea_and_nowhere_are_refused(lat: float, lng: float) -> None:
    assert ONE_SQUARE.locate(lat, lng) is None


def test_a_border_belongs_to_the_first_of_its_areas() -> None:
    west, east = square(116.8, -1.3, 116.85, -1.2), square(116.85, -1.3, 116.9, -1.2)

    assert AreaIndex.from_rows([(2, east), (1, west)]).locate(-1.25, 116.85) == (2, 0.0)
    assert AreaIndex.from_rows([(1, west), (2, east)]).locate(-1.25, 116.85) == (1, 0.0)


def test_a_lake_in_an_area_is_not_the_area() -> None:
    lake = [[116.84, -1.26], [116.86, -1.26], [116.86, -1.24], [116.84, -1.24], [116.84, -1.26]]
    index = AreaIndex.from_rows([(1, square(116.8, -1.3, 116.9, -1.2, lake))])

    assert index.locate(-1.25, 116.85) is None
    assert located(index, -1.25, 116.841).area_id == 1


def test_an_area_of_two_islands_is_one_area() -> None:
    islands = {
        "type": "MultiPolygon",
        "coordinates": [
            json.loads(square(116.8, -1.3, 116.82, -1.28))["coordinates"],
            json.loads(square(116.88, -1.22, 116.9, -1.2))["coordinates"],
        ],
    }
    index = AreaIndex.from_rows([(3, json.dumps(islands))])

    assert index.locate(-1.29, 116.81) == (3, 0.0)
    assert index.locate(-1.21, 116.89) == (3, 0.0)
    assert index.locate(-1.25, 116.85) is None


def test_a_city_without_areas_has_nobody_to_send() -> None:
    assert AreaIndex.from_rows([]).locate(-1.25, 116.85) is None


def test_the_rows_are_read_once_per_edition() -> None:
    reads = []

    def rows(name: str) -> list[tuple[int, str]]:
        reads.append(name)
        return [(1, square(116.8, -1.3, 116.9, -1.2))]

    first = area_index("index 1", lambda: rows("old"))
    again = area_index("index 1", lambda: rows("old"))
    newer = area_index("index 2", lambda: rows("new"))

    assert again is first
    assert newer is not first
    assert reads == ["old", "new"]


def test_rows_that_cannot_be_read_are_asked_for_again() -> None:
    def unreachable() -> NoReturn:
        raise ConnectionError("no database")

    with pytest.raises(ConnectionError):
        area_index("after a failure", unreachable)

    index = area_index("after a failure", lambda: [(1, square(116.8, -1.3, 116.9, -1.2))])
    assert index.locate(-1.25, 116.85) == (1, 0.0)


def test_many_threads_get_the_same_answers() -> None:
    wrong: list[str] = []

    def ask() -> None:
        for _ in range(50):
            index = area_index("shared", lambda: CELLS)
            wrong.extend(
                area.name
                for number, area in enumerate(AREAS, start=1)
                if index.locate(area.centre.lat, area.centre.lng) != (number, 0.0)
            )

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []
