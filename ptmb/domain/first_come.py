"""The plan a dispatcher makes without a computer: first come, first served.

The truck that is free first fills up and takes the next requests of the list, as many as still
fit into its tank, and drives to them in that order. A request that this truck can never serve
(its gang is too narrow, or nobody is at home any more) is left for another one. It is what the
solver is compared with.
"""

from ptmb.domain.tanker_trips import Problem, Trip, Truck, drive


def first_come(problem: Problem) -> list[Trip]:
    """Trips that keep tank, shift and hours; what fits nowhere stays waiting."""
    waiting = sorted(range(len(problem.orders)), key=lambda one: problem.orders[one].asked)
    free = {truck.id: truck.starts for truck in problem.trucks}
    working = list(problem.trucks)
    trips: list[Trip] = []
    while working and waiting:
        truck = min(working, key=lambda one: (free[one.id], one.id))
        taken = _taken(problem, truck, waiting, free[truck.id])
        if not taken:
            working.remove(truck)
            continue
        trip = drive(problem, truck, taken, free[truck.id])
        trips.append(trip)
        free[truck.id] = trip.ends
        waiting = [one for one in waiting if one not in taken]
    return trips


def _taken(problem: Problem, truck: Truck, waiting: list[int], free_at: int) -> list[int]:
    """The next of the list for one tankful; the first that does not fit any more ends it."""
    taken: list[int] = []
    litres = 0
    for index in waiting:
        order = problem.orders[index]
        if not truck.takes(order) or not _in_time(problem, truck, [*taken, index], free_at):
            continue
        if litres + order.litres > truck.litres:
            break
        taken.append(index)
        litres += order.litres
    return taken


def _in_time(problem: Problem, truck: Truck, order: list[int], free_at: int) -> bool:
    trip = drive(problem, truck, order, free_at)
    return not trip.late and trip.ends <= truck.ends
