"""The small map of a job: every kelurahan fits, and the page stays light."""

import pytest

from ptmb.domain.geography import Point
from ptmb.geometry.locator import VIEW, locator_map
from ptmb.queries.catalogue import area_geometries, catalogue

_LIGHT = 2_400
"""Bytes for both paths: the picture as a whole stays below 3 KB."""


@pytest.mark.usefixtures("app")
class TestEveryKelurahan:
    def test_is_light_and_shows_its_own_middle(self) -> None:
        present = catalogue()
        for area in present.areas.values():
            drawn = locator_map(present.edition, area.id, area_geometries)
            assert drawn, area.name
            assert drawn.own.startswith("M"), area.name
            assert len(drawn.own) + len(drawn.around) <= _LIGHT, area.name
            assert drawn.spot(Point(area.latitude, area.longitude)), area.name

    def test_stands_whole_in_the_view(self) -> None:
        present = catalogue()
        area = next(one for one in present.areas.values() if one.name == "Gunung Sari Ilir")
        drawn = locator_map(present.edition, area.id, area_geometries)
        assert drawn
        x, y = (int(one) for one in drawn.own[1:].split("l")[0].split())
        assert 0 < x < VIEW.width
        assert 0 < y < VIEW.height

    def test_a_place_outside_has_no_spot(self) -> None:
        present = catalogue()
        area_id = min(present.areas)
        drawn = locator_map(present.edition, area_id, area_geometries)
        assert drawn
        assert drawn.spot(Point(-2.5, 118.0)) is None

    def test_an_area_that_is_gone_has_no_map(self) -> None:
        assert locator_map(catalogue().edition, 987654, area_geometries) is None
