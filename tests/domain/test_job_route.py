"""The way through a day: what it costs, who is reached when, and where a job stands in the list."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ptmb.domain.geography import Point
from ptmb.domain.job_order import Waiting, standing
from ptmb.domain.job_route import (
    LATER_METRES,
    MISSED_METRES,
    Visit,
    choice_of,
    schedule,
)
from ptmb.domain.states import Status

HOME = Point(-1.24, 116.85)
KM_NORTH = 1 / 110.574
"""Degrees of latitude."""
HOUR = 3600
AT = datetime(2024, 2, 10, 6, 32, tzinfo=UTC)


def visit(number: int, north_km: float | None = 0.0, **rest: Any) -> Visit:
    point = None if north_km is None else Point(HOME.lat + north_km * KM_NORTH, HOME.lng)
    return replace(Visit(number, point, HOUR // 2, 8 * HOUR, 1), **rest)


class TestTheSchedule:
    def test_a_kilometre_as_the_crow_flies_is_1400_metres_and_four_minutes(self) -> None:
        first, second = schedule(HOME, [visit(1, 1), visit(2, 2)])
        assert first.metres == pytest.approx(1400, rel=0.01)
        assert first.seconds == first.arrives == pytest.approx(252, rel=0.01)
        assert first.ends == first.arrives + HOUR // 2
        assert second.arrives == pytest.approx(first.ends + 252, abs=3)

    def test_a_target_is_kept_when_the_work_is_finished_not_when_it_begins(self) -> None:
        (stop,) = schedule(HOME, [visit(1, 0, due=HOUR // 2)])
        assert stop.late == 0
        (stop,) = schedule(HOME, [visit(1, 0, due=HOUR // 2 - 60)])
        assert stop.late == 60

    def test_without_a_position_the_way_begins_at_the_first_job(self) -> None:
        first, second = schedule(None, [visit(1, 1), visit(2, 2)])
        assert (first.metres, first.arrives) == (None, 0)
        assert second.metres == pytest.approx(1400, rel=0.01)

    def test_a_job_without_a_point_takes_its_time_but_no_way(self) -> None:
        unplaced, after = schedule(HOME, [visit(1, None), visit(2, 1)])
        assert (unplaced.metres, unplaced.seconds, unplaced.ends) == (None, None, HOUR // 2)
        assert after.metres == pytest.approx(1400, rel=0.01)

    def test_who_stands_there_has_no_way_whatever_the_last_known_place(self) -> None:
        (stop,) = schedule(HOME, [visit(1, 9, at_hand=True, here=True)])
        assert (stop.metres, stop.arrives) == (0, 0)

    def test_nothing_presses_where_the_target_stands_still(self) -> None:
        (stop,) = schedule(HOME, [visit(1, 50, due=None)])
        assert stop.late == 0

    def test_no_job_is_no_stop(self) -> None:
        assert schedule(HOME, []) == []


class TestWhatAnOrderCosts:
    def test_only_metres_while_every_target_is_kept(self) -> None:
        way = choice_of(HOME, [visit(1, 1), visit(2, 2)]).way
        assert way.cost([0, 1]) == pytest.approx(2800, rel=0.01)
        assert way.cost([1, 0]) == pytest.approx(4200, rel=0.01)

    def test_a_missed_target_weighs_more_than_any_way_and_by_urgency(self) -> None:
        for rank in range(4):
            way = choice_of(HOME, [visit(1, 0, due=0, rank=rank)]).way
            assert way.cost([0]) == MISSED_METRES * (rank + 1)

    def test_being_later_still_costs_more_step_by_step(self) -> None:
        weights = [weight for _, weight in visit(1, due=-HOUR, rank=0).steps]
        assert weights == [MISSED_METRES + step * LATER_METRES for step in range(5)]
        until = [seconds for seconds, _ in visit(1, due=-HOUR).steps]
        assert until == sorted(until)

    def test_what_can_be_in_time_goes_before_what_is_late_anyway(self) -> None:
        late, soon = visit(1, 0, due=-HOUR), visit(2, 5, due=HOUR)
        way = choice_of(HOME, [late, soon]).way
        assert way.cost([1, 0]) < way.cost([0, 1])


class TestWhatCanBeChosen:
    def test_the_job_at_hand_is_first_and_the_way_begins_there(self) -> None:
        at_hand = visit(1, 9, at_hand=True)
        choice = choice_of(HOME, [at_hand, visit(2, 8), visit(3, None), visit(4, 10)])
        assert choice.ids([1, 0]) == [1, 4, 2, 3]
        assert choice.way.distances.metres[0][1] == pytest.approx(1400, rel=0.01)

    def test_the_work_at_hand_brings_the_other_targets_nearer(self) -> None:
        at_hand = visit(1, 0, at_hand=True, here=True)
        choice = choice_of(HOME, [at_hand, visit(2, 0, due=HOUR)])
        assert choice.way.visits[0].due == HOUR - at_hand.service

    def test_nothing_at_all_can_be_chosen_of_nothing(self) -> None:
        assert choice_of(None, []).ids([]) == []
        assert choice_of(None, [visit(1, None)]).ids([]) == [1]


def waiting(number: int, **rest: Any) -> Waiting:
    due = AT + timedelta(hours=number)
    return replace(Waiting(number, Status.ASSIGNED, False, 1, due, None, None), **rest)


class TestTheList:
    def order(self, *jobs: Waiting, ordered: bool) -> list[int]:
        return [one.id for one in sorted(jobs, key=lambda one: standing(one, ordered=ordered))]

    def test_without_an_own_order_an_emergency_waits_for_an_earlier_target(self) -> None:
        assert self.order(waiting(2, rank=3), waiting(1), ordered=False) == [1, 2]

    def test_in_an_own_order_a_new_emergency_is_on_top_and_other_news_at_the_end(self) -> None:
        found = self.order(
            waiting(1),
            waiting(2, place=2),
            waiting(3, place=1),
            waiting(4, rank=3),
            ordered=True,
        )
        assert found == [4, 3, 2, 1]

    def test_an_unsafe_place_waits_at_the_end_even_with_a_place(self) -> None:
        assert self.order(waiting(1, held=True, place=1), waiting(2), ordered=True) == [2, 1]

    def test_major_work_waits_at_the_end_until_it_is_pulled_forward(self) -> None:
        major = waiting(1, status=Status.FOLLOW_UP)
        assert self.order(major, waiting(2), ordered=False) == [2, 1]
        pulled = replace(major, place=1)
        assert self.order(pulled, waiting(2, place=2), ordered=True) == [1, 2]
