import shapely

from ptmb.domain.geography import Box
from ptmb.geometry.drawing import Frame, draw_map
from tests.geometry.drawn_city import CELLS, CITY, NUMBER, middle, traced

MARKER = 26


def test_a_marker_stays_on_an_area_that_has_room_for_it() -> None:
    (callout,) = CITY.callouts([NUMBER["Sepinggan"]], marker=MARKER)

    shape = traced(CITY.areas[NUMBER["Sepinggan"] - 1].d)
    assert callout.anchor is None
    assert shape.covers(middle(callout.marker).buffer(MARKER - 1))


SMALL = [NUMBER[name] for name in ("Gunung Sari Ilir", "Telaga Sari", "Baru Tengah", "Baru Ilir")]
INSET = Frame(CITY.view.x + 700, CITY.view.y + 300, 290, 240)


def test_a_marker_larger_than_its_area_moves_to_the_water() -> None:
    land = shapely.union_all([traced(area.d) for area in CITY.areas])

    for callout in CITY.callouts(SMALL, marker=MARKER, keep_clear=INSET):
        area = CITY.areas[callout.area_id - 1]
        assert area.room < MARKER
        assert callout.anchor == area.label
        assert middle(callout.marker).distance(land) >= MARKER


def test_markers_keep_off_one_another_the_inset_and_the_edge() -> None:
    wanted = [*SMALL, NUMBER["Sepinggan"], NUMBER["Damai"]]
    inset = shapely.box(INSET.x, INSET.y, INSET.x + INSET.width, INSET.y + INSET.height)

    spots = [middle(c.marker) for c in CITY.callouts(wanted, marker=MARKER, keep_clear=INSET)]

    for place, spot in enumerate(spots):
        assert spot.distance(inset) >= MARKER
        assert CITY.view.x + MARKER <= spot.x <= CITY.view.x + CITY.view.width - MARKER
        assert CITY.view.y + MARKER <= spot.y <= CITY.view.y + CITY.view.height - MARKER
        for other in spots[:place]:
            assert spot.distance(other) >= 2 * MARKER


def test_markers_come_in_the_order_asked_for_and_unknown_areas_are_left_out() -> None:
    wanted = [NUMBER["Sepinggan"], 999, *SMALL]

    callouts = CITY.callouts(wanted, marker=MARKER)

    assert [callout.area_id for callout in callouts] == [NUMBER["Sepinggan"], *SMALL]


def test_with_no_water_in_view_the_marker_stays_on_its_area() -> None:
    inland = Box(south=-1.26, west=116.83, north=-1.24, east=116.86)

    drawing = draw_map(CELLS, crop=inland)
    (callout,) = drawing.callouts([NUMBER["Sumber Rejo"]], marker=900)

    assert callout.anchor is None
    assert callout.marker == drawing.areas[NUMBER["Sumber Rejo"] - 1].label
