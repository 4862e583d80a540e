"""When the figures are checked, and how a difference is said."""

from datetime import date, datetime

import pytest

from ptmb.config import CITY_TIME
from ptmb.domain.figures import Cell, Grain, Outcome, Tallied
from ptmb.domain.self_check import MEASURE_WORDS, MOST, cell_differences, compared, is_due

CELL = Cell(Tallied.RECEIVED_CAUSE, Grain.DAY, 7, date(2024, 2, 3), "rationing", Outcome.OPEN)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 2, day, hour, minute, tzinfo=CITY_TIME)


@pytest.mark.parametrize(
    ("local", "last", "due"),
    [
        (at(10, 2, 59), at(9, 3), False),
        (at(10, 3), at(9, 3), True),
        (at(10, 3, 1), at(10, 3), False),
        (at(10, 14), at(9, 3), True),  # nobody worked that night
        (at(10, 14), at(10, 3), False),
        (at(10, 14), None, False),  # a new installation waits for its night
        (at(11, 3, 5), None, True),
        (at(11, 1), at(9, 23), True),  # the night of the 10th is over, too
    ],
)
def test_once_a_night_and_later_when_it_was_missed(
    local: datetime, last: datetime | None, due: bool
) -> None:
    assert is_due(local, last) is due


def test_every_kind_of_cell_has_its_words() -> None:
    assert set(MEASURE_WORDS) == set(Tallied)


def test_a_difference_says_when_where_what_and_both_numbers() -> None:
    assert cell_differences({CELL: 5}, {CELL: 4}, {7: "Damai"}) == [
        "2024-02-03, Damai, masuk menurut penyebab (rationing, terbuka): tercatat 5, seharusnya 4"
    ]
    month = CELL._replace(grain=Grain.MONTH, start_on=date(2024, 2, 1), area_id=0)
    assert cell_differences({}, {month: 2}, {})[0].startswith("bulan 2024-02, tanpa wilayah")


def test_a_zero_is_no_cell() -> None:
    assert cell_differences({CELL: 0}, {}, {}) == []


def test_of_very_many_the_first_are_told_and_the_rest_counted() -> None:
    told = compared(9, (str(number) for number in range(MOST + 5))).differences
    assert len(told) == MOST + 1
    assert told[-1] == "… dan 5 perbedaan lain"
