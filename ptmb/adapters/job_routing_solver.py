"""The child process of `job_routing`: a travelling repairman with targets that may be missed.

For PyVRP (Wouda, Lan and Kool 2024, INFORMS Journal on Computing 36) it is one vehicle. A time
window there cannot be missed, so each job is a group of clients of which exactly one is visited:
one in time, and one for each step of being late. Their prizes differ by what the delay costs. The
way ends nowhere: every way to the last depot is free.
"""

from __future__ import annotations  # the types of a heavy library, for readers alone

import json
import sys
from typing import TYPE_CHECKING

from ptmb.adapters.job_routing import way_from
from ptmb.domain.job_route import Way

if TYPE_CHECKING:
    from pyvrp import Location, Model

_TRIES = 1_000
"""Enough for the best order of a day: more of them found nothing better below twenty jobs."""
_SECOND_TOO_LATE_METRES = 100_000.0


def solved(way: Way, seconds: float, tries: int = _TRIES, seed: int = 1) -> list[int]:
    """The best order of the way's visits that was found; empty when none was."""
    import warnings  # noqa: PLC0415  with the heavy ones

    from pyvrp import PenaltyParams, SolveParams, solve  # noqa: PLC0415  heavy
    from pyvrp.exceptions import PenaltyBoundWarning  # noqa: PLC0415  heavy
    from pyvrp.stop import MaxIterations, MaxRuntime, MultipleCriteria  # noqa: PLC0415  heavy

    model, jobs = _model(way)
    stop = MultipleCriteria([MaxRuntime(seconds), MaxIterations(tries)])
    params = SolveParams(penalty=PenaltyParams(max_penalty=_SECOND_TOO_LATE_METRES))
    with warnings.catch_warnings():
        # It says that a search may come too late for long: that is how it finds its way.
        warnings.simplefilter("ignore", PenaltyBoundWarning)
        best = solve(model.data(), stop, seed, collect_stats=False, params=params).best
    if not best.is_feasible():
        return []
    return [jobs[one.idx] for route in best.routes() for one in route.schedule() if one.is_client()]


def _model(way: Way) -> tuple[Model, list[int]]:
    """The model, and for each of its clients the index of the job it stands for."""
    from pyvrp import Model  # noqa: PLC0415  heavy

    model, jobs = Model(), list[int]()
    start, *places, end = [model.add_location(0, 0) for _ in range(len(way.visits) + 2)]
    depots = model.add_depot(start), model.add_depot(end)
    for index, (place, visit) in enumerate(zip(places, way.visits, strict=True)):
        group = model.add_client_group(required=True)
        _, worst = visit.steps[-1]
        for until, weight in visit.steps:
            model.add_client(
                place,
                service_duration=visit.service,
                tw_late=until,
                prize=worst - weight,
                required=False,
                group=group,
            )
            jobs.append(index)
    _add_roads(model, way, [start, *places], end)
    model.add_vehicle_type(start_depot=depots[0], end_depot=depots[1], start_late=0)
    return model, jobs


def _add_roads(model: Model, way: Way, places: list[Location], end: Location) -> None:
    table = way.distances
    for here, start in enumerate(places):
        model.add_edge(start, end, 0, 0)
        for there, stop in enumerate(places):
            if here != there:
                model.add_edge(start, stop, table.metres[here][there], table.seconds[here][there])


def main() -> None:
    """Read a way, write the order of its visits."""
    way = way_from(json.load(sys.stdin))
    json.dump(solved(way, float(sys.argv[1])), sys.stdout)


if __name__ == "__main__":
    main()
