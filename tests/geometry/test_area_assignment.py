"""Many points at once get the areas that each of them gets alone."""

import random

from ptmb.domain.city import AREAS, OUTLINE
from ptmb.geometry.assignment import areas_around
from ptmb.geometry.cells import approximate_cells
from ptmb.geometry.index import AreaIndex

CELLS = approximate_cells({area.code: area.centre for area in AREAS}, OUTLINE)
ROWS = list(enumerate(CELLS.values()))


def test_many_points_are_placed_as_each_alone() -> None:
    chance = random.Random(34)  # noqa: S311  the same points each time
    points = [(chance.uniform(-1.32, -0.98), chance.uniform(116.7, 117.1)) for _ in range(2000)]
    points += [(area.centre.lat, area.centre.lng) for area in AREAS]
    lats, lngs = zip(*points, strict=True)

    index = AreaIndex.from_rows(ROWS)
    alone = [index.locate(*point) for point in points]

    assert areas_around(lats, lngs, ROWS) == [one.area_id if one else None for one in alone]
    assert any(one is not None and one.snapped_m > 0 for one in alone)
    assert None in alone


def test_where_areas_overlap_the_first_row_wins() -> None:
    text = ROWS[5][1]
    centre = AREAS[5].centre
    assert areas_around([centre.lat], [centre.lng], [("a", text), ("b", text)]) == ["a"]
    assert areas_around([centre.lat], [centre.lng], [("b", text), ("a", text)]) == ["b"]


def test_without_areas_or_points_there_is_nothing_to_find() -> None:
    assert areas_around([-1.2], [116.8], []) == [None]
    assert areas_around([], [], ROWS) == []
