"""The index against the slow and simple way: every ring and every edge, in plain Python."""

import json
import math
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ptmb.domain.city import OUTLINE
from ptmb.domain.geography import SNAP_M, metres_per_degree
from ptmb.geometry.index import AreaIndex
from tests.geometry.drawn_city import CELLS, Ring

NORTH_M, EAST_M = metres_per_degree(-1.15)
INDEX = AreaIndex.from_rows(CELLS)
RINGS = [(number, json.loads(text)["coordinates"][0]) for number, text in CELLS]


def brute_inside(lat: float, lng: float) -> list[int]:
    """Areas whose ring a ray to the east crosses an odd number of times."""
    inside = []
    for number, ring in RINGS:
        crossings = sum(
            (south > lat) != (north > lat)
            and lng < west + (lat - south) / (north - south) * (east - west)
            for (west, south), (east, north) in pairwise(ring)
        )
        if crossings % 2:
            inside.append(number)
    return inside


def brute_metres(lat: float, lng: float, ring: Ring) -> float:
    """To the nearest edge of the ring."""
    nearest = math.inf
    for start, end in pairwise(ring):
        ax, ay = (start[0] - lng) * EAST_M, (start[1] - lat) * NORTH_M
        bx, by = (end[0] - lng) * EAST_M, (end[1] - lat) * NORTH_M
        length = (bx - ax) ** 2 + (by - ay) ** 2
        along = min(1.0, max(0.0, -(ax * (bx - ax) + ay * (by - ay)) / length)) if length else 0.0
        nearest = min(nearest, math.hypot(ax + along * (bx - ax), ay + along * (by - ay)))
    return nearest


@st.composite
def near_the_coast(draw: st.DrawFn) -> tuple[float, float]:
    """Up to 400 m from the outline, on either side: where the answer changes."""
    start = draw(st.sampled_from(range(len(OUTLINE))))
    along = draw(st.floats(0, 1))
    one, other = OUTLINE[start], OUTLINE[(start + 1) % len(OUTLINE)]
    lat = one.lat + along * (other.lat - one.lat) + draw(st.floats(-400, 400)) / NORTH_M
    lng = one.lng + along * (other.lng - one.lng) + draw(st.floats(-400, 400)) / EAST_M
    return lat, lng


anywhere = st.tuples(st.floats(-1.3, -1.0), st.floats(116.7, 117.05))


@given(st.one_of(anywhere, near_the_coast()))
def test_the_index_agrees_with_looking_at_every_edge(place: tuple[float, float]) -> None:
    lat, lng = place
    metres = {number: brute_metres(lat, lng, ring) for number, ring in RINGS}
    nearest_first = sorted(metres.values())
    assume(nearest_first[0] > 0.01)
    assume(abs(nearest_first[0] - SNAP_M) > 0.1)
    inside = brute_inside(lat, lng)

    if inside:
        assert INDEX.locate(lat, lng) == (*inside, 0.0)
    elif nearest_first[0] > SNAP_M:
        assert INDEX.locate(lat, lng) is None
    else:
        found = INDEX.locate(lat, lng)
        assert found is not None
        assert metres[found.area_id] == pytest.approx(nearest_first[0], abs=0.1)
        assert found.snapped_m == pytest.approx(nearest_first[0], abs=0.1)
