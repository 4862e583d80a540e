"""A day of tanker trips as numbers: who waits where, which truck, and how one trip goes.

Times are seconds after midnight of the day. Without a road network distances are straight lines
times DETOUR (a circuity factor: Ballou, Rahardja and Sakai 2002, Transportation Research Part A
36); 1.4 is our estimate for a city of hills. A loaded truck makes 20 km/h on the average; a
delivery takes ten minutes and one more for every 250 litres. These two are estimates as well, and
fit the seven deliveries of a truck a day which PTMB has told the press.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ptmb.domain.geography import Point, distance_m

DETOUR = 1.4
METRES_A_SECOND = 20_000 / 3_600
_SET_UP_SECONDS = 600
_LITRES_A_SECOND = 250 / 60


@dataclass(frozen=True)
class Order:
    """One request as the planner sees it; `worth` is its need, `asked` its place by time."""

    id: int
    point: Point
    litres: int
    opens: int
    closes: int
    narrow: bool = False
    worth: float = 0.0
    asked: int = 0

    @property
    def service(self) -> int:
        return _SET_UP_SECONDS + round(self.litres / _LITRES_A_SECOND)


@dataclass(frozen=True)
class Filling:
    """A filling point; `seconds` is what a full load takes."""

    point: Point
    opens: int
    closes: int
    seconds: int


@dataclass(frozen=True)
class Truck:
    """`filling` is an index into the problem's filling points; the times are when it is free."""

    id: int
    litres: int
    narrow: bool
    filling: int
    starts: int
    ends: int

    def takes(self, order: Order) -> bool:
        """Whether it may go there at all."""
        return order.litres <= self.litres and (self.narrow or not order.narrow)


@dataclass(frozen=True)
class Distances:
    """Square tables: the filling points first, then the orders. `source` is straight or osrm."""

    metres: list[list[int]]
    seconds: list[list[int]]
    source: str = "straight"


@dataclass(frozen=True)
class Problem:
    fillings: tuple[Filling, ...]
    trucks: tuple[Truck, ...]
    orders: tuple[Order, ...]
    distances: Distances

    def place(self, order: int) -> int:
        """Row and column of an order in the tables."""
        return len(self.fillings) + order


@dataclass(frozen=True)
class PlannedStop:
    order: int
    """The order's id."""
    at: int
    """When the delivery begins."""
    litres: int


@dataclass(frozen=True)
class Trip:
    """From the filling point and back with one tankful; `late` are orders past their window."""

    truck: int
    starts: int
    ends: int
    metres: int
    stops: tuple[PlannedStop, ...]
    late: frozenset[int] = field(default=frozenset())

    @property
    def litres(self) -> int:
        return sum(stop.litres for stop in self.stops)


def straight(points: Sequence[Point]) -> Distances:
    """Straight lines times DETOUR, at the average speed of a truck."""
    metres = [[round(distance_m(a, b) * DETOUR) for b in points] for a in points]
    seconds = [[round(one / METRES_A_SECOND) for one in row] for row in metres]
    return Distances(metres, seconds)


def drive(problem: Problem, truck: Truck, order: Sequence[int], free_at: int) -> Trip:
    """One trip: fill, deliver in this order (indexes of orders), and come back.

    The truck waits where it comes too early; where it comes too late it delivers all the same,
    and the order is named in `late`.
    """
    filling, table = problem.fillings[truck.filling], problem.distances
    starts = max(free_at, truck.starts, filling.opens)
    now, here, metres = starts + filling.seconds, truck.filling, 0
    stops, late = [], set()
    for index in order:
        one, there = problem.orders[index], problem.place(index)
        metres += table.metres[here][there]
        now, here = max(now + table.seconds[here][there], one.opens), there
        stops.append(PlannedStop(one.id, now, one.litres))
        if now > one.closes:
            late.add(one.id)
        now += one.service
    metres += table.metres[here][truck.filling]
    ends = now + table.seconds[here][truck.filling]
    return Trip(truck.id, starts, ends, metres, tuple(stops), frozenset(late))


def faults(problem: Problem, trips: Sequence[Trip]) -> list[str]:
    """What makes a plan impossible; empty when it can be driven as it stands."""
    orders = {one.id: one for one in problem.orders}
    trucks = {one.id: one for one in problem.trucks}
    found: list[str] = []
    seen: set[int] = set()
    for trip in trips:
        truck = trucks[trip.truck]
        if trip.litres > truck.litres:
            found.append(f"truck {truck.id} carries {trip.litres} of {truck.litres} litres")
        if trip.starts < truck.starts or trip.ends > truck.ends:
            found.append(f"truck {truck.id} drives outside its shift")
        for stop in trip.stops:
            found += _stop_faults(orders[stop.order], truck, stop, seen)
            seen.add(stop.order)
    return found + _overlaps(trips)


def _stop_faults(order: Order, truck: Truck, stop: PlannedStop, seen: set[int]) -> list[str]:
    found = []
    if order.id in seen:
        found.append(f"order {order.id} twice")
    if not truck.takes(order):
        found.append(f"truck {truck.id} cannot come to order {order.id}")
    if not order.opens <= stop.at <= order.closes:
        found.append(f"order {order.id} at {stop.at}")
    return found


def _overlaps(trips: Sequence[Trip]) -> list[str]:
    found, free = [], dict[int, int]()
    for trip in sorted(trips, key=lambda one: one.starts):
        if trip.starts < free.get(trip.truck, 0):
            found.append(f"truck {trip.truck} is in two places")
        free[trip.truck] = trip.ends
    return found
