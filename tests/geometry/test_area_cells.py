import json

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from ptmb.domain.city import AREAS, OUTLINE, CityArea
from ptmb.domain.geography import Point
from ptmb.geometry.cells import approximate_cells

CENTRES = {area.code: area.centre for area in AREAS}
BORDER = shapely.Polygon([(point.lng, point.lat) for point in OUTLINE])


@pytest.fixture(scope="module")
def cells() -> dict[str, BaseGeometry]:
    made = approximate_cells(CENTRES, OUTLINE)
    return {code: shapely.from_geojson(text) for code, text in made.items()}


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.name)
def test_each_centre_lies_in_its_own_cell_and_in_no_other(
    cells: dict[str, BaseGeometry], area: CityArea
) -> None:
    owners = [
        code
        for code, cell in cells.items()
        if shapely.intersects_xy(cell, area.centre.lng, area.centre.lat)
    ]

    assert owners == [area.code]


def test_the_cells_cover_the_city_and_nothing_else(cells: dict[str, BaseGeometry]) -> None:
    together = shapely.union_all(list(cells.values()))

    assert shapely.symmetric_difference(together, BORDER).area < BORDER.area * 0.001


def test_no_ground_belongs_to_two_cells(cells: dict[str, BaseGeometry]) -> None:
    assert sum(cell.area for cell in cells.values()) == pytest.approx(BORDER.area, rel=0.001)
    assert shapely.coverage_is_valid(list(cells.values()))


def test_the_cells_are_plain_polygons_a_browser_can_draw(cells: dict[str, BaseGeometry]) -> None:
    texts = approximate_cells(CENTRES, OUTLINE).values()

    assert {json.loads(text)["type"] for text in texts} <= {"Polygon", "MultiPolygon"}
    assert sum(len(text) for text in texts) < 20_000


def test_a_centre_in_the_sea_is_refused() -> None:
    with pytest.raises(ValueError, match="outside the outline"):
        approximate_cells({"a": Point(-1.3, 116.9)}, OUTLINE)


def test_two_areas_on_one_spot_are_refused() -> None:
    spot = Point(-1.2, 116.9)

    with pytest.raises(ValueError, match="same centre"):
        approximate_cells({"a": spot, "b": spot}, OUTLINE)


def test_a_single_area_is_the_whole_city() -> None:
    (text,) = approximate_cells({"a": Point(-1.2, 116.9)}, OUTLINE).values()

    assert shapely.from_geojson(text).area == pytest.approx(BORDER.area)
