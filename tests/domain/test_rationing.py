"""What a zone's time line says about one moment, at every edge."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptmb.domain.rationing import Window, difference, due_at, timeline
from ptmb.domain.water_plans import WITA

DAY = datetime(2024, 2, 10, tzinfo=WITA)
NO_WAIT = timedelta(0)


def hour(number: float) -> datetime:
    """So many hours after midnight of the tenth, by the city's clock."""
    return DAY + timedelta(hours=number)


def line(*stretches: tuple[float, float, int]) -> list[Window]:
    return [Window(hour(begin), hour(end), share) for begin, end, share in stretches]


EVENING = line((0, 6, 100), (6, 18, 0), (18, 24, 100))


def test_without_a_plan_water_is_due() -> None:
    water = due_at([], hour(3), NO_WAIT)
    assert (water.planned, water.due, water.share) == (False, True, 100)
    assert (water.next_flow_at, water.next_stop_at, water.window) == (None, None, None)


def test_in_a_turn_it_says_when_the_water_stops_and_comes_back() -> None:
    water = due_at(EVENING, hour(3), NO_WAIT)
    assert (water.planned, water.due) == (True, True)
    assert (water.next_stop_at, water.next_flow_at) == (hour(6), hour(18))


def test_between_turns_it_says_when_the_water_comes() -> None:
    water = due_at(EVENING, hour(12), NO_WAIT)
    assert (water.planned, water.due, water.share) == (True, False, 0)
    assert (water.next_flow_at, water.next_stop_at) == (hour(18), None)
    assert water.window == Window(hour(6), hour(18), 0)


@pytest.mark.parametrize(
    ("at", "due"), [(5.999, True), (6, False), (17.999, False), (18, True), (24, True)]
)
def test_a_window_holds_its_first_moment_and_not_its_last(at: float, due: bool) -> None:
    assert due_at(EVENING, hour(at), NO_WAIT).due is due


def test_a_dry_stretch_over_midnight_is_one() -> None:
    night = line((0, 20, 100), (20, 24, 0), (24, 28, 0), (28, 48, 100))
    for at in (21, 23.999, 24, 26):
        assert due_at(night, hour(at), NO_WAIT).next_flow_at == hour(28)
    assert due_at(night, hour(24), NO_WAIT).window == Window(hour(20), hour(28), 0)


def test_half_of_the_water_is_water() -> None:
    halves = line((0, 6, 50), (6, 12, 100), (12, 18, 0))
    water = due_at(halves, hour(3), NO_WAIT)
    assert (water.due, water.share, water.next_stop_at) == (True, 50, hour(12))
    assert water.window == Window(hour(0), hour(6), 50)


def test_after_a_turn_began_it_says_when_and_until_when_hills_wait() -> None:
    water = due_at(EVENING, hour(19), timedelta(hours=3))
    assert (water.ended_at, water.recovering_until) == (hour(18), hour(21))


def test_nothing_has_ended_while_it_is_dry_or_was_never_dry() -> None:
    assert due_at(EVENING, hour(12), NO_WAIT).ended_at is None
    assert due_at(EVENING, hour(3), NO_WAIT).ended_at is None


def test_after_the_end_of_the_plan_water_is_due_and_the_dry_stretch_has_ended() -> None:
    dry_to_the_end = line((0, 6, 100), (6, 18, 0))
    assert due_at(dry_to_the_end, hour(17), NO_WAIT).next_flow_at == hour(18)
    after = due_at(dry_to_the_end, hour(18), NO_WAIT)
    assert (after.planned, after.due, after.ended_at) == (False, True, hour(18))


def test_where_knowledge_ends_nothing_is_said_to_change() -> None:
    dry_to_the_end = line((0, 6, 100), (6, 18, 0))
    water = due_at(dry_to_the_end, hour(12), NO_WAIT, known_until=hour(18))
    assert (water.due, water.next_flow_at) == (False, None)
    before = due_at(dry_to_the_end, hour(3), NO_WAIT, known_until=hour(18))
    assert (before.next_stop_at, before.next_flow_at) == (hour(6), None)


def test_before_the_first_turn_it_says_when_the_plan_first_stops_the_water() -> None:
    water = due_at(EVENING, hour(-5), NO_WAIT)
    assert (water.planned, water.due) == (False, True)
    assert (water.next_stop_at, water.next_flow_at) == (hour(6), hour(18))


def test_in_a_gap_between_two_plans_water_is_due() -> None:
    gap = line((0, 6, 0), (12, 18, 0))
    water = due_at(gap, hour(8), NO_WAIT)
    assert (water.planned, water.due, water.ended_at) == (False, True, hour(6))
    assert (water.next_stop_at, water.next_flow_at) == (hour(12), hour(18))


def test_publishing_nearer_days_counts_less_and_more_water_apart() -> None:
    before, after = line((0, 6, 100), (6, 12, 0)), line((0, 3, 0), (3, 24, 100))
    less, more = difference(before, after, hour(0), hour(24))
    assert (less, more) == (timedelta(hours=3), timedelta(hours=6))


def test_where_turns_overlap_the_larger_share_wins() -> None:
    turns = [(hour(0), hour(8), 50), (hour(4), hour(12), 100), (hour(6), hour(7), 0)]
    assert timeline(turns, 0, hour(0), hour(24)) == line((0, 4, 50), (4, 12, 100), (12, 24, 0))


def test_turns_outside_of_the_days_asked_for_do_not_count() -> None:
    turns = [(hour(-9), hour(-3), 100), (hour(-2), hour(2), 100), (hour(23), hour(30), 100)]
    expected = line((0, 2, 100), (2, 23, 0), (23, 24, 100))
    assert timeline(turns, 0, hour(0), hour(24)) == expected


_SHARES = st.sampled_from([0, 25, 50, 100])
_TURNS = st.lists(
    st.tuples(st.integers(-30, 90), st.integers(1, 40), _SHARES).map(
        lambda one: (hour(one[0]), hour(one[0] + one[1]), one[2])
    ),
    max_size=12,
)


@given(turns=_TURNS, otherwise=_SHARES, minutes=st.integers(0, 60 * 60 - 1))
def test_a_time_line_has_no_gap_no_overlap_and_the_right_share_at_every_moment(
    turns: list[tuple[datetime, datetime, int]], otherwise: int, minutes: int
) -> None:
    windows = timeline(turns, otherwise, hour(0), hour(60))
    assert windows[0].starts_at == hour(0)
    assert windows[-1].ends_at == hour(60)
    for one, following in pairwise(windows):
        assert one.ends_at == following.starts_at
        assert one.share != following.share
    at = hour(0) + timedelta(minutes=minutes)
    running = [share for begin, end, share in turns if begin <= at < end]
    (here,) = [one.share for one in windows if one.starts_at <= at < one.ends_at]
    assert here == max(running, default=otherwise)


@given(turns=_TURNS, now=st.integers(0, 59))
def test_the_answer_agrees_with_walking_the_time_line_hour_by_hour(
    turns: list[tuple[datetime, datetime, int]], now: int
) -> None:
    windows = timeline(turns, 0, hour(0), hour(60))
    water = due_at(windows, hour(now).astimezone(UTC), NO_WAIT)
    flows = [
        any(one.holds(hour(step)) and one.share > 0 for one in windows) or step >= 60
        for step in range(62)
    ]
    starts = (step for step in range(now + 1, 62) if flows[step] and not flows[step - 1])
    stops = (step for step in range(now + 1, 62) if not flows[step] and flows[step - 1])
    assert water.due is flows[now]
    assert water.next_flow_at == (hour(first) if (first := next(starts, None)) else None)
    assert water.next_stop_at == (hour(first) if (first := next(stops, None)) else None)
