"""Recurring windows on the city's clock."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptmb.domain.water_plans import WITA, PlanRule
from ptmb.recurrence import BadRecurrence, check, occurrences


def wita(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WITA)


def test_a_start_on_the_wall_is_eight_hours_before_in_utc() -> None:
    found = occurrences("2024-02-11T00:00", 60, "", wita("2024-02-11"), wita("2024-02-12"))
    midnight = datetime(2024, 2, 10, 16, tzinfo=UTC)
    assert found == [(midnight, midnight + timedelta(hours=1))]
    assert found[0][0].tzinfo is UTC


def test_weekdays_are_those_of_the_city_not_of_greenwich() -> None:
    # Monday 00:00 in the city is still Sunday in Greenwich.
    found = occurrences(
        "2024-02-12T00:00", 60, "FREQ=WEEKLY;BYDAY=MO", wita("2024-02-12"), wita("2024-02-27")
    )
    assert [begin.astimezone(WITA).date().isoformat() for begin, _ in found] == [
        "2024-02-12",
        "2024-02-19",
        "2024-02-26",
    ]


@pytest.mark.parametrize("every", [1, 36, 9999])
@pytest.mark.parametrize("until", ["", ";UNTIL=20240214T000000Z"])
def test_an_hourly_rule_of_long_ago_comes_at_the_hours_it_would_be_counted_to(
    every: int, until: str
) -> None:
    since, end = wita("2024-02-10T02:00"), wita("2024-02-20T22:00")
    found = occurrences("2001-05-07T22:15", 90, f"FREQ=HOURLY;INTERVAL={every}{until}", since, end)
    start, last = wita("2001-05-07T22:15"), datetime(2024, 2, 14, tzinfo=UTC)
    step, length = timedelta(hours=every), timedelta(minutes=90)
    every_one = (start + number * step for number in range((end - start) // step + 1))
    assert found == [
        (one, one + length)
        for one in every_one
        if since < one + length and one < end and (not until or one <= last)
    ]


def test_a_window_that_began_before_and_reaches_in_is_found_and_one_that_ends_there_is_not() -> (
    None
):
    daily = ("2024-02-01T22:00", 240, "FREQ=DAILY")
    found = occurrences(*daily, wita("2024-02-10T02:00"), wita("2024-02-10T22:00"))
    assert found == []
    found = occurrences(*daily, wita("2024-02-10T01:59"), wita("2024-02-10T22:01"))
    assert [begin for begin, _ in found] == [wita("2024-02-09T22:00"), wita("2024-02-10T22:00")]


def test_a_single_window_is_found_only_where_it_lies() -> None:
    once = ("2024-02-10T10:00", 60, "")
    assert occurrences(*once, wita("2024-02-10T11:00"), wita("2024-02-11")) == []
    assert occurrences(*once, wita("2024-02-09"), wita("2024-02-10T10:00")) == []
    assert len(occurrences(*once, wita("2024-02-10T10:59"), wita("2024-02-11"))) == 1


def test_an_end_and_a_number_of_times_are_kept() -> None:
    days = (wita("2024-02-01"), wita("2024-03-01"))
    until = "FREQ=DAILY;UNTIL=20240204T160000Z"  # the fifth at 00:00 in the city
    assert len(occurrences("2024-02-01T00:00", 60, until, *days)) == 5
    assert len(occurrences("2024-02-01T00:00", 60, "FREQ=DAILY;COUNT=3", *days)) == 3


@pytest.mark.parametrize(
    "recurrence",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;BYDAY=MO",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;COUNT=99999",
        "FREQ=DAILY;COUNT=2;UNTIL=20240204T160000Z;X=1",
        "FREQ=DAILY;UNTIL=20240230T160000Z",
        "FREQ=WEEKLY;BYDAY=XX",
        "RRULE:FREQ=DAILY",
        "DTSTART:20240101T000000\nRRULE:FREQ=DAILY",
        "INTERVAL=2",
        "daily",
        ";",
    ],
)
def test_a_rule_that_no_announcement_uses_is_refused_at_once(recurrence: str) -> None:
    with pytest.raises(BadRecurrence):
        check(PlanRule("2024-02-10T10:00", 60, recurrence))


@pytest.mark.parametrize(
    "starts_local",
    ["", "2024-02-30T10:00", "2024-02-10", "10:00", "0001-01-01T00:00", "0024-02-10T00:00",
     "9999-12-31T23:59"],
)  # fmt: skip
def test_an_impossible_start_is_refused(starts_local: str) -> None:
    with pytest.raises(BadRecurrence):
        check(PlanRule(starts_local, 60))


@pytest.mark.parametrize("minutes", [0, -5, 31 * 1440 + 1])
def test_a_window_without_length_or_longer_than_a_month_is_refused(minutes: int) -> None:
    with pytest.raises(BadRecurrence):
        check(PlanRule("2024-02-10T10:00", minutes))


@given(
    interval=st.integers(1, 9),
    minutes=st.integers(1, 4000),
    first=st.integers(0, 20_000),
    length=st.integers(1, 10_000),
)
def test_every_n_days_agrees_with_counting(
    interval: int, minutes: int, first: int, length: int
) -> None:
    start = wita("2024-02-01T05:30")
    since = start + timedelta(minutes=first)
    until = since + timedelta(minutes=length)
    found = occurrences(
        "2024-02-01T05:30", minutes, f"FREQ=DAILY;INTERVAL={interval}", since, until
    )
    counted = [
        begin
        for number in range(60)
        if (begin := start + timedelta(days=interval * number)) < until
        and begin + timedelta(minutes=minutes) > since
    ]
    assert [begin for begin, _ in found] == counted
