"""A day of tanker trips as PyVRP wants to be told it.

Each truck is a vehicle type of its own that may fill up again between trips. Requests are optional,
and each is worth a prize in metres of driving: 100 km, more than any way through the city and back,
and one more for each point of its need. So a request is only left out when time runs out, and then
the less needy one. A truck too wide for a gang finds the way there endless.
"""

import math
from typing import TYPE_CHECKING, Any

from ptmb.domain.tanker_trips import Problem

if TYPE_CHECKING:
    from pyvrp import Model

_PRIZE, _PRIZE_A_POINT = 100_000, 1_000
_ENDLESS = 10_000_000
"""Metres and seconds; no shift is so long."""
_MOST_RELOADS = 20
_LITRES = 500
"""One unit of load; orders are rounded up and tanks down."""


def model_of(problem: Problem) -> "Model":
    from pyvrp import Model  # noqa: PLC0415  heavy

    model = Model()
    points = [one.point for one in problem.fillings] + [one.point for one in problem.orders]
    places = [model.add_location(x=point.lng, y=point.lat) for point in points]
    depots = [
        model.add_depot(place, one.opens, one.closes, one.seconds)
        for place, one in zip(places, problem.fillings, strict=False)
    ]
    for index, order in enumerate(problem.orders):
        model.add_client(
            places[problem.place(index)],
            delivery=math.ceil(order.litres / _LITRES),
            service_duration=order.service,
            tw_early=order.opens,
            tw_late=order.closes,
            prize=_PRIZE + round(_PRIZE_A_POINT * max(0.0, order.worth)),
            required=False,
        )
    profiles = _roads(model, places, problem)
    for truck in problem.trucks:
        depot = depots[truck.filling]
        model.add_vehicle_type(
            capacity=truck.litres // _LITRES,
            start_depot=depot,
            end_depot=depot,
            tw_early=truck.starts,
            tw_late=truck.ends,
            profile=profiles[truck.narrow],
            reload_depots=[depot],
            max_reloads=_MOST_RELOADS,
        )
    return model


def _roads(model: "Model", places: list[Any], problem: Problem) -> dict[bool, Any]:
    """The ways of small trucks, and of those that are too wide for a gang."""
    table, count = problem.distances, len(places)
    small, wide = model.add_profile(name="narrow"), model.add_profile(name="wide")
    gangs = {problem.place(index) for index, one in enumerate(problem.orders) if one.narrow}
    for here in range(count):
        for there in range(count):
            if here == there:
                continue
            metres, seconds = table.metres[here][there], table.seconds[here][there]
            model.add_edge(places[here], places[there], metres, seconds)
            if here in gangs or there in gangs:
                model.add_edge(places[here], places[there], _ENDLESS, _ENDLESS, wide)
    return {True: small, False: wide}
