"""Which drawn shapes hold a point, checked against shapely."""

import json

import shapely
from hypothesis import given
from hypothesis import strategies as st

from ptmb.domain.geography import Point
from ptmb.geometry.covering import Cover

SQUARE = [[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]]
HOLE = [[1.0, 1.0], [1.0, 2.0], [2.0, 2.0], [2.0, 1.0], [1.0, 1.0]]
ISLAND = [[10.0, 0.0], [12.0, 0.0], [11.0, 3.0], [10.0, 0.0]]
WITH_HOLE = json.dumps({"type": "Polygon", "coordinates": [SQUARE, HOLE]})
TWO_PARTS = json.dumps({"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [ISLAND]]})


def test_shapes_are_told_in_their_order_and_holes_are_outside() -> None:
    cover = Cover.of([(7, TWO_PARTS), (3, WITH_HOLE)])
    assert cover.around(Point(0.5, 0.5)) == (7, 3)
    assert cover.around(Point(1.5, 1.5)) == ()
    assert cover.around(Point(1.0, 11.0)) == (7,)
    assert cover.around(Point(40.0, 40.0)) == ()
    assert 3 in cover
    assert 4 not in cover


@given(lat=st.floats(-1, 5), lng=st.floats(-1, 13))
def test_every_point_off_the_edges_is_answered_as_shapely_does(lat: float, lng: float) -> None:
    shape = shapely.from_geojson(TWO_PARTS)
    if shapely.distance(shapely.boundary(shape), shapely.Point(lng, lat)) < 1e-9:
        return
    inside = bool(shapely.intersects_xy(shape, lng, lat))
    assert (Cover.of([(1, TWO_PARTS)]).around(Point(lat, lng)) == (1,)) is inside
