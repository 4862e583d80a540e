"""Small counts: hidden, and not to be worked out from what is shown."""

import itertools
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from ptmb.domain.suppression import LEAST, Shown, Withheld, suppressed

Table = list[list[int]]
small = st.one_of(st.integers(0, 2), st.integers(0, 7))
tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(small, min_size=width, max_size=width), min_size=1, max_size=3)
)


def published(table: Table) -> Shown[int, int]:
    counts = {(i, j): n for i, row in enumerate(table) for j, n in enumerate(row)}
    return suppressed(counts, range(len(table)), range(len(table[0])))


def totals(table: Table) -> tuple[list[int], list[int]]:
    return [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]


def explanations(table: Table, shown: Shown[int, int]) -> Iterator[Table]:
    """Every table that a reader could believe in: by brute force over all that fit."""
    rows, columns = totals(table)
    ranges = [
        [_possible(shown.at(i, j), min(rows[i], columns[j])) for j in range(len(columns))]
        for i in range(len(rows))
    ]
    fitting = [
        [row for row in itertools.product(*choices) if sum(row) == rows[i]]
        for i, choices in enumerate(ranges)
    ]
    for chosen in itertools.product(*fitting):
        if [sum(column) for column in zip(*chosen, strict=True)] == columns:
            yield [list(row) for row in chosen]


def _possible(cell: int | Withheld, most: int) -> range:
    if isinstance(cell, Withheld):
        return range(LEAST) if cell is Withheld.UNDER_5 else range(LEAST, most + 1)
    return range(cell, cell + 1)


@settings(max_examples=400)
@given(tables)
def test_no_hidden_number_can_be_worked_out_from_the_totals(table: Table) -> None:
    shown = published(table)
    if shown.cells is None:
        return
    believed = list(explanations(table, shown))
    assert table in believed, "what is shown is true"
    for (i, j), cell in shown.cells.items():
        if isinstance(cell, Withheld):
            assert len({one[i][j] for one in believed}) > 1, f"{i}, {j} of {table} is certain"


@given(tables)
def test_no_number_from_one_to_four_is_ever_shown(table: Table) -> None:
    cells = published(table).cells or {}
    assert not {cell for cell in cells.values() if isinstance(cell, int)} & set(range(1, LEAST))


@given(tables)
def test_what_is_shown_is_the_number_itself_and_marks_say_the_truth(table: Table) -> None:
    for (i, j), cell in (published(table).cells or {}).items():
        if cell is Withheld.UNDER_5:
            assert table[i][j] < LEAST
        elif cell is Withheld.COMPLEMENTARY:
            assert table[i][j] >= LEAST
        else:
            assert cell == table[i][j]


@given(st.lists(st.lists(st.sampled_from([0, 5, 8, 30]), min_size=3, max_size=3), min_size=1))
def test_without_a_small_number_nothing_is_hidden(table: Table) -> None:
    cells = published(table).cells
    assert cells == {(i, j): n for i, row in enumerate(table) for j, n in enumerate(row)}


def test_one_small_number_takes_three_others_with_it() -> None:
    shown = published([[3, 20, 30], [40, 50, 60], [70, 80, 90]])
    hidden = [spot for spot, cell in (shown.cells or {}).items() if isinstance(cell, Withheld)]
    assert len(hidden) == 4
    assert shown.at(0, 0) is Withheld.UNDER_5


def test_zeros_are_hidden_rather_than_numbers_that_tell_something() -> None:
    shown = published([[3, 0, 30], [0, 2, 60], [7, 8, 90]])
    assert [cell for cell in (shown.cells or {}).values() if cell is Withheld.COMPLEMENTARY] == []
    assert shown.at(2, 2) == 90


def test_a_table_with_one_complaint_in_one_place_is_not_shown_at_all() -> None:
    assert published([[1, 0], [0, 0]]).cells is None
    assert published([[3]]).cells is None


def test_an_empty_table_is_all_zeros() -> None:
    assert set((published([[0, 0], [0, 0]]).cells or {}).values()) == {0}


def test_a_whole_city_is_done_in_a_moment() -> None:
    """34 areas by 16 kinds, sparse as they are: the page must not wait for it."""
    table = [[(i * 7 + j * 13) % 11 if (i + j) % 3 else 0 for j in range(16)] for i in range(35)]
    shown = published(table)
    assert shown.cells is not None
    assert any(isinstance(cell, int) and cell >= LEAST for cell in shown.cells.values())
