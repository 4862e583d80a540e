"""The announcements the utility really made, and which of several schedules holds."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptmb.domain.rationing import Window
from ptmb.domain.water_plans import (
    WITA,
    Announced,
    Plan,
    PlanRule,
    cut,
    cycle,
    once,
    reigns,
    weekly,
)
from ptmb.recurrence import windows_of


def wita(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WITA)


def shares(rules: tuple[PlanRule, ...], first: str, days: int) -> list[int]:
    """The share at noon of each day."""
    start = wita(first)
    line = windows_of(rules, 0, start, start + timedelta(days=days))
    noons = [start + timedelta(days=day, hours=12) for day in range(days)]
    return [one.share for noon in noons for one in line if one.holds(noon)]


def test_october_2014_three_days_km_8_then_four_days_kampung_damai() -> None:
    km_8 = cycle("2014-10-06T00:00", (3, 100), (4, 0))
    kampung_damai = cycle("2014-10-06T00:00", (3, 0), (4, 100))
    assert shares(km_8, "2014-10-06", 10) == [100, 100, 100, 0, 0, 0, 0, 100, 100, 100]
    assert shares(kampung_damai, "2014-10-06", 10) == [0, 0, 0, 100, 100, 100, 100, 0, 0, 0]
    assert km_8[0] == PlanRule("2014-10-06T00:00", 3 * 1440, "FREQ=DAILY;INTERVAL=7", 100)
    assert kampung_damai[1] == PlanRule("2014-10-09T00:00", 4 * 1440, "FREQ=DAILY;INTERVAL=7", 100)


def test_october_2023_a_turn_every_two_days() -> None:
    turns = cycle("2023-10-09T00:00", (1, 100), (1, 0))
    assert shares(turns, "2023-10-09", 6) == [100, 0, 100, 0, 100, 0]


def test_2024_three_days_full_two_days_half() -> None:
    quota = cycle("2024-03-01T00:00", (3, 100), (2, 50))
    assert shares(quota, "2024-03-01", 11) == [100, 100, 100, 50, 50] * 2 + [100]


def test_a_cycle_turns_at_the_hour_of_its_start() -> None:
    line = windows_of(
        cycle("2024-03-01T06:00", (1, 100), (1, 0)), 0, wita("2024-03-01"), wita("2024-03-04")
    )
    changes = [one.starts_at.astimezone(WITA) for one in line[1:]]
    assert changes == [
        wita("2024-03-01T06:00"),
        wita("2024-03-02T06:00"),
        wita("2024-03-03T06:00"),
    ]


def test_weekly_clock_windows_begin_on_the_first_such_day() -> None:
    rule = weekly(date(2024, 2, 10), (0, 3), time(18), time(23))  # the 10th is a Saturday
    assert rule == PlanRule("2024-02-12T18:00", 300, "FREQ=WEEKLY;BYDAY=MO,TH", 100)
    line = windows_of([rule], 0, wita("2024-02-10"), wita("2024-02-17"))
    flowing = [one.starts_at for one in line if one.share]
    assert flowing == [wita("2024-02-12T18:00"), wita("2024-02-15T18:00")]


def test_a_weekly_window_may_end_on_the_following_day() -> None:
    rule = weekly(date(2024, 2, 10), (6,), time(22), time(4))
    assert (rule.starts_local, rule.minutes) == ("2024-02-11T22:00", 360)
    whole_day = weekly(date(2024, 2, 10), (6,), time(0), time(0))
    assert whole_day.minutes == 1440


def test_a_repair_from_wednesday_22_00_for_twelve_hours_is_one_dry_window() -> None:
    plan = cut("Perbaikan", "", "", wita("2024-02-14T22:00"), wita("2024-02-15T10:00"))
    assert plan.rules == (once("2024-02-14T22:00", 720),)
    assert plan.passing
    line = windows_of(plan.rules, plan.share_otherwise, wita("2024-02-14"), wita("2024-02-16"))
    assert [one.share for one in line] == [100, 0, 100]
    assert line[1] == Window(
        wita("2024-02-14T22:00").astimezone(UTC), wita("2024-02-15T10:00").astimezone(UTC), 0
    )


def test_a_cut_until_it_is_done_has_no_end() -> None:
    plan = cut("Perbaikan", "", "", wita("2024-02-14T22:00"), None)
    assert (plan.valid_until, plan.passing) == (None, False)
    line = windows_of(plan.rules, plan.share_otherwise, plan.valid_from, wita("2024-04-14"))
    assert [one.share for one in line] == [0]


@pytest.mark.parametrize(
    ("otherwise", "until", "rules"),
    [
        (0, "2024-03-01", (once("2024-02-14T22:00", 60, 100),)),
        (100, None, (once("2024-02-14T22:00", 60),)),
        (100, "2024-03-01", (weekly(date(2024, 2, 10), (0,), time(8), time(9), 0),)),
    ],
)
def test_turns_endless_plans_and_repeated_cuts_are_no_single_interruption(
    otherwise: int, until: str | None, rules: tuple[PlanRule, ...]
) -> None:
    end = wita(until) if until else None
    assert not Plan("x", "", "", otherwise, wita("2024-02-10"), end, rules).passing


_START = wita("2024-02-10")
_ANNOUNCED = st.lists(
    st.tuples(st.integers(-5, 30), st.none() | st.integers(-5, 40)), max_size=6
).map(
    lambda pairs: [
        Announced(
            order + 1,
            order,
            _START + timedelta(hours=begin),
            None if end is None else _START + timedelta(hours=end),
        )
        for order, (begin, end) in enumerate(pairs)
    ]
)


@given(announced=_ANNOUNCED, hours=st.integers(0, 23))
def test_at_every_moment_the_newest_valid_schedule_holds(
    announced: list[Announced], hours: int
) -> None:
    found = reigns(announced, _START, _START + timedelta(hours=24))
    at = _START + timedelta(hours=hours)
    valid = [
        one
        for one in announced
        if one.starts_at <= at and (one.ends_at is None or at < one.ends_at)
    ]
    ruling = [one.schedule_id for one in found if one.starts_at <= at < one.ends_at]
    newest = max(valid, key=lambda one: one.order, default=None)
    assert ruling == ([newest.schedule_id] if newest else [])
    assert all(one.ends_at <= two.starts_at for one, two in pairwise(found))
