"""What everybody may know of a cell: never a number under five, not even by subtraction."""

from hypothesis import given
from hypothesis import strategies as st

from ptmb.domain.hexagon_privacy import LEAST, published

CELLS = st.dictionaries(st.text("0123456789abcdef", min_size=15, max_size=15), st.integers(0, 400))


@given(cells=CELLS)
def test_a_cell_with_fewer_than_five_complaints_is_not_told(cells: dict[str, int]) -> None:
    told = published(cells)
    assert told.keys() == {cell for cell, total in cells.items() if total >= LEAST}


@given(cells=CELLS)
def test_what_is_told_is_never_more_than_there_is_and_misses_less_than_five(
    cells: dict[str, int],
) -> None:
    for cell, total in published(cells).items():
        assert total >= LEAST
        assert 0 <= cells[cell] - total < LEAST


@given(shorter=st.integers(0, 400), rest=st.integers(0, LEAST - 1))
def test_two_periods_one_within_the_other_do_not_betray_the_small_rest_between_them(
    shorter: int, rest: int
) -> None:
    def told(total: int) -> int:
        return published({"cell": total}).get("cell", 0)

    seen = (told(shorter), told(shorter + rest))
    rests = {
        other
        for total in range(410)
        for other in range(2 * LEAST)
        if (told(total), told(total + other)) == seen
    }
    assert len(rests) >= LEAST
