"""Keeps the times, metres and places of a truck's runs right after any change by hand."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from ptmb.actions._record import Incomplete
from ptmb.domain.geography import Point
from ptmb.domain.tanker_trips import Order, Problem, Trip, drive, straight
from ptmb.domain.tankers import EDITABLE, Access, RunStatus
from ptmb.domain.words import N_
from ptmb.models import (
    Area,
    Complaint,
    FillingPoint,
    TankerRequest,
    TankerRun,
    TankerStop,
    TankerTruck,
)
from ptmb.models.tanker import midnight, place_of


def take_out(session: Session, request: TankerRequest, at: datetime) -> TankerRun | None:
    """Take a request out of the run it waits in; the run it was in, if any.

    A run without any stop left ends: a draft is deleted, a published one cancelled, and one on
    the road is finished.
    """
    waiting = TankerStop.request_id == request.id, TankerStop.finished_at.is_(None)
    stop = session.scalar(select(TankerStop).where(*waiting))
    if stop is None:
        return None
    run = session.get_one(TankerRun, stop.run_id, populate_existing=True)
    run.stops.remove(next(one for one in run.stops if one.id == stop.id))
    changed(session, run, at)
    return run


def changed(session: Session, run: TankerRun, at: datetime) -> None:
    """Number the stops anew, reckon the truck's day anew, and end a run that is empty."""
    for position, stop in enumerate(run.stops):
        stop.position = position
    flag_modified(run, "plan")  # its version must rise, though only its stops have changed
    session.flush()
    _end_if_empty(session, run, at)
    retime(session, run.truck_id, run.on, at)


def end_if_done(run: TankerRun, at: datetime) -> None:
    """The last delivery finishes the run."""
    if run.status is RunStatus.STARTED and all(stop.finished_at for stop in run.stops):
        run.status, run.finished_at = RunStatus.FINISHED, at


def check_load(truck: TankerTruck, requests: Sequence[TankerRequest]) -> None:
    """Whether one tankful of this truck can bring all of it.

    Raises:
        Incomplete: too much water, or a street too narrow.
    """
    if sum(one.litres for one in requests) > truck.litres:
        raise Incomplete("run", N_("Muatan melebihi isi tangki truk ini."))
    if not truck.narrow and any(one.access is Access.NARROW for one in requests):
        raise Incomplete("run", N_("Truk ini terlalu besar untuk gang sempit."))


def retime(session: Session, truck_id: int, on: date, at: datetime) -> None:
    """When the truck comes where, by straight lines; no run begins before `at` any more."""
    truck = session.get_one(TankerTruck, truck_id)
    runs = session.scalars(
        select(TankerRun)
        .where(
            TankerRun.truck_id == truck_id,
            TankerRun.on == on,
            TankerRun.status != RunStatus.CANCELLED,
        )
        .order_by(TankerRun.number)
    ).all()
    free_at = max(truck.shift_starts * 60, round((at - midnight(on)).total_seconds()))
    for run in runs:
        trip = _driven(session, truck, run, free_at)
        if run.status in EDITABLE:
            _set(run, trip)
        free_at = max(free_at, trip.ends)
    session.flush()


def _end_if_empty(session: Session, run: TankerRun, at: datetime) -> None:
    if run.stops:
        end_if_done(run, at)
    elif run.status is RunStatus.DRAFT:
        session.delete(run)
        session.flush()
    elif run.status is RunStatus.PUBLISHED:
        run.status = RunStatus.CANCELLED
    else:
        run.status, run.finished_at = RunStatus.FINISHED, at


def _driven(session: Session, truck: TankerTruck, run: TankerRun, free_at: int) -> Trip:
    filling = session.get_one(FillingPoint, truck.filling_point_id).planned
    there = _orders(session, run, filling.point)
    orders = tuple(there[stop.request_id] for stop in run.stops)
    points = [filling.point, *(one.point for one in orders)]
    problem = Problem((filling,), (truck.planned(),), orders, straight(points))
    started = round((run.started_at - midnight(run.on)).total_seconds()) if run.started_at else 0
    return drive(problem, problem.trucks[0], range(len(orders)), max(started, free_at))


def _orders(session: Session, run: TankerRun, lost: Point) -> dict[int, Order]:
    """The requests of a run with their places; `lost` stands for a place that nobody knows."""
    rows = session.execute(
        select(TankerRequest, Complaint.latitude, Complaint.longitude, Area)
        .join(Complaint, Complaint.id == TankerRequest.complaint_id)
        .outerjoin(Area, Area.id == TankerRequest.area_id)
        .where(TankerRequest.id.in_([stop.request_id for stop in run.stops]))
    ).all()
    return {row[0].id: row[0].order(place_of(row[1], row[2], row[3]) or lost) for row in rows}


def _set(run: TankerRun, trip: Trip) -> None:
    begin = midnight(run.on)
    run.starts_at = begin + timedelta(seconds=trip.starts)
    run.ends_at, run.metres = begin + timedelta(seconds=trip.ends), trip.metres
    for stop, planned in zip(run.stops, trip.stops, strict=True):
        stop.expected_at = begin + timedelta(seconds=planned.at)
