"""Days, months, buckets and cells: what all figures rest on, by property."""

import math
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptmb.domain.choices import Channel, Confirmation
from ptmb.domain.durations import ERROR, bucket, median, quantile, seconds_of
from ptmb.domain.figures import CITY_ONLY, MONTHLY, WHOLE_CITY, Counted, Grain, Tallied, cells
from ptmb.domain.lifecycle import OPEN, Cause, Status
from ptmb.domain.measures import DEFINITIONS, Measure, handled_percent, per_thousand
from ptmb.domain.months import month_after, month_before, months
from ptmb.domain.periods import EARLIEST, PeriodKind, chosen, past_month, this

days = st.dates(date(2000, 1, 1), date(2040, 12, 31))
kinds = st.sampled_from([kind for kind in PeriodKind if kind is not PeriodKind.CUSTOM])
times = st.lists(st.floats(61, 9 * 366 * 86_400), min_size=1, max_size=60)
ONE_DAY = timedelta(days=1)


def exact(values: list[float], part: float) -> float:
    """The paper's own definition of a quantile."""
    return sorted(values)[math.floor(1 + part * (len(values) - 1)) - 1]


@given(times, st.sampled_from([0.0, 0.25, 0.5, 0.9, 1.0]))
def test_a_quantile_is_never_further_off_than_stated(values: list[float], part: float) -> None:
    found = quantile(Counter(bucket(value) for value in values), part)
    assert found == pytest.approx(exact(values, part), rel=ERROR + 1e-6)


@given(times, times)
def test_buckets_may_be_added(one: list[float], other: list[float]) -> None:
    together = Counter(map(bucket, one)) + Counter(map(bucket, other))
    assert median(together) == median(Counter(map(bucket, one + other)))


@given(st.floats(0, 60))
def test_a_minute_or_less_is_told_as_a_minute(seconds: float) -> None:
    assert seconds_of(bucket(seconds)) == 60.0


def test_of_nothing_there_is_no_median() -> None:
    assert median({}) is None


@given(days, days, days)
def test_the_cells_of_a_period_cover_each_of_its_days_once(
    first: date, last: date, today: date
) -> None:
    check_spans(chosen(first, last, max(first, last, today)))


@given(kinds, days)
def test_a_running_period_also_covers_each_day_once(kind: PeriodKind, today: date) -> None:
    check_spans(this(kind, today))


def check_spans(period: object) -> None:
    covered: Counter[date] = Counter()
    for span in period.spans():  # type: ignore[attr-defined]  # either kind of period
        start = span.first
        while start <= span.last:
            end = month_after(start) if span.grain is Grain.MONTH else start + ONE_DAY
            covered.update(start + ONE_DAY * n for n in range((end - start).days))
            start = end
    wanted = period.days  # type: ignore[attr-defined]  # as above
    assert set(covered.values()) == {1}
    assert set(wanted) <= set(covered)
    extra = sorted(set(covered) - set(wanted))
    runs, last = period.running, period.last  # type: ignore[attr-defined]  # as above
    assert not extra or (runs and extra[0] > last)


@given(days, days, days)
def test_two_chosen_days_come_in_any_order_and_stay_in_the_past(
    first: date, last: date, today: date
) -> None:
    period = chosen(first, last, today)
    assert period == chosen(last, first, today)
    assert EARLIEST <= period.first <= period.last <= today
    assert period.running is (period.last == today)


@given(days, days)
def test_as_many_days_before_end_where_a_chosen_period_begins(first: date, last: date) -> None:
    period = chosen(first, last, date(2041, 1, 1))
    before = period.before()
    assert before.last == period.first - ONE_DAY
    assert before.length == period.length


@given(days)
def test_a_month_is_compared_with_as_many_days_of_the_month_before(today: date) -> None:
    month = this(PeriodKind.MONTH, today)
    before = month.before()
    whole = (month.first - month_before(month.first)).days
    assert before.first == month_before(month.first)
    assert before.length == min(month.length, whole)


@pytest.mark.parametrize(
    ("kind", "today", "first", "last"),
    [
        (PeriodKind.MONTH, date(2024, 3, 31), date(2024, 2, 1), date(2024, 2, 29)),
        (PeriodKind.MONTH, date(2023, 3, 30), date(2023, 2, 1), date(2023, 2, 28)),
        (PeriodKind.MONTH, date(2024, 1, 10), date(2023, 12, 1), date(2023, 12, 10)),
        (PeriodKind.YEAR, date(2024, 2, 29), date(2023, 1, 1), date(2023, 2, 28)),
        (PeriodKind.YEAR, date(2025, 3, 1), date(2024, 1, 1), date(2024, 3, 1)),
        (PeriodKind.TODAY, date(2024, 3, 1), date(2024, 2, 29), date(2024, 2, 29)),
        (PeriodKind.WEEK, date(2024, 3, 3), date(2024, 2, 19), date(2024, 2, 25)),
    ],
)
def test_leap_days_and_turns_of_the_year(
    kind: PeriodKind, today: date, first: date, last: date
) -> None:
    before = this(kind, today).before()
    assert (before.first, before.last) == (first, last)


@given(days)
def test_months_follow_one_another(day: date) -> None:
    month = day.replace(day=1)
    assert month_before(month_after(day)) == month
    assert month_after(month_before(day)) == month
    assert past_month(month).last + ONE_DAY == month_after(month)


@given(days, st.integers(0, 900))
def test_every_month_between_two_days_is_told_once(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    every = [first + timedelta(days=n) for n in range(length + 1)]
    assert list(months(first, last)) == sorted({day.replace(day=1) for day in every})


def complaint(status: Status, received: date, took: int) -> Counted:
    ended = None if status in OPEN else received + timedelta(days=took)
    done = status in (Status.RESOLVED, Status.CLOSED)
    return Counted(
        received_on=received, hour_of_week=40, area=3, category=5, cause=Cause.TECHNICAL,
        channel=Channel.WEB, status=status, hexagon="88", crew=2, ended_on=ended,
        response_seconds=900.0, resolution_seconds=took * 86_400.0 if done else None,
        confirmed_by=Confirmation.REPORTER if done else None, rating=4 if done else None,
        reopened=True,
    )  # fmt: skip


@given(st.sampled_from(list(Status)), days, st.integers(0, 90))
def test_a_complaint_lies_once_in_each_measure_of_its_area_and_of_the_city(
    status: Status, received: date, took: int
) -> None:
    one = complaint(status, received, took)
    found = cells(one)
    assert set(found.values()) == {1}
    for measure in {cell.measure for cell in found}:
        by_day = [c.area_id for c in found if (c.measure, c.grain) == (measure, Grain.DAY)]
        by_month = [c.area_id for c in found if (c.measure, c.grain) == (measure, Grain.MONTH)]
        areas = [WHOLE_CITY] if measure in CITY_ONLY else [WHOLE_CITY, one.area]
        assert sorted(by_month) == areas
        assert sorted(by_day) == ([] if measure in MONTHLY else areas)
    assert all(cell.start_on.day == 1 for cell in found if cell.grain is Grain.MONTH)
    finished = {c.measure for c in found if c.measure.value.startswith(("finished", "resolution"))}
    assert bool(finished) is (status in (Status.RESOLVED, Status.CLOSED))
    assert (Tallied.ENDED_CAUSE in {c.measure for c in found}) is (status not in OPEN)


def test_every_measure_is_defined_in_one_short_sentence() -> None:
    assert set(DEFINITIONS) == set(Measure)
    for one in DEFINITIONS.values():
        assert one.sentence.endswith(".")
        assert one.rule.endswith(".")
        assert all(len(part.split()) <= 15 for part in one.sentence.split(". "))


def test_shares_of_nothing_are_unknown_and_not_zero() -> None:
    assert handled_percent(0, 0) is None
    assert handled_percent(176, 286) == pytest.approx(61.5, abs=0.05)
    assert per_thousand(41, None) is None
    assert per_thousand(41, 2_000) == 20.5
