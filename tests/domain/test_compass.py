"""Which way a place lies."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ptmb.domain.compass import WINDS, wind
from ptmb.domain.geography import Point

HERE = Point(-1.25, 116.85)


@pytest.mark.parametrize(
    ("north", "east", "words"),
    [
        (1, 0, "utara"),
        (1, 1, "timur laut"),
        (0, 1, "timur"),
        (-1, 1, "tenggara"),
        (-1, 0, "selatan"),
        (-1, -1, "barat daya"),
        (0, -1, "barat"),
        (1, -1, "barat laut"),
    ],
)
def test_each_of_the_eight_winds(north: int, east: int, words: str) -> None:
    assert wind(HERE, Point(HERE.lat + north / 100, HERE.lng + east / 100)) == words


@given(north=st.floats(-0.2, 0.2), east=st.floats(-0.2, 0.2))
def test_the_way_back_is_the_opposite_wind(north: float, east: float) -> None:
    there = Point(HERE.lat + north, HERE.lng + east)
    assume(there != HERE)
    out, back = WINDS.index(wind(HERE, there)), WINDS.index(wind(there, HERE))
    # Near the border between two winds, the narrowing of degrees of longitude may decide otherwise.
    assert (back - out) % 8 in (3, 4, 5)
