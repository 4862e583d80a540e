"""Names on the map of the areas can be read: none lies on another."""

from itertools import combinations

import pytest
from flask import Flask

from ptmb.domain.geography import Box
from ptmb.geometry.drawing import draw_map
from ptmb.queries.catalogue import area_geometries, catalogue
from ptmb.web.admin.labels import labels


@pytest.mark.parametrize("crop", [None, Box(-1.295, 116.785, -1.175, 116.985)])
def test_names_do_not_touch_and_the_largest_area_has_one(app: Flask, crop: Box | None) -> None:
    names = {area.id: area.name for area in catalogue().areas.values()}
    drawing = draw_map(area_geometries(), crop=crop)

    placed = labels(drawing, names)

    roomiest = max(drawing.areas, key=lambda shape: shape.room)
    assert placed[0].name == names[roomiest.area_id]
    assert len(placed) >= 10
    assert not [pair for pair in combinations(placed, 2) if pair[0].touches(pair[1])]


def test_an_area_without_a_name_gets_no_label(app: Flask) -> None:
    assert labels(draw_map(area_geometries()), {}) == []
