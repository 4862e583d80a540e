import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ptmb.domain.geography import (
    EARTH_RADIUS_M,
    Point,
    box_around,
    distance_in_words,
    distance_m,
    is_wgs84,
    metres_per_degree,
)

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)
places = st.builds(Point, latitudes, longitudes)


def test_a_quarter_of_the_globe_is_a_quarter_of_its_circumference() -> None:
    quarter = math.pi * EARTH_RADIUS_M / 2

    assert distance_m(Point(0, 0), Point(90, 0)) == pytest.approx(quarter)
    assert distance_m(Point(0, 0), Point(0, 90)) == pytest.approx(quarter)


def test_the_two_ends_of_the_coast_of_balikpapan_are_some_24_kilometres_apart() -> None:
    harbour, teritip = Point(-1.277, 116.804), Point(-1.141, 116.980)

    assert distance_m(harbour, teritip) == pytest.approx(24_700, rel=0.01)


@given(places, places)
def test_a_way_is_as_long_there_as_back(here: Point, there: Point) -> None:
    assert distance_m(here, there) == pytest.approx(distance_m(there, here))
    assert 0 <= distance_m(here, there) <= math.pi * EARTH_RADIUS_M + 1


@given(places, places, places)
def test_a_detour_is_never_shorter(start: Point, via: Point, end: Point) -> None:
    direct = distance_m(start, end)

    assert direct <= distance_m(start, via) + distance_m(via, end) + 0.001


def test_opposite_points_are_half_a_globe_apart() -> None:
    assert distance_m(Point(10, 20), Point(-10, -160)) == pytest.approx(math.pi * EARTH_RADIUS_M)


@pytest.mark.parametrize(
    ("lat", "lng"),
    [(116.8, -1.2), (91, 0), (0, 181), (math.nan, 0), (0, math.nan), (math.inf, 0), (0, -math.inf)],
)
def test_a_place_that_is_not_on_earth_cannot_be_made(lat: float, lng: float) -> None:
    assert not is_wgs84(lat, lng)
    with pytest.raises(ValueError, match="not a place on earth"):
        Point(lat, lng)


def test_a_degree_has_the_length_of_the_ellipsoid() -> None:
    """Table values of the WGS 84 ellipsoid: 110,574 m and 111,320 m at the equator."""
    assert metres_per_degree(0) == pytest.approx((110_574, 111_320), abs=1)
    assert metres_per_degree(60) == pytest.approx((111_412, 55_800), abs=1)


@given(st.floats(-80, 80), st.floats(-170, 170), st.floats(1, 50_000), st.floats(0, 360))
def test_the_box_around_a_point_holds_everything_within_its_radius(
    lat: float, lng: float, radius_m: float, bearing: float
) -> None:
    north_m, east_m = metres_per_degree(lat)
    point = Point(
        lat + radius_m * math.cos(math.radians(bearing)) / north_m,
        lng + radius_m * math.sin(math.radians(bearing)) / east_m,
    )
    centre = Point(lat, lng)
    assume(distance_m(centre, point) <= radius_m)

    box = box_around(centre, radius_m)

    assert box.south <= point.lat <= box.north
    assert box.west <= point.lng <= box.east


def test_the_box_around_the_pole_stays_on_earth() -> None:
    box = box_around(Point(90, 0), 1_000)

    assert (box.west, box.north, box.east) == (-180, 90, 180)


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (0, "10 m"),
        (4.2, "10 m"),
        (83, "80 m"),
        (994, "990 m"),
        (995.1, "1,0 km"),
        (1_240, "1,2 km"),
        (9_949, "9,9 km"),
        (9_960, "10 km"),
        (24_700, "25 km"),
    ],
)
def test_a_distance_is_told_as_exactly_as_a_walker_needs(metres: float, words: str) -> None:
    assert distance_in_words(metres) == words


def test_english_writes_a_decimal_point() -> None:
    assert distance_in_words(1_240, decimal_mark=".") == "1.2 km"
