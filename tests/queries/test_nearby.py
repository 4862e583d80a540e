"""What the public may learn of complaints near a pin."""

from ptmb.domain.geography import Point, distance_m
from ptmb.domain.lifecycle import Status
from ptmb.queries.nearby import Nearby, Neighbour
from tests.people import Given

PIN = Point(-1.2670, 116.8380)


def near(given: Given) -> list[Neighbour]:
    return Nearby(given.category().id, PIN).rows()


def test_an_open_complaint_close_by_is_offered(given: Given) -> None:
    complaint = given.complaint(latitude=-1.2672, longitude=116.8383)

    assert [one.reference for one in near(given)] == [complaint.reference]
    assert near(given)[0].people == 1


def test_other_troubles_and_finished_ones_are_not(given: Given) -> None:
    given.complaint(category="QUALITY", latitude=-1.267, longitude=116.838)
    given.complaint(Status.RESOLVED, latitude=-1.267, longitude=116.838)
    given.complaint(Status.WITHDRAWN, latitude=-1.267, longitude=116.838)

    assert near(given) == []


def test_what_lies_farther_than_250_metres_is_not(given: Given) -> None:
    given.complaint(latitude=-1.2670, longitude=116.8420)

    assert near(given) == []


def test_the_nearest_come_first_and_five_at_most(given: Given) -> None:
    for step in range(7):
        given.complaint(latitude=-1.2670 - step / 4000, longitude=116.8380)

    distances = [one.distance_m for one in near(given)]
    assert distances == sorted(distances)
    assert len(distances) == 5


def test_the_distance_does_not_give_the_house_away(given: Given) -> None:
    """Two houses in one 100-m cell look the same from every pin."""
    given.complaint(latitude=-1.26712, longitude=116.83788)
    given.complaint(latitude=-1.26688, longitude=116.83819)

    one, other = near(given)

    assert one.distance_m == other.distance_m
    assert distance_m(PIN, Point(-1.26712, 116.83788)) != one.distance_m
