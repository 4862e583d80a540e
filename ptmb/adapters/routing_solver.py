"""The child process of `routing`: a capacitated vehicle-routing problem with time windows.

PyVRP (Wouda, Lan and Kool 2024, INFORMS Journal on Computing 36) by iterated local search; what it
is told is in `routing_model`.
"""

from __future__ import annotations  # the types of a heavy library, for readers alone

import itertools
import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ptmb.adapters.routing import Progress, problem_from
from ptmb.adapters.routing_model import model_of
from ptmb.domain.first_come import first_come
from ptmb.domain.tanker_trips import PlannedStop, Problem, Trip

if TYPE_CHECKING:
    from pyvrp import ProblemData, Route, Solution
    from pyvrp.stop import StoppingCriterion

_SEARCHES = ((0.6, 100_000.0, True), (0.4, 20_000.0, False))
"""Part of the time, metres for one unit of load too much or one second too late, and whether to
start anew. The first never overloads a truck; the second, from the best so far, may for a moment,
and so finds the tankful that another filling would allow."""
_PATIENCE = 3_000
"""Tries in vain after which a search of a small problem is over."""


def solved(problem: Problem, seconds: float, progress: Progress, seed: int = 1) -> list[Trip]:
    """The best trips found, never worse than the list; none when nothing can be driven at all."""
    import warnings  # noqa: PLC0415  with the heavy ones

    from pyvrp.exceptions import PenaltyBoundWarning  # noqa: PLC0415  heavy

    if not problem.orders or not problem.trucks:
        return []
    data = model_of(problem).data()
    tell = _telling(progress, seconds)
    best = _by_list(problem, data)
    with warnings.catch_warnings():
        # It says that the second search may overload a truck for long: that is what it is for.
        warnings.simplefilter("ignore", PenaltyBoundWarning)
        for part, penalty, anew in _SEARCHES:
            stop = _stop(seconds * part, tell)
            found = _searched(data, stop, penalty, (seed, None if anew else best))
            best = min(best, found, key=lambda one: _cost(data, one))
    return [trip for route in best.routes() for trip in _trips(problem, route)]


def _searched(
    data: ProblemData,
    stop: StoppingCriterion,
    penalty: float,
    start: tuple[int, Solution | None],
) -> Solution:
    from pyvrp import PenaltyParams, SolveParams, solve  # noqa: PLC0415  heavy

    params = SolveParams(penalty=PenaltyParams(max_penalty=penalty))
    seed, initial = start
    result = solve(data, stop, seed, collect_stats=False, params=params, initial_solution=initial)
    return result.best


def _stop(seconds: float, tell: StoppingCriterion) -> StoppingCriterion:
    from pyvrp.stop import MaxRuntime, MultipleCriteria, NoImprovement  # noqa: PLC0415  heavy

    return MultipleCriteria([MaxRuntime(seconds), NoImprovement(_PATIENCE), tell])


def _cost(data: ProblemData, plan: Solution) -> float:
    """Metres driven and prizes missed; what cannot be driven costs more than anything."""
    if not plan.is_feasible():
        return float("inf")
    missed = sum(client.prize for client in data.clients()) - plan.prizes()
    return float(plan.distance() + missed)


def _by_list(problem: Problem, data: ProblemData) -> Solution:
    """First come, first served: what the search begins with, and so never does worse than."""
    from pyvrp import Activity, ActivityType, Route, Solution  # noqa: PLC0415  heavy

    indexes = {order.id: index for index, order in enumerate(problem.orders)}
    kinds = list(problem.trucks)
    visits: dict[int, list[Activity]] = {}
    for trip in sorted(first_come(problem), key=lambda one: one.starts):
        kind = next(index for index, one in enumerate(kinds) if one.id == trip.truck)
        way = visits.setdefault(kind, [])
        if way:
            way.append(Activity(ActivityType.DEPOT, kinds[kind].filling))
        way += [Activity(ActivityType.CLIENT, indexes[stop.order]) for stop in trip.stops]
    return Solution(data, [Route(data, way, kind) for kind, way in visits.items()])


def _telling(progress: Progress, seconds: float) -> StoppingCriterion:
    """A criterion that never stops anything: it tells how much of the time is over."""
    import time  # noqa: PLC0415  the domain below knows no clock, and neither does the rest here

    began, told = time.perf_counter(), -1

    def tell(best_cost: int) -> bool:
        nonlocal told
        part = min(99, int(100 * (time.perf_counter() - began) / seconds))
        if part >= told + 5:
            told = part
            progress(part)
        return best_cost < 0  # never: it only tells

    return tell


def _trips(problem: Problem, route: Route) -> list[Trip]:
    """A route is cut where the truck is back at the filling point."""
    truck = problem.trucks[route.vehicle_type()]
    trips: list[Trip] = []
    starts, indexes, stops = 0, list[int](), list[PlannedStop]()
    for one in route.schedule():
        if one.is_client():
            order = problem.orders[one.idx]
            indexes.append(one.idx)
            stops.append(PlannedStop(order.id, one.start_time, order.litres))
            continue
        if stops:
            metres = _metres(problem, truck.filling, indexes)
            trips.append(Trip(truck.id, starts, one.start_time, metres, tuple(stops)))
        starts, indexes, stops = one.start_time, [], []
    return trips


def _metres(problem: Problem, filling: int, indexes: list[int]) -> int:
    places = [filling, *(problem.place(one) for one in indexes), filling]
    metres = problem.distances.metres
    return sum(metres[here][there] for here, there in itertools.pairwise(places))


def main() -> None:
    """Read a problem, say how it goes, write the trips."""

    def say(words: dict[str, Any]) -> None:
        sys.stdout.write(json.dumps(words) + "\n")
        sys.stdout.flush()

    problem = problem_from(json.load(sys.stdin))
    trips = solved(problem, float(sys.argv[1]), lambda part: say({"progress": part}))
    say({"trips": [{**asdict(trip), "late": []} for trip in trips]})


if __name__ == "__main__":
    main()
