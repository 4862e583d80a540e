"""Past days in hours of each state: nothing is lost, nothing is made better than it was."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, strategies

from ptmb.domain.supply import SupplyState
from ptmb.domain.supply_history import Day, DayHours, Stretch, day_hours, total

BEGIN = datetime(2024, 2, 9, 16, tzinfo=UTC)
HOUR = timedelta(hours=1)
S = SupplyState


def of_day(*stretches: Stretch, watched: bool = True, hours: int = 24) -> DayHours:
    return day_hours(Day(date(2024, 2, 10), BEGIN, BEGIN + hours * HOUR, watched), stretches)


def stretch(state: SupplyState, begin: float, end: float) -> Stretch:
    return Stretch(state, BEGIN + begin * HOUR, BEGIN + end * HOUR)


def test_a_watched_day_without_anything_is_normal_and_another_one_is_unknown() -> None:
    assert of_day().minutes == {S.NORMAL: 1440}
    assert of_day(watched=False).minutes == {S.NO_DATA: 1440}
    assert of_day(watched=False).worst is S.NO_DATA


def test_what_was_written_down_is_known_also_on_a_day_that_nobody_watched() -> None:
    day = of_day(stretch(S.RATIONED, 0, 6), watched=False)
    assert day.minutes == {S.RATIONED: 360, S.NO_DATA: 1080}
    assert day.known == 360
    assert S.NORMAL not in day.minutes


def test_where_two_overlap_the_worse_one_counts_once() -> None:
    day = of_day(stretch(S.RATIONED, 0, 10), stretch(S.DISTURBED, 8, 12), stretch(S.REPAIR, 9, 13))
    assert day.minutes == {S.DISTURBED: 240, S.REPAIR: 60, S.RATIONED: 480, S.NORMAL: 660}
    assert day.worst is S.DISTURBED


def test_what_reaches_over_midnight_is_cut_at_both_ends() -> None:
    assert of_day(stretch(S.DISTURBED, -5, 2)).minutes == {S.DISTURBED: 120, S.NORMAL: 1320}
    assert of_day(stretch(S.DISTURBED, 22, 40)).minutes == {S.DISTURBED: 120, S.NORMAL: 1320}
    assert of_day(stretch(S.DISTURBED, 24, 30)).minutes == {S.NORMAL: 1440}


def test_today_is_as_long_as_it_has_been() -> None:
    assert of_day(stretch(S.RATIONED, 8, 24), hours=14).minutes == {S.RATIONED: 360, S.NORMAL: 480}
    assert of_day(hours=0).minutes == {}


_HOURS = strategies.integers(-10, 40)
_STRETCHES = strategies.lists(
    strategies.tuples(strategies.sampled_from([S.DISTURBED, S.REPAIR, S.RATIONED]), _HOURS, _HOURS)
)


@given(_STRETCHES, strategies.booleans())
def test_every_minute_of_a_day_has_exactly_one_state(
    drawn: list[tuple[SupplyState, int, int]], watched: bool
) -> None:
    day = of_day(*(stretch(state, min(a, b), max(a, b)) for state, a, b in drawn), watched=watched)
    assert sum(day.minutes.values()) == 1440
    assert (S.NORMAL not in day.minutes) or watched
    assert total([day, day]) == {state: 2 * minutes for state, minutes in day.minutes.items()}
