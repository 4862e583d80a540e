"""A trip on paper: tank, hours, gangs; and what first come, first served makes of a day."""

from dataclasses import replace

import pytest

from ptmb.domain.first_come import first_come
from ptmb.domain.geography import Point
from ptmb.domain.tanker_trips import (
    DETOUR,
    Filling,
    Order,
    PlannedStop,
    Problem,
    Trip,
    Truck,
    drive,
    faults,
    straight,
)

POSKO = Point(-1.2415, 116.8582)
H = 3600


def order(number: int, litres: int = 1000, **rest: object) -> Order:
    """A house about `number` kilometres east of the filling point."""
    point = Point(POSKO.lat, POSKO.lng + 0.009 * number)
    plain = Order(number, point, litres, 7 * H, 19 * H, asked=number)
    return replace(plain, **rest)  # type: ignore[arg-type]  # fields of an order by name


def truck(number: int = 1, litres: int = 5000, narrow: bool = False, ends: int = 19 * H) -> Truck:
    return Truck(number, litres, narrow, 0, 7 * H, ends)


def problem(orders: list[Order], *trucks: Truck) -> Problem:
    points = [POSKO, *(one.point for one in orders)]
    filling = Filling(POSKO, 6 * H, 22 * H, 1200)
    return Problem((filling,), trucks or (truck(),), tuple(orders), straight(points))


def served(trips: list[Trip]) -> list[int]:
    return [stop.order for trip in trips for stop in trip.stops]


def test_a_straight_line_is_lengthened_by_the_detour() -> None:
    table = straight([POSKO, order(1).point])
    assert table.metres[0][1] == pytest.approx(1000 * DETOUR, rel=0.01)
    assert table.metres[0][0] == 0
    assert table.seconds[0][1] == pytest.approx(table.metres[0][1] / 20_000 * 3600, abs=1)


class TestOneTrip:
    def test_fills_drives_delivers_and_comes_back(self) -> None:
        day = problem([order(1), order(2)])
        trip = drive(day, day.trucks[0], [0, 1], 0)
        to_first = day.distances.seconds[0][1]
        assert trip.starts == 7 * H
        assert trip.stops[0] == PlannedStop(1, 7 * H + 1200 + to_first, 1000)
        assert trip.metres == pytest.approx(4 * 1000 * DETOUR, rel=0.01)
        assert trip.litres == 2000
        assert trip.ends > trip.stops[1].at + order(2).service

    def test_waits_where_nobody_is_at_home_yet(self) -> None:
        day = problem([order(1, opens=12 * H)])
        assert drive(day, day.trucks[0], [0], 0).stops[0].at == 12 * H

    def test_names_whom_it_reaches_too_late(self) -> None:
        day = problem([order(1, closes=7 * H + 60)])
        assert drive(day, day.trucks[0], [0], 0).late == frozenset({1})

    def test_waits_for_the_filling_point_to_open(self) -> None:
        day = problem([order(1)])
        late = Filling(POSKO, 9 * H, 22 * H, 1200)
        day = replace(day, fillings=(late,))
        assert drive(day, day.trucks[0], [0], 0).starts == 9 * H


class TestFirstComeFirstServed:
    def test_takes_the_list_as_it_stands(self) -> None:
        day = problem([order(3, asked=1), order(1, asked=2), order(2, asked=3)])
        assert served(first_come(day)) == [3, 1, 2]

    def test_one_tankful_at_a_time(self) -> None:
        day = problem([order(n, 2500) for n in (1, 2, 3)])
        assert [len(trip.stops) for trip in first_come(day)] == [2, 1]

    def test_a_gang_waits_for_a_narrow_truck(self) -> None:
        orders = [order(1, narrow=True), order(2)]
        assert served(first_come(problem(orders))) == [2]
        both = first_come(problem(orders, truck(1), truck(2, 3000, narrow=True)))
        assert {trip.truck: served([trip]) for trip in both} == {1: [2], 2: [1]}

    def test_the_shift_ends(self) -> None:
        day = problem([order(n, 5000) for n in range(1, 9)], truck(ends=10 * H))
        trips = first_come(day)
        assert 0 < len(trips) < 8
        assert faults(day, trips) == []

    @pytest.mark.parametrize("count", [0, 1, 40])
    def test_its_plan_can_be_driven(self, count: int) -> None:
        litres = (1000, 2500, 5000)
        orders = [
            order(n, litres[n % 3], point=Point(-1.24 + n % 7 / 200, 116.85 + n % 5 / 150),
                  narrow=n % 6 == 0)
            for n in range(1, count + 1)
        ]  # fmt: skip
        day = problem(orders, truck(1), truck(2, 3000, narrow=True))
        assert faults(day, first_come(day)) == []


class TestAnImpossiblePlan:
    def trip(self, *stops: PlannedStop, starts: int = 7 * H, number: int = 1) -> Trip:
        return Trip(number, starts, starts + H, 1000, stops)

    def test_is_told_by_its_faults(self) -> None:
        day = problem([order(1, 4000), order(2, 4000, narrow=True), order(3, closes=8 * H)])
        full = self.trip(PlannedStop(1, 8 * H, 4000), PlannedStop(2, 8 * H, 4000))
        again = self.trip(PlannedStop(1, 9 * H, 4000))
        late = self.trip(PlannedStop(3, 9 * H, 1000), starts=19 * H)
        found = " / ".join(faults(day, [full, again, late]))
        for words in ("carries 8000", "cannot come to order 2", "order 1 twice", "order 3 at",
                      "outside its shift", "in two places"):  # fmt: skip
            assert words in found
