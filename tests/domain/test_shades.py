"""Shades of a map: five equal steps that leave no number out."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ptmb.domain.shades import SHADES, shade_of, steps


@given(most=st.integers(1, 100_000), unit=st.sampled_from([1, 5]))
def test_every_number_up_to_the_most_lies_in_exactly_one_of_at_most_five_steps(
    most: int, unit: int
) -> None:
    found = steps(most, least=unit, unit=unit)
    assert len(found) <= SHADES
    assert [step.least for step in found[:1]] == ([unit] if most >= unit else [])
    for before, after in pairwise(found):
        assert after.least == before.most + 1
        assert after.shade == before.shade + 1
        assert (after.least - unit) % unit == 0
    assert all(step.least <= most <= step.most for step in found[-1:])


@given(most=st.integers(1, 5_000), number=st.integers(0, 5_000))
def test_a_number_has_the_shade_whose_legend_names_it(most: int, number: int) -> None:
    number = min(number, most)
    found = steps(most)
    shade = shade_of(number, found)
    named = [step.shade for step in found if step.least <= number <= step.most]
    assert named == ([shade] if number else [])


def test_few_numbers_need_few_shades() -> None:
    assert [tuple(step) for step in steps(3)] == [(1, 1, 1), (2, 2, 2), (3, 3, 3)]


def test_eighteen_make_five_equal_steps() -> None:
    ends = [(step.least, step.most) for step in steps(18)]
    assert ends == [(1, 4), (5, 8), (9, 12), (13, 16), (17, 20)]


def test_nothing_needs_no_shade() -> None:
    assert steps(0) == []
    assert shade_of(0, steps(10)) == 0
