"""Days out of the ordinary: few by chance, the doubled day always, none without a past."""

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptmb.domain.control_limits import (
    BASELINE,
    Limits,
    Unusual,
    limits,
    limits_by_day,
    week_means,
)

counts = st.lists(st.integers(0, 200), max_size=90)


def poisson(chance: Random, mean: float) -> int:
    """Knuth's way: multiply until it falls below e^-mean."""
    number, product = 0, chance.random()
    while product > math.exp(-mean):
        number += 1
        product *= chance.random()
    return number


def marked(series: list[int]) -> list[Unusual]:
    pairs = zip(series, limits_by_day(series), strict=True)
    verdicts = [found.judge(count) for count, found in pairs if found]
    return [verdict for verdict in verdicts if verdict]


@pytest.mark.parametrize("mean", [1.5, 4, 9, 30, 120])
def test_a_steady_city_has_few_unusual_days(mean: float) -> None:
    chance = Random(1924)  # noqa: S311  # chance for a test
    series = [poisson(chance, mean) for _ in range(2_000)]
    assert len(marked(series)) <= 0.02 * len(series)


@pytest.mark.parametrize("mean", [4, 9, 30])
def test_complaints_that_come_in_clusters_widen_the_limits(mean: float) -> None:
    """Days three times as varied as chance: a plain c chart would call one in twelve unusual."""
    chance = Random(2002)  # noqa: S311  # chance for a test
    series = [3 * poisson(chance, mean) for _ in range(2_000)]
    assert len(marked(series)) <= 0.04 * len(series)
    plain = [abs(count - 3 * mean) > 3 * math.sqrt(3 * mean) for count in series]
    assert len(marked(series)) < sum(plain) / 1.5


@given(st.integers(12, 200), st.integers(0, 2**32))
def test_a_day_with_twice_as_many_is_unusual(mean: int, seed: int) -> None:
    chance = Random(seed)  # noqa: S311  # chance for a test
    before = [mean + chance.choice((-1, 0, 1)) for _ in range(BASELINE)]
    found = limits(before)
    assert found
    assert found.judge(2 * mean + 2) is Unusual.HIGH
    assert found.judge(mean) is None


def test_one_flood_in_the_past_does_not_hide_the_next() -> None:
    quiet = [10, 12, 9, 11, 10, 8, 13] * 4
    flooded = [*quiet[:20], 60, *quiet[21:]]
    found = limits(flooded)
    assert found
    assert found.judge(40) is Unusual.HIGH


def test_after_several_floods_an_ordinary_day_is_still_ordinary() -> None:
    quiet = [10, 12, 9, 11, 10, 8, 13] * 4
    flooded = [90 if number % 5 == 2 else count for number, count in enumerate(quiet)]
    found = limits(flooded)
    assert found
    assert found.judge(10) is None
    assert found.judge(90) is Unusual.HIGH


def test_a_lasting_change_becomes_ordinary_within_a_month() -> None:
    series = [10, 12, 9, 11] * 7 + [40, 42, 39, 41] * 10
    verdicts = marked(series)
    assert verdicts[0] is Unusual.HIGH
    assert len(verdicts) < BASELINE
    assert limits_by_day(series)[-1] == limits([40, 42, 39, 41] * 7)


def test_a_day_with_far_fewer_is_unusual_too() -> None:
    found = limits([30, 28, 33, 31] * 7)
    assert found
    assert found.judge(5) is Unusual.LOW


@given(st.lists(st.integers(0, 500), max_size=13))
def test_too_few_days_before_give_no_limits(before: list[int]) -> None:
    assert limits(before) is None


def test_where_hardly_anybody_complains_no_day_is_judged() -> None:
    assert limits([0, 0, 0, 1] * 7) is None


@given(counts)
def test_a_day_is_judged_by_the_days_before_it_alone(series: list[int]) -> None:
    found = limits_by_day(series)
    assert len(found) == len(series)
    for number in range(len(series)):
        assert found[number] == limits_by_day([*series[:number], 0])[number]


@given(counts)
def test_the_days_before_counting_began_change_nothing(series: list[int]) -> None:
    started = [3, *series]
    assert limits_by_day([0] * 40 + started)[40:] == limits_by_day(started)


@given(st.lists(st.integers(0, 500), min_size=14, max_size=28))
def test_the_limits_hold_the_centre_and_are_at_least_those_of_chance(before: list[int]) -> None:
    found = limits(before)
    if found is None:
        return
    assert 0 <= found.lower <= found.centre <= found.upper
    assert found.upper - found.centre >= 3 * math.sqrt(found.centre) - 1e-9


def test_the_limits_themselves_are_ordinary() -> None:
    assert Limits(10, 4, 16).judge(16) is None
    assert Limits(10, 4, 16).judge(4) is None


def test_the_mean_of_seven_days_needs_seven_days() -> None:
    assert week_means([7, 7, 7, 7, 7, 7, 14]) == [None] * 6 + [8]
    assert week_means([]) == []


def test_the_mean_of_seven_days_begins_with_the_counting() -> None:
    assert week_means([0] * 30 + [7] * 7) == [None] * 36 + [7]
    assert week_means([0] * 10) == [None] * 10
