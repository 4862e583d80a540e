"""A plan is shown in the form in which it was written, and a week can be copied."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptmb.domain.day_strips import day_strips, midnight, monday
from ptmb.domain.plan_shapes import (
    DayCycle,
    Shape,
    WeeklyLine,
    copied_week,
    cycle_of,
    shape_of,
    weekly_lines,
    weekly_rules,
)
from ptmb.domain.rationing import Window
from ptmb.domain.water_plans import WITA, Plan, PlanRule, cut, cycle, weekly
from ptmb.recurrence import windows_of

START = datetime(2024, 2, 12, 8, tzinfo=WITA)
MONDAY = date(2024, 2, 12)
BARE = Plan("A", "", "", 0, START, None)


@pytest.mark.parametrize(
    ("plan", "shape"),
    [
        (replace(BARE, rules=(weekly(MONDAY, (0, 3), time(6), time(20)),)), Shape.WEEKLY),
        (replace(BARE, rules=cycle("2024-02-12T00:00", (3, 100), (2, 50))), Shape.CYCLE),
        (cut("A", "", "", START, START + timedelta(hours=4)), Shape.CUT),
        (cut("A", "", "", START, None), Shape.CUT),
        (replace(BARE, rules=(PlanRule("2024-02-12T06:00", 60, "FREQ=HOURLY", 50),)), Shape.RULES),
        (replace(BARE, rules=(weekly(date(2024, 3, 1), (0,), time(6), time(7)),)), Shape.RULES),
    ],
)
def test_a_plan_is_known_by_its_form(plan: Plan, shape: Shape) -> None:
    assert shape_of(plan) is shape


_lines = st.lists(
    st.builds(
        WeeklyLine,
        st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
        st.times().map(lambda at: time(at.hour, at.minute)),
        st.times().map(lambda at: time(at.hour, at.minute)),
        st.integers(0, 100),
    ),
    min_size=1,
    max_size=4,
)


@given(_lines)
def test_weekly_windows_come_back_as_they_were_typed(lines: list[WeeklyLine]) -> None:
    plan = replace(BARE, rules=weekly_rules(lines, START))
    assert weekly_lines(plan) == tuple(lines)


@given(st.lists(st.tuples(st.integers(1, 7), st.integers(0, 100)), min_size=1, max_size=4))
def test_a_cycle_comes_back_as_it_was_typed(phases: list[tuple[int, int]]) -> None:
    plan = replace(BARE, rules=cycle("2024-02-12T06:00", *phases))
    assert cycle_of(plan) == DayCycle("2024-02-12T06:00", tuple(phases))


_turns = st.lists(
    st.tuples(st.integers(-24, 24 * 8), st.integers(1, 40), st.sampled_from([0, 50, 100])),
    max_size=6,
)


def _line(turns: list[tuple[int, int, int]]) -> list[Window]:
    """A time line of whole hours; where nothing is said there is no plan."""
    found: list[Window] = []
    for begin, hours, share in sorted(turns):
        starts = midnight(MONDAY) + timedelta(hours=begin)
        if found:
            starts = max(starts, found[-1].ends_at)
        ends = midnight(MONDAY) + timedelta(hours=begin + hours)
        if starts < ends:
            found.append(Window(starts, ends, share))
    return found


@given(_turns, st.booleans())
def test_a_copied_week_has_the_same_hours(
    turns: list[tuple[int, int, int]], every_week: bool
) -> None:
    windows = _line(turns)
    target = MONDAY + timedelta(days=21)
    share, rules = copied_week(windows, MONDAY, target, every_week=every_week)
    since = midnight(target)
    made = windows_of(rules, share, since, since + timedelta(days=7))
    assert _shares(made, target) == _shares(windows, MONDAY)


def _shares(windows: list[Window], first: date) -> list[int]:
    """The share of each hour of the week; without a plan it is full."""
    hours = (midnight(first) + timedelta(hours=hour) for hour in range(7 * 24))
    return [next((one.share for one in windows if one.holds(at)), 100) for at in hours]


def test_a_copy_for_one_week_lets_the_running_plan_go_on() -> None:
    windows = [Window(midnight(MONDAY), START, 0)]
    share, rules = copied_week(windows, MONDAY, MONDAY, every_week=False)
    plan = Plan("A", "", "", share, START, START + timedelta(days=7), rules)
    assert plan.passing


def test_a_day_is_cut_at_midnight_and_what_nobody_planned_is_marked() -> None:
    first = midnight(MONDAY)
    windows = [
        Window(first + timedelta(hours=18), first + timedelta(hours=32), 100),
        Window(first + timedelta(hours=32), first + timedelta(hours=48), 0),
    ]
    days = day_strips(windows, MONDAY, 2)
    assert [(p.begins, p.ends, p.share, p.planned) for p in days[0].pieces] == [
        (0, 1080, 100, False),
        (1080, 1440, 100, True),
    ]
    assert [(p.begins, p.ends, p.share) for p in days[1].pieces] == [(0, 480, 100), (480, 1440, 0)]
    assert [day.flowing_minutes for day in days] == [1440, 480]
    assert days[1].pieces[0].width == pytest.approx(33.333)


def test_a_week_begins_on_monday() -> None:
    assert monday(date(2024, 2, 18)) == monday(MONDAY) == MONDAY
