"""Many saying the same nearby: what counts as one likely incident, and what does not."""

import itertools
import time
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ptmb.domain.detection import (
    LEAST,
    LIKELY_RADIUS_M,
    LIKELY_WINDOW,
    Sighting,
    likely,
)
from ptmb.domain.geography import Point, distance_m

NOON = datetime(2024, 2, 10, 4, 0, tzinfo=UTC)
HERE = Point(-1.25, 116.85)
_ids = itertools.count(1)


def seen(
    minutes: float = 0, east_m: float = 0, category: int = 1, area: int | None = 1
) -> Sighting:
    number = next(_ids)
    point = Point(HERE.lat, HERE.lng + east_m / 111_300)
    at = NOON + timedelta(minutes=minutes)
    return Sighting(number, f"PTM-{number}~1", category, area, point, at)


def test_five_of_a_kind_within_500_metres_and_two_hours_are_likely_one() -> None:
    group = [seen(minutes=n * 30, east_m=n * 100) for n in range(LEAST)]
    found = likely(group)
    assert [len(one.sightings) for one in found] == [5]
    assert found[0].category_id == 1


def test_four_are_not_enough() -> None:
    assert likely([seen() for _ in range(LEAST - 1)]) == []


def test_another_kind_of_trouble_does_not_count() -> None:
    assert likely([*(seen() for _ in range(4)), seen(category=2)]) == []


def test_too_far_away_does_not_count() -> None:
    assert likely([*(seen() for _ in range(4)), seen(east_m=LIKELY_RADIUS_M + 20)]) == []


def test_too_long_after_does_not_count_but_the_edge_does() -> None:
    early = [seen() for _ in range(4)]
    assert likely([*early, seen(minutes=121)]) == []
    assert len(likely([*early, seen(minutes=120)])) == 1


def test_the_largest_comes_first_and_none_is_counted_twice() -> None:
    small = [seen(east_m=5_000) for _ in range(5)]
    large = [seen() for _ in range(7)]
    found = likely([*small, *large])
    assert [len(one.sightings) for one in found] == [7, 5]


def test_the_areas_come_by_how_often_they_are_named() -> None:
    group = [seen(area=2), seen(area=1), seen(area=2), seen(area=None), seen(area=3)]
    assert likely(group)[0].area_ids == (2, 1, 3)


def test_what_came_hours_later_around_the_same_point_is_a_group_of_its_own() -> None:
    """The first complaint alone is near enough to the last to make the second group."""
    edge = [seen(minutes=242), seen(minutes=242, east_m=501)]
    early = [seen(minutes=1) for _ in range(3)] + [seen(minutes=121) for _ in range(2)]
    late = [seen(minutes=122) for _ in range(3)] + edge
    found = likely([seen(east_m=1), *early, *late])
    assert [one.sightings for one in found] == [tuple(early), tuple(late)]


def test_where_the_search_draws_its_squares_changes_nothing() -> None:
    for quarter in range(2_100):
        east_m = quarter / 4
        group = [*(seen(east_m=east_m) for _ in range(4)), seen(east_m=east_m + 500.4)]
        assert distance_m(group[0].point, group[4].point) <= LIKELY_RADIUS_M
        assert len(likely(group)) == 1, east_m


sightings = st.builds(
    seen,
    minutes=st.integers(0, 400),
    east_m=st.integers(0, 1_500),
    category=st.integers(1, 2),
)


@given(st.lists(sightings, max_size=24))
def test_whatever_came_each_group_keeps_the_rule_and_nothing_large_is_left(
    all_of_them: list[Sighting],
) -> None:
    found = likely(all_of_them)
    named = [one.id for group in found for one in group.sightings]
    assert len(named) == len(set(named))
    for group in found:
        moments = [one.at for one in group.sightings]
        assert len(moments) >= LEAST
        assert max(moments) - min(moments) <= LIKELY_WINDOW
        assert len({one.category_id for one in group.sightings}) == 1
        assert all(
            distance_m(group.centre, one.point) <= LIKELY_RADIUS_M for one in group.sightings
        )
    left = [one for one in all_of_them if one.id not in set(named)]
    assert not any(_enough(one, left) for one in left), "by brute force"


@given(st.lists(sightings, max_size=24))
def test_the_first_group_is_as_large_as_any(all_of_them: list[Sighting]) -> None:
    found = likely(all_of_them)
    sizes = [len(group.sightings) for group in found]
    assert sizes == sorted(sizes, reverse=True)
    largest = max((_most(one, all_of_them) for one in all_of_them), default=0)
    assert (sizes or [0])[0] == (largest if largest >= LEAST else 0)


def test_a_thousand_complaints_of_a_great_outage_take_a_moment() -> None:
    """The desks ask each minute, just when the machine has most to do."""
    seen_now = [seen(minutes=n * 7 % 700, east_m=n * 13 % 2_000) for n in range(1_000)]
    begun = time.process_time()
    likely(seen_now)
    assert time.process_time() - begun < 1.2


def _most(centre: Sighting, everyone: list[Sighting]) -> int:
    near = [
        one
        for one in everyone
        if one.category_id == centre.category_id
        and distance_m(centre.point, one.point) <= LIKELY_RADIUS_M
    ]
    return max(
        sum(timedelta(0) <= one.at - first.at <= LIKELY_WINDOW for one in near) for first in near
    )


def _enough(centre: Sighting, left: list[Sighting]) -> bool:
    return _most(centre, left) >= LEAST
