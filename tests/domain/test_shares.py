"""Percents that add up, sentences that do not flatter, trends that are not chance."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptmb.domain.lifecycle import Cause
from ptmb.domain.shares import percents, sentence
from ptmb.domain.trends import Trend, trend

totals = st.dictionaries(st.sampled_from(list(Cause)), st.integers(0, 10_000))


@given(totals)
def test_percents_add_up_to_a_hundred(counted: dict[Cause, int]) -> None:
    assert sum(percents(counted).values()) == (100 if any(counted.values()) else 0)


@given(totals)
def test_no_percent_is_off_by_a_whole_one(counted: dict[Cause, int]) -> None:
    whole = sum(counted.values())
    for cause, share in percents(counted).items():
        assert abs(share - counted[cause] * 100 / whole) < 1


def test_the_unknown_is_never_called_rationing() -> None:
    counted = Counter({Cause.UNKNOWN: 60, Cause.RATIONING: 40})
    assert "air baku" not in sentence(counted)
    assert "belum diketahui" in sentence(counted)


def test_rationing_is_named_only_when_it_is_most() -> None:
    assert "air baku" in sentence(Counter({Cause.RATIONING: 71, Cause.TECHNICAL: 29}))


def test_few_complaints_allow_no_sentence() -> None:
    assert "Belum cukup data" in sentence(Counter({Cause.RATIONING: 19}))


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [(0, 0, Trend.FLAT), (1, 0, Trend.FLAT), (10, 8, Trend.FLAT), (28, 10, Trend.UP),
     (10, 28, Trend.DOWN), (41, 5, Trend.UP)],
)  # fmt: skip
def test_a_trend_is_more_than_chance(now: int, before: int, expected: Trend) -> None:
    assert trend(now, before) is expected
