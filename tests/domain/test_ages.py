"""The backlog by age: every open complaint in one class, by whole days of the city."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptmb.domain.ages import AGE_CLASSES, by_age, oldest

TODAY = date(2024, 2, 10)
backlogs = st.dictionaries(
    st.integers(-2, 400).map(lambda days: TODAY - timedelta(days=days)), st.integers(0, 50)
)


@given(backlogs)
def test_every_open_complaint_is_in_one_class(open_by_day: dict[date, int]) -> None:
    classes = by_age(open_by_day, TODAY)
    assert [(one.first, one.last) for one in classes] == list(AGE_CLASSES)
    assert sum(one.count for one in classes) == sum(open_by_day.values())


@pytest.mark.parametrize(
    ("days", "place"),
    [(0, 0), (1, 0), (2, 1), (3, 1), (4, 2), (7, 2), (8, 3), (14, 3), (15, 4), (30, 4), (31, 5),
     (999, 5), (-1, 0)],
)  # fmt: skip
def test_the_classes_meet_without_a_gap(days: int, place: int) -> None:
    classes = by_age({TODAY - timedelta(days=days): 1}, TODAY)
    assert [one.count for one in classes].index(1) == place


def test_the_oldest_is_the_oldest_that_is_still_open() -> None:
    backlog = Counter({TODAY - timedelta(days=9): 1, TODAY - timedelta(days=40): 0})
    assert oldest(backlog, TODAY) == 9
    assert oldest({}, TODAY) is None
