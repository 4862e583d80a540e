"""Runs changed by hand: put a request in, take it out, move it; each may be a published run too."""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ptmb.actions import _tanker_runs, _tankers
from ptmb.actions._record import Incomplete
from ptmb.actions._tankers import TankerChanged
from ptmb.database import writing
from ptmb.domain.roles import Actor
from ptmb.domain.tankers import EDITABLE, Relief, RequestStatus, RunStatus
from ptmb.domain.words import N_
from ptmb.models import TankerRequest, TankerRun, TankerStop, TankerTruck

_BY_HAND = "manual"


def insert(request_id: int, run_id: int, by: Actor, at: datetime, seen: int) -> None:
    """Put a waiting request at the end of a run.

    Raises:
        Incomplete: the tank is too small or the truck too wide.
        TankerChanged: the run or the request moved on.
    """
    with writing() as session:
        _tankers.take_turn(session)
        run = _editable(session, run_id, seen)
        request = _waiting(session, request_id)
        _append(session, run, request, at)
        if run.status is RunStatus.PUBLISHED:
            _tankers.tell_planned(session, request, run.stops[-1], by, at)


def open_run(request_id: int, truck_id: int, on: date, by: Actor, at: datetime) -> int:
    """A new draft of this truck with one request; its id.

    Raises:
        Incomplete: the truck cannot serve this request, or works no more.
        TankerChanged: the request is in a run by now.
    """
    with writing() as session:
        _tankers.take_turn(session)
        request = _waiting(session, request_id)
        truck = session.get(TankerTruck, truck_id)
        if truck is None or not truck.active:
            raise Incomplete("run", N_("Pilih truk yang aktif."))
        last = select(func.max(TankerRun.number)).where(
            TankerRun.truck_id == truck_id, TankerRun.on == on
        )
        number = (session.scalar(last) or 0) + 1
        run = TankerRun(truck_id=truck_id, on=on, number=number, created_at=at, plan=_BY_HAND)
        session.add(run)
        session.flush()
        _append(session, run, request, at)
        return run.id


def remove(stop_id: int, by: Actor, at: datetime, seen: int) -> None:
    """Back to the queue; who had been promised a time is told that it has changed.

    Raises:
        TankerChanged: the run moved on.
    """
    with writing() as session:
        _tankers.take_turn(session)
        stop, run = _stop(session, stop_id, seen)
        run.plan = _BY_HAND
        request = _tankers.held_request(session, stop.request_id, None)
        _tanker_runs.take_out(session, request, at)
        if request.status is RequestStatus.PLANNED:
            _tankers.move_request(request, RequestStatus.WAITING, at)
            _tankers.tell(session, request, Relief.POSTPONED, by, at)


def move(stop_id: int, up: bool, at: datetime, seen: int) -> None:
    """One place earlier or later in its run; at the end it stays where it is.

    Raises:
        TankerChanged: the run moved on.
    """
    with writing() as session:
        _tankers.take_turn(session)
        stop, run = _stop(session, stop_id, seen)
        here = run.stops.index(stop)
        there = here + (-1 if up else 1)
        if not 0 <= there < len(run.stops):
            return
        run.stops.insert(there, run.stops.pop(here))
        run.plan = _BY_HAND
        _tanker_runs.changed(session, run, at)


def transfer(stop_id: int, run_id: int, by: Actor, at: datetime, seen: int) -> None:
    """To the end of another run of the same day.

    Raises:
        Incomplete: the tank is too small or the truck too wide; it stays where it was.
        TankerChanged: one of the runs moved on.
    """
    with writing() as session:
        _tankers.take_turn(session)
        stop, run = _stop(session, stop_id, seen)
        target = _editable(session, run_id, None)
        if target.id == run.id:
            return
        if target.on != run.on:
            raise Incomplete("run", N_("Pilih rute di hari yang sama."))
        request = _tankers.held_request(session, stop.request_id, None)
        run.plan = _BY_HAND
        _tanker_runs.take_out(session, request, at)
        _append(session, target, request, at)
        _say_again(session, request, target, by, at)


def _say_again(
    session: Session, request: TankerRequest, run: TankerRun, by: Actor, at: datetime
) -> None:
    """What a published run promises, or that what was promised holds no more."""
    if run.status is RunStatus.PUBLISHED:
        _tankers.tell_planned(session, request, run.stops[-1], by, at)
    elif request.status is RequestStatus.PLANNED:
        _tankers.move_request(request, RequestStatus.WAITING, at)
        _tankers.tell(session, request, Relief.POSTPONED, by, at)


def _append(session: Session, run: TankerRun, request: TankerRequest, at: datetime) -> None:
    truck = session.get_one(TankerTruck, run.truck_id)
    ids = [stop.request_id for stop in run.stops]
    there = session.scalars(select(TankerRequest).where(TankerRequest.id.in_(ids))).all()
    _tanker_runs.check_load(truck, [*there, request])
    run.stops.append(
        TankerStop(request_id=request.id, position=len(run.stops), litres=request.litres, note="")
    )
    run.plan = _BY_HAND
    _tanker_runs.changed(session, run, at)


def _editable(session: Session, run_id: int, seen: int | None) -> TankerRun:
    run = _tankers.held_run(session, run_id, seen)
    if run.status not in EDITABLE:
        raise TankerChanged
    return run


def _stop(session: Session, stop_id: int, seen: int) -> tuple[TankerStop, TankerRun]:
    stop = session.get(TankerStop, stop_id, populate_existing=True)
    if stop is None:
        raise TankerChanged
    run = _editable(session, stop.run_id, seen)
    return next(one for one in run.stops if one.id == stop_id), run


def _waiting(session: Session, request_id: int) -> TankerRequest:
    request = _tankers.held_request(session, request_id, None)
    if request.status is not RequestStatus.WAITING or _tankers.open_stop(session, request.id):
        raise TankerChanged
    return request
