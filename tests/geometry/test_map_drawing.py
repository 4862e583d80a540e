import gzip
import json
import math

import pytest
import shapely

from ptmb.domain.city import AREAS, MAP_CROP, OUTLINE
from ptmb.domain.geography import Box, Point, metres_per_degree
from ptmb.geometry.drawing import draw_map, map_drawing
from tests.geometry.drawn_city import CELLS, CITY, NUMBER, Ring, middle, square, traced


def ragged(number: int, corners: int = 160) -> str:
    """A star-like coast with as many corners as a real kelurahan has, in a field of 6 by 6."""
    turns = [2 * math.pi * corner / corners for corner in range(corners)]
    reach = [0.05 + 0.004 * math.sin(37 * turn + number) for turn in turns]
    west, south = 117 + 0.12 * (number % 6), -1 + 0.12 * (number // 6)
    ring = [
        [west + r * math.cos(turn), south + r * math.sin(turn)]
        for turn, r in zip(turns, reach, strict=True)
    ]
    return json.dumps({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})


def test_every_area_is_drawn_where_its_centre_is() -> None:
    for area, shape in zip(AREAS, CITY.areas, strict=True):
        assert shape.area_id == NUMBER[area.name]
        assert traced(shape.d).distance(middle(CITY.spot(area.centre))) <= 1, area.name


def test_neighbours_share_their_edges_on_the_grid() -> None:
    drawn = [traced(area.d) for area in CITY.areas]

    assert all(shape.is_valid for shape in drawn)
    assert shapely.coverage_is_valid(drawn)
    assert sum(shape.area for shape in drawn) == shapely.union_all(drawn).area


def test_a_winding_border_winds_alike_on_both_of_its_sides() -> None:
    border = [[116.85 + 0.004 * math.sin(n / 20), -1.3 + n / 10_000] for n in range(1, 1_000)]
    west = [[116.8, -1.3], [116.85, -1.3], *border, [116.85, -1.2], [116.8, -1.2], [116.8, -1.3]]
    upwards = [*reversed(border), [116.85, -1.3], [116.9, -1.3], [116.9, -1.2], [116.85, -1.2]]
    east = [*upwards, upwards[0]]
    texts = [json.dumps({"type": "Polygon", "coordinates": [ring]}) for ring in (west, east)]

    drawn = [traced(area.d) for area in draw_map(enumerate(texts)).areas]

    assert len(drawn[0].exterior.coords) < len(border)
    assert shapely.coverage_is_valid(drawn)
    assert sum(shape.area for shape in drawn) == shapely.union_all(drawn).area


def test_simplifying_keeps_the_size_of_the_city() -> None:
    drawn_units = sum(traced(area.d).area for area in CITY.areas)
    north_m, east_m = metres_per_degree(-1.15)
    unit_m = (MAP_CROP.east - MAP_CROP.west) * east_m / CITY.view.width
    real_m2 = shapely.Polygon([(p.lng * east_m, p.lat * north_m) for p in OUTLINE]).area

    assert drawn_units * unit_m**2 == pytest.approx(real_m2, rel=0.005)


def test_a_unit_is_as_long_downwards_as_across() -> None:
    centre = Point(-1.2, 116.9)
    north_m, east_m = metres_per_degree(-1.2)
    east = CITY.spot(Point(-1.2, 116.9 + 5_000 / east_m))
    south = CITY.spot(Point(-1.2 - 5_000 / north_m, 116.9))
    start = CITY.spot(centre)

    assert east.x - start.x == pytest.approx(south.y - start.y, abs=1)
    assert (east.y, south.x) == (start.y, start.x)


def test_the_view_is_the_crop_and_the_inset_shows_all_of_it() -> None:
    view, whole = CITY.view, CITY.whole

    assert view.width == 1_000
    assert view.view_box == f"{view.x} {view.y} {view.width} {view.height}"
    assert (view.x, view.y) == CITY.spot(Point(MAP_CROP.north, MAP_CROP.west))
    assert (whole.x, whole.y) == (0, 0)
    assert view.x + view.width <= whole.width
    assert view.y + view.height <= whole.height


def test_without_a_crop_the_view_is_the_whole_city() -> None:
    drawing = draw_map(CELLS)

    assert drawing.view == drawing.whole
    assert drawing.whole.width == 1_000


def test_34_detailed_areas_are_at_most_9_kilobytes() -> None:
    drawing = draw_map([(number, ragged(number)) for number in range(34)])
    markup = "".join(f'<path id="w-{area.area_id}" d="{area.d}"/>' for area in drawing.areas)

    assert len(gzip.compress(markup.encode())) < 9_000


def test_more_corners_than_the_screen_can_show_are_left_out() -> None:
    (area,) = draw_map([(1, ragged(0, corners=5_000))]).areas

    assert len(traced(area.d).exterior.coords) < 1_000


def test_a_label_stands_in_the_visible_part_of_its_area_with_the_room_it_says() -> None:
    view = shapely.box(
        CITY.view.x,
        CITY.view.y,
        CITY.view.x + CITY.view.width,
        CITY.view.y + CITY.view.height,
    )
    shown = [area for area in CITY.areas if area.room > 0]
    assert len(shown) >= 28
    for area in shown:
        visible = traced(area.d).intersection(view)
        assert visible.buffer(1.5).covers(middle(area.label).buffer(area.room)), area.area_id
        assert area.room > 5


def test_an_area_outside_the_view_has_no_room_for_a_label() -> None:
    rows = [(1, square(116.8, -1.3, 116.9, -1.2)), (2, square(116.8, -1.1, 116.9, -1.0))]

    drawing = draw_map(rows, crop=Box(south=-1.3, west=116.8, north=-1.2, east=116.9))

    assert [area.room > 0 for area in drawing.areas] == [True, False]


def test_an_area_too_small_for_the_grid_is_still_on_the_map() -> None:
    rows = [(1, square(116.8, -1.3, 116.9, -1.2)), (2, square(116.95, -1.3, 116.95001, -1.29999))]

    _, speck = draw_map(rows).areas

    assert speck.d == f"M{speck.label.x} {speck.label.y}h1v1h-1z"


LAKE = [[116.84, -1.26], [116.84, -1.24], [116.86, -1.24], [116.86, -1.26], [116.84, -1.26]]


@pytest.mark.parametrize("lake", [LAKE, LAKE[::-1]], ids=["clockwise", "counterclockwise"])
def test_a_lake_stays_open_because_its_shore_turns_against_the_border(lake: Ring) -> None:
    (area,) = draw_map([(1, square(116.8, -1.3, 116.9, -1.2, lake))]).areas

    drawn = traced(area.d)
    assert not drawn.covers(shapely.Point(500, 500))
    assert drawn.exterior.is_ccw is not drawn.interiors[0].is_ccw


def test_a_map_of_overlapping_areas_is_drawn_all_the_same() -> None:
    rows = [(1, square(116.80, -1.3, 116.86, -1.2)), (2, square(116.84, -1.3, 116.90, -1.2))]

    assert [traced(area.d).is_valid for area in draw_map(rows).areas] == [True, True]


def test_a_city_without_areas_is_an_empty_map() -> None:
    drawing = draw_map([])

    assert drawing.areas == ()
    assert drawing.view.width == 1_000
    assert drawing.callouts([1], marker=26) == ()


def test_the_map_is_drawn_once_per_edition_and_crop() -> None:
    reads = []

    def rows() -> list[tuple[int, str]]:
        reads.append("read")
        return CELLS

    first = map_drawing("drawing 1", rows, crop=MAP_CROP)
    assert map_drawing("drawing 1", rows, crop=MAP_CROP) is first
    assert map_drawing("drawing 1", rows) is not first
    assert map_drawing("drawing 2", rows, crop=MAP_CROP) is not first
    assert len(reads) == 3
