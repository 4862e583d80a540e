"""A number of the heat map and the list behind it are the same complaints, at every edge."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import h3
import pytest
from flask import Flask
from sqlalchemy import update

from ptmb.adapters import clock
from ptmb.domain.periods import PeriodKind, this
from ptmb.extensions import db
from ptmb.geometry.hexagons import corners, hexagon, is_hexagon, middle
from ptmb.models import Complaint
from ptmb.queries.breakdowns import hexagons
from ptmb.queries.complaint_list import ComplaintList
from ptmb.queries.densest import densest
from ptmb.queries.in_hexagon import NO_POINT
from ptmb.queries.newest_points import newest_points
from tests.people import Given

HOME = hexagon(-1.2672, 116.8381)


def listed(cell: str) -> ComplaintList:
    return ComplaintList(clock.now(), hexagon=cell)


def along_the_edges(cell: str, steps: int) -> list[tuple[float, float]]:
    """Points on every edge of a cell, so that floating-point noise decides where they lie."""
    ring = corners(cell)
    return [
        (lat + (next_lat - lat) * n / steps, lng + (next_lng - lng) * n / steps)
        for (lat, lng), (next_lat, next_lng) in pairwise([*ring, ring[0]])
        for n in range(steps)
    ]


def test_points_on_the_very_edge_are_listed_in_the_one_cell_that_counts_them(given: Given) -> None:
    around = [one for one in h3.grid_disk(HOME, 1) if one != HOME]
    places = [*along_the_edges(HOME, 6), *(middle(cell) for cell in around), middle(HOME)]
    for lat, lng in places:
        given.complaint(latitude=lat, longitude=lng)
    counted = Counter(hexagon(lat, lng) for lat, lng in places)
    month = this(PeriodKind.MONTH, clock.now().date())
    assert hexagons(month) == counted
    assert {cell: listed(cell).total() for cell in [HOME, *around]} == counted
    told = {row.reference for cell in [HOME, *around] for row in listed(cell).page()}
    assert len(told) == len(places)


def test_the_list_of_a_cell_keeps_to_the_days_that_are_asked(given: Given) -> None:
    lat, lng = middle(HOME)
    given.complaint(latitude=lat, longitude=lng)
    given.complaint(latitude=lat, longitude=lng, at=clock.now() - timedelta(days=3))
    day = clock.now().date()
    assert ComplaintList(clock.now(), first=day, last=day, hexagon=HOME).total() == 1


def test_those_without_a_point_lie_in_no_cell_and_have_a_list_of_their_own(given: Given) -> None:
    given.complaint(latitude=None, longitude=None)
    given.complaint()
    month = this(PeriodKind.MONTH, clock.now().date())
    assert hexagons(month).total() == 1
    assert listed(NO_POINT).total() == 1
    assert [row.latitude for row in listed(NO_POINT).page()] == [None]


@pytest.mark.parametrize(
    "text",
    ["", "x", "tanpa", "-1", "8" * 15, "8" * 40, HOME.upper(), h3.latlng_to_cell(-1.26, 116.8, 9)],
)
def test_only_a_cell_of_the_counted_size_is_a_cell(text: str) -> None:
    assert not is_hexagon(text)
    assert is_hexagon(HOME)


def test_nonsense_has_no_corners() -> None:
    with pytest.raises(ValueError, match="x"):
        corners("x")


def test_the_densest_come_first_and_are_named_by_their_area(given: Given) -> None:
    area = given.area("Sepinggan")
    north = hexagon(area.latitude + 0.02, area.longitude)
    dense = densest({HOME: 3, north: 7})
    assert [(one.rank, one.cell, one.total) for one in dense] == [(1, north, 7), (2, HOME, 3)]
    assert dense[1].area.name == "Gunung Sari Ilir"
    assert dense[0].distance_m > 0


def test_a_cell_in_the_sea_is_named_by_the_nearest_area(app: Flask) -> None:
    (only,) = densest({hexagon(-1.5, 117.2): 1})
    assert only.wind == "tenggara"
    assert only.distance_m > 10_000


def test_at_most_ten_are_named(app: Flask) -> None:
    cells = {cell: n for n, cell in enumerate(sorted(h3.grid_disk(HOME, 2)), start=1)}
    assert [one.total for one in densest(cells)] == list(range(19, 9, -1))


def test_the_points_are_the_newest_of_the_period_and_those_that_have_one(given: Given) -> None:
    old = given.complaint(at=clock.now() - timedelta(days=5))
    given.complaint(latitude=None, longitude=None)
    new = given.complaint()
    given.complaint(at=clock.now() - timedelta(days=40))
    month = this(PeriodKind.MONTH, clock.now().date())
    found = newest_points(month)
    assert [one.reference for one in found] == [new.reference, old.reference]
    assert (found[0].latitude, found[0].longitude) == (new.latitude, new.longitude)


def test_no_more_points_than_a_telephone_can_draw(
    given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ptmb.queries.newest_points.MOST", 2)
    rows = [given.complaint() for _ in range(3)]
    month = this(PeriodKind.MONTH, clock.now().date())
    assert [one.reference for one in newest_points(month)] == [
        row.reference for row in reversed(rows[1:])
    ]


def test_a_moved_complaint_moves_between_the_lists(given: Given) -> None:
    lat, lng = middle(HOME)
    moved = given.complaint(latitude=lat, longitude=lng)
    assert listed(HOME).total() == 1
    statement = update(Complaint).where(Complaint.id == moved.id).values(latitude=lat + 0.05)
    db.session.execute(statement)
    db.session.commit()
    assert listed(HOME).total() == 0
