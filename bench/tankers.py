"""`python -m bench.tankers`: the solver beside first come, first served, on one day's queue.

Without `--instance` the queue is drawn up from one seed over the kelurahan of the demonstration
city: households, litres, hours and gangs as the demonstration has them, eight trucks at the posko.
With it, the waiting requests and the trucks of that installation are taken as they are.
"""

import argparse
import os
import random
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from ptmb.adapters.routing import SECONDS, solve
from ptmb.domain.city import AREAS
from ptmb.domain.first_come import first_come
from ptmb.domain.geography import Point
from ptmb.domain.tanker_trips import Filling, Order, Problem, Trip, Truck, faults, straight

REQUESTS, SEED = 120, 1
_HOUR = 3600
_POSKO = Point(-1.2415, 116.8582)
_TRUCKS, _NARROW_TRUCKS, _LITRES = 8, 2, 5000
_SPREAD = 0.008
"""Degrees around the middle of a kelurahan in which its houses lie."""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--requests", type=int, default=REQUESTS)
    asked.add_argument("--seed", type=int, default=SEED)
    asked.add_argument("--seconds", type=float, default=SECONDS)
    asked.add_argument("--instance", type=Path, help="folder of an installation")
    asked.add_argument("--day", type=date.fromisoformat, help="its day, as 2024-02-10")
    chosen = asked.parse_args()
    problem = (
        _stored(chosen.instance, chosen.day)
        if chosen.instance
        else drawn_up(chosen.requests, chosen.seed)
    )
    compare(problem, chosen.seconds)


def compare(problem: Problem, seconds: float = SECONDS) -> None:
    """Print both plans of one day; the solver gets so many seconds."""
    listed = first_come(problem)
    planned = solve(problem, lambda _part: None, seconds)
    print(f"Tankers: {len(problem.orders)} requests, {len(problem.trucks)} trucks")
    print(
        f"{'':26}{'deliveries':>11}{'a truck':>9}{'litres':>9}{'trips':>7}{'km':>7}{'km each':>9}"
    )
    for name, trips in (("first come, first served", listed), ("solver", planned)):
        assert faults(problem, trips) == [], name
        print(_row(name, problem, trips))


def drawn_up(count: int, seed: int) -> Problem:
    """A queue over the whole city; the same again from the same seed."""
    luck = random.Random(seed)
    orders = tuple(_order(number, luck) for number in range(count))
    trucks = tuple(
        Truck(number, _LITRES, number >= _TRUCKS - _NARROW_TRUCKS, 0, 7 * _HOUR, 19 * _HOUR)
        for number in range(_TRUCKS)
    )
    filling = Filling(_POSKO, 6 * _HOUR, 22 * _HOUR, 20 * 60)
    return Problem(
        (filling,), trucks, orders, straight([_POSKO, *(order.point for order in orders)])
    )


def _order(number: int, luck: random.Random) -> Order:
    middle = luck.choice(AREAS).centre
    opens = luck.choice((7, 7, 8, 12, 15))
    return Order(
        number,
        Point(
            middle.lat + luck.uniform(-_SPREAD, _SPREAD),
            middle.lng + luck.uniform(-_SPREAD, _SPREAD),
        ),
        luck.choice((1000, 2500, 5000)),
        opens * _HOUR,
        min(19, opens + luck.choice((4, 8, 12))) * _HOUR,
        luck.random() < 0.15,
        luck.uniform(5, 120),
        number,
    )


def _stored(instance: Path, day: date | None) -> Problem:
    """The queue of an installation, with all of its trucks free from the start of their shift."""
    os.environ["PTMB_INSTANCE"] = str(instance)
    from ptmb import create_app  # noqa: PLC0415  only for an installation
    from ptmb.config import CITY_TIME, load_settings  # noqa: PLC0415  as above
    from ptmb.models.tanker import midnight  # noqa: PLC0415  as above
    from ptmb.queries.tanker_problem import (  # noqa: PLC0415  as above
        tanker_problem,
        with_distances,
    )

    app = create_app(load_settings())
    with app.app_context():
        on = day or datetime.now(CITY_TIME).date()
        return with_distances(tanker_problem(on, midnight(on)))


def _row(name: str, problem: Problem, trips: Sequence[Trip]) -> str:
    count = sum(len(trip.stops) for trip in trips)
    litres = sum(trip.litres for trip in trips)
    km = sum(trip.metres for trip in trips) / 1000
    each = count / max(1, len(problem.trucks))
    way = km / max(1, count)
    return f"{name:26}{count:11}{each:9.1f}{litres:9}{len(trips):7}{km:7.0f}{way:9.1f}"


if __name__ == "__main__":
    main()
