"""The gauge: where the level stands, where it is heading, and what cannot be true."""

from datetime import UTC, date, datetime, timedelta
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptmb.domain.reservoir import (
    Mark,
    Mood,
    Reading,
    days_left,
    marks_on,
    mood,
    odd_step,
    outside,
    trend,
)
from ptmb.domain.supply import ThresholdKind

NOON = datetime(2024, 2, 10, 4, tzinfo=UTC)
SINCE = date(2020, 1, 1)
MANGGAR = {
    kind: Mark(kind, level, SINCE)
    for kind, level in (
        (ThresholdKind.NORMAL, 10.30),
        (ThresholdKind.ALERT, 7.0),
        (ThresholdKind.CRITICAL, 5.0),
        (ThresholdKind.FLOOR, 4.40),
    )
}


def daily(*levels: float) -> list[Reading]:
    """One reading a day, the last one at `NOON`."""
    first = NOON - timedelta(days=len(levels) - 1)
    return [Reading(first + timedelta(days=day), level) for day, level in enumerate(levels)]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (10.30, Mood.NORMAL),
        (10.29, Mood.LOW),
        (7.0, Mood.LOW),
        (6.99, Mood.ALERT),
        (5.0, Mood.ALERT),
        (4.99, Mood.CRITICAL),
        (4.39, Mood.CRITICAL),
    ],
)
def test_the_level_is_called_after_the_marks_it_fell_below(level: float, expected: Mood) -> None:
    assert mood(level, MANGGAR) is expected


def test_without_marks_nothing_is_claimed() -> None:
    assert mood(8.0, {}) is Mood.UNKNOWN


def test_a_mark_holds_on_its_first_and_its_last_day_and_no_longer() -> None:
    old = Mark(ThresholdKind.ALERT, 7.5, date(2023, 1, 1), date(2023, 12, 31))
    new = Mark(ThresholdKind.ALERT, 7.0, date(2024, 1, 1))
    held = [
        marks_on([new, old], day).get(ThresholdKind.ALERT)
        for day in (date(2022, 12, 31), date(2023, 1, 1), date(2023, 12, 31), date(2024, 1, 1))
    ]
    assert held == [None, old, old, new]


def test_a_steady_fall_is_told_in_centimetres_a_day() -> None:
    heading = trend(daily(8.66, 8.62, 8.58, 8.54, 8.50, 8.46, 8.42))
    assert heading
    assert heading.cm_per_day == pytest.approx(-4)
    assert heading.lowest == pytest.approx(-4)


def test_one_misread_gauge_does_not_move_the_trend() -> None:
    heading = trend(daily(8.66, 8.62, 8.58, 6.54, 8.50, 8.46, 8.42))
    assert heading
    assert heading.cm_per_day == pytest.approx(-4, abs=0.5)


def test_readings_older_than_a_week_do_not_count() -> None:
    heading = trend([*daily(8.66, 8.62, 8.58, 8.54, 8.50, 8.46, 8.42), Reading(
        NOON - timedelta(days=30), 2.0)])  # fmt: skip
    assert heading
    assert heading.cm_per_day == pytest.approx(-4)


@pytest.mark.parametrize("levels", [(), (8.0,), (8.0, 7.9)])
def test_two_readings_are_no_trend(levels: tuple[float, ...]) -> None:
    assert trend(daily(*levels)) is None


def test_three_readings_of_one_morning_are_no_trend() -> None:
    close = [Reading(NOON + timedelta(hours=hour), 8.0 - hour / 100) for hour in range(3)]
    assert trend(close) is None


@given(
    st.lists(
        st.floats(min_value=4, max_value=11, allow_nan=False).map(lambda level: round(level, 2)),
        min_size=3,
        max_size=8,
    )
)
def test_the_trend_lies_inside_of_its_range(levels: list[float]) -> None:
    heading = trend(daily(*levels))
    assert heading
    assert heading.lowest <= heading.cm_per_day <= heading.highest


def test_days_left_say_the_range_too() -> None:
    heading = trend(daily(8.60, 8.55, 8.52, 8.50, 8.44, 8.43, 8.40))
    assert heading
    left = days_left(8.40, 5.0, heading)
    assert left
    assert left.soonest < left.days
    assert left.latest is None or left.days < left.latest
    assert left.days == pytest.approx(340 / -heading.cm_per_day)


def test_a_rising_or_an_already_critical_reservoir_has_no_days_left() -> None:
    rising = trend(daily(8.0, 8.1, 8.2))
    falling = trend(daily(5.2, 5.1, 5.0))
    assert rising
    assert falling
    assert days_left(8.2, 5.0, rising) is None
    assert days_left(5.0, 5.0, falling) is None


def test_where_the_slow_end_does_not_fall_nobody_names_a_latest_day() -> None:
    heading = trend(daily(8.40, 8.41, 8.35, 8.42, 8.33, 8.40, 8.34))
    assert heading
    assert heading.highest > 0 > heading.cm_per_day
    left = days_left(8.34, 5.0, heading)
    assert left
    assert left.latest is None


@pytest.mark.parametrize(
    ("level", "hours", "odd"),
    [(8.12, 24, False), (8.11, 24, True), (8.11, 48, False), (7.22, 24, True), (9.62, 3, True)],
)
def test_a_leap_since_the_last_reading_is_asked_about(level: float, hours: int, odd: bool) -> None:
    change = odd_step(level, NOON + timedelta(hours=hours), Reading(NOON, 8.42))
    assert (change is not None) is odd


def test_the_first_reading_is_believed() -> None:
    assert odd_step(8.42, NOON, None) is None


def test_what_is_not_on_the_gauge_is_outside() -> None:
    assert [outside(level, 3.0, 12.0) for level in (2.99, 3.0, 12.0, 12.01)] == [
        True, False, False, True,
    ]  # fmt: skip


def test_a_machine_that_sends_every_minute_gives_the_trend_of_one_that_sends_every_hour() -> None:
    start = datetime(2024, 2, 3, tzinfo=UTC)
    levels = [Reading(start + timedelta(minutes=n), 9.0 - n / 60 / 24 * 0.02) for n in range(8000)]
    began = perf_counter()
    every_minute = trend(levels)
    assert perf_counter() - began < 1
    assert every_minute
    assert every_minute.cm_per_day == pytest.approx(-2)
