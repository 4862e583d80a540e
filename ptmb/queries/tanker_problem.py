"""What the solver is asked for a day: who waits, which trucks are free, and from when on."""

from datetime import date, datetime

from sqlalchemy import func, select

from ptmb.domain import tanker_need
from ptmb.domain.geography import Point
from ptmb.domain.tanker_trips import Distances, Order, Problem, Truck, straight
from ptmb.domain.tankers import RequestStatus, RunStatus
from ptmb.extensions import db
from ptmb.models import Area, Complaint, FillingPoint, TankerRequest, TankerRun, TankerStop
from ptmb.models.tanker import midnight, place_of
from ptmb.queries.tanker_day import TruckRow, active_trucks, runs_of_day

MOST = 250
"""So many of the neediest are planned at once: more than all trucks can reach in a day."""
_rank = func.coalesce(TankerRequest.score_override, TankerRequest.score)
_NO_ROADS = Distances([], [])


def tanker_problem(on: date, at: datetime) -> Problem:
    """The day as the solver sees it, still without distances (see `with_distances`).

    Drafts are planned anew; published runs stay as they are and keep their trucks busy. A request
    without any place cannot be planned.
    """
    trucks = active_trucks()
    points = list({one.filling.id: one.filling for one in trucks}.values())
    now = max(0, round((at - midnight(on)).total_seconds()))
    busy = _busy(on)
    free = [_free(one, points, max(now, busy.get(one.truck.id, 0))) for one in trucks]
    return Problem(
        tuple(point.planned for point in points),
        tuple(one for one in free if one.starts < one.ends),
        tuple(_orders(at)),
        _NO_ROADS,
    )


def places_of(problem: Problem) -> list[Point]:
    """Filling points and orders in the order of the distances' tables."""
    return [one.point for one in problem.fillings] + [one.point for one in problem.orders]


def with_distances(problem: Problem, distances: Distances | None = None) -> Problem:
    """The same problem with its tables; straight lines when nothing better is known."""
    known = distances or straight(places_of(problem))
    return Problem(problem.fillings, problem.trucks, problem.orders, known)


def _free(row: TruckRow, points: list[FillingPoint], free_at: int) -> Truck:
    return row.truck.planned(points.index(row.filling), free_at)


def _busy(on: date) -> dict[int, int]:
    """Until which second the published runs of a day keep each truck."""
    busy: dict[int, int] = {}
    for row in runs_of_day(on):
        if row.run.status is not RunStatus.DRAFT and row.run.ends_at:
            until = round((row.run.ends_at - midnight(on)).total_seconds())
            busy[row.truck.id] = max(until, busy.get(row.truck.id, 0))
    return busy


def _orders(at: datetime) -> list[Order]:
    held = (
        select(TankerStop.request_id)
        .join(TankerRun, TankerRun.id == TankerStop.run_id)
        .where(TankerStop.finished_at.is_(None), TankerRun.status != RunStatus.DRAFT)
    )
    rows = db.session.execute(
        select(TankerRequest, Complaint.latitude, Complaint.longitude, Area)
        .join(Complaint, Complaint.id == TankerRequest.complaint_id)
        .outerjoin(Area, Area.id == TankerRequest.area_id)
        .where(TankerRequest.status == RequestStatus.WAITING, TankerRequest.id.not_in(held))
        .order_by(_rank.desc(), TankerRequest.id)
        .limit(MOST)
    )
    found = [(row[0], place_of(row[1], row[2], row[3])) for row in rows]
    return [_order(request, point, at) for request, point in found if point]


def _order(request: TankerRequest, point: Point, at: datetime) -> Order:
    worth = tanker_need.points_of(request.rank, at)
    return request.order(point, worth, round(request.created_at.timestamp()))
