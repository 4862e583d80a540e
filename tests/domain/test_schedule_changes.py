"""What followers are told of a new plan: from when it differs, and the next dry stretches."""

from datetime import UTC, datetime, timedelta

from ptmb.domain.rationing import Window
from ptmb.domain.schedule_changes import MOST_TOLD, changed_from, next_dry

START = datetime(2024, 2, 10, tzinfo=UTC)
END = START + timedelta(days=10)


def hour(number: float) -> datetime:
    return START + timedelta(hours=number)


def window(begins: float, ends: float, share: int = 0) -> Window:
    return Window(hour(begins), hour(ends), share)


def test_the_same_plan_in_other_pieces_changes_nothing() -> None:
    assert changed_from([window(0, 6)], [window(0, 3), window(3, 6)], START, END) is None
    assert changed_from([], [window(0, 240, 100)], START, END) is None


def test_a_new_turn_counts_from_its_beginning() -> None:
    assert changed_from([], [window(30, 36)], START, END) == hour(30)


def test_a_turn_that_ends_earlier_counts_from_there() -> None:
    assert changed_from([window(0, 12)], [window(0, 8)], START, END) == hour(8)
    assert changed_from([window(0, 8)], [window(0, 12)], START, END) == hour(8)


def test_half_of_the_water_is_a_change_too() -> None:
    assert changed_from([window(4, 8, 50)], [window(4, 8, 0)], START, END) == hour(4)


def test_what_lies_behind_the_look_is_no_news() -> None:
    assert changed_from([], [window(241, 250)], START, END) is None


def test_the_next_dry_stretches_are_told_and_no_more_than_fit() -> None:
    days = [window(24 * number, 24 * number + 8) for number in range(6)]
    told = next_dry([*days, window(8, 24, 50)], hour(9))
    assert told == days[1 : 1 + MOST_TOLD]
