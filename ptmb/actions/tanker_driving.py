"""The driver's day: set off to a house, deliver or fail there, and end a run that cannot go on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ptmb.actions import _tanker_runs, _tankers
from ptmb.actions._photos import NewPhoto
from ptmb.actions._record import Incomplete
from ptmb.actions._tankers import TankerChanged
from ptmb.database import writing
from ptmb.domain.roles import SYSTEM, Actor
from ptmb.domain.tanker_rule import MOST_ATTEMPTS, THEIR_SIDE
from ptmb.domain.tankers import UNDRIVEN, Access, FailReason, Relief, RequestStatus, RunStatus
from ptmb.domain.words import N_
from ptmb.models import TankerRequest, TankerRun, TankerStop, TankerTruck

_DRAWN = re.compile(r"(?:[ML]\d{1,4} \d{1,4}){0,600}")
LONGEST_SIGNATURE = 4000


@dataclass(frozen=True)
class Delivery:
    """What was handed over; `signature` is SVG path data of straight strokes, or empty."""

    litres: int
    photos: Sequence[NewPhoto] = ()
    signature: str = ""
    note: str = ""


def set_off(stop_id: int, by: Actor, at: datetime) -> None:
    """On the way to this house; the first one starts the run. Once is enough.

    Raises:
        TankerChanged: the stop is not theirs any more, or is done.
    """
    with writing() as session:
        _tankers.take_turn(session)
        stop, run = _own(session, stop_id, by)
        if stop.set_off_at:
            return
        if stop.finished_at:
            raise TankerChanged
        stop.set_off_at = at
        if run.status is RunStatus.PUBLISHED:
            run.status, run.started_at = RunStatus.STARTED, at
        request = _tankers.held_request(session, stop.request_id, None)
        _tankers.move_request(request, RequestStatus.ON_THE_WAY, at)
        _tankers.tell(session, request, Relief.ON_THE_WAY, by, at)


def deliver(stop_id: int, delivery: Delivery, by: Actor, at: datetime, key: str) -> None:
    """The water is there. The complaint goes on: the pipe is still dry.

    Raises:
        Incomplete: the litres are none, or more than the truck holds; the drawing is none.
        TankerChanged: the stop is not theirs any more, or was done under another key.
    """
    with writing() as session:
        _tankers.take_turn(session)
        stop, run = _own(session, stop_id, by)
        if _done(stop, key):
            return
        truck = session.get_one(TankerTruck, run.truck_id)
        if not 0 < delivery.litres <= truck.litres:
            raise Incomplete("litres", N_("Isi liter yang diantar, paling banyak isi tangki."))
        _check_drawn(delivery.signature)
        stop.delivered_litres, stop.signature = delivery.litres, delivery.signature
        request = _finish(session, (stop, run), delivery.note, at, key)
        _tankers.move_request(request, RequestStatus.DELIVERED, at)
        _tankers.tell(
            session, request, Relief.DELIVERED, by, at, delivery.photos, litres=delivery.litres
        )


def fail(stop_id: int, reason: FailReason, note: str, by: Actor, at: datetime, key: str) -> None:
    """It could not be delivered; the request goes back to the queue and keeps its place in time.

    After three visits in vain through no fault of ours it ends. Where the truck was too wide, a
    narrow one is sent next.

    Raises:
        TankerChanged: the stop is not theirs any more, or was done under another key.
    """
    with writing() as session:
        _tankers.take_turn(session)
        stop, run = _own(session, stop_id, by)
        if _done(stop, key):
            return
        stop.fail_reason = reason
        request = _finish(session, (stop, run), note, at, key)
        _back_to_queue(request, reason, at)
        _tankers.tell(session, request, Relief.FAILED, by, at, tanker_reason=reason.value)


def end_run(run_id: int, by: Actor, at: datetime) -> None:
    """The truck cannot go on: who still waits in this run goes back to the queue. Once is enough.

    Raises:
        TankerChanged: the run is not theirs any more.
    """
    with writing() as session:
        _tankers.take_turn(session)
        run = _own_run(session, run_id, by)
        if run.status not in UNDRIVEN:
            return
        _let_go(session, run, by, at)


def lapse(run_id: int, at: datetime) -> None:
    """The day of this run is over: who still waits in it goes back to the queue. Once is enough."""
    with writing() as session:
        _tankers.take_turn(session)
        run = session.get(TankerRun, run_id, populate_existing=True)
        if run is not None and run.status in UNDRIVEN:
            _let_go(session, run, SYSTEM, at)


def _let_go(session: Session, run: TankerRun, by: Actor, at: datetime) -> None:
    """Who was promised something is told; who stood in a draft knows of nothing."""
    for stop in [stop for stop in run.stops if not stop.finished_at]:
        request = _tankers.held_request(session, stop.request_id, None)
        if request.status is not RequestStatus.WAITING:
            _tankers.move_request(request, RequestStatus.WAITING, at)
            _tankers.tell(session, request, Relief.POSTPONED, by, at)
        run.stops.remove(stop)
    _tanker_runs.changed(session, run, at)


def _own(session: Session, stop_id: int, by: Actor) -> tuple[TankerStop, TankerRun]:
    stop = session.get(TankerStop, stop_id, populate_existing=True)
    if stop is None:
        raise TankerChanged
    return stop, _own_run(session, stop.run_id, by)


def _own_run(session: Session, run_id: int, by: Actor) -> TankerRun:
    """A run that is published, of a truck of this driver's crew."""
    run = _tankers.held_run(session, run_id, None)
    truck = session.get_one(TankerTruck, run.truck_id)
    if run.status is RunStatus.DRAFT or by.crew_id is None or truck.crew_id != by.crew_id:
        raise TankerChanged
    return run


def _done(stop: TankerStop, key: str) -> bool:
    if stop.finished_at and stop.key != key:
        raise TankerChanged
    return stop.finished_at is not None


def _finish(
    session: Session, there: tuple[TankerStop, TankerRun], note: str, at: datetime, key: str
) -> TankerRequest:
    stop, run = there
    stop.finished_at, stop.note, stop.key = at, note.strip()[:2000], key
    if run.status is RunStatus.PUBLISHED:
        run.status, run.started_at = RunStatus.STARTED, at
    _tanker_runs.end_if_done(run, at)
    return _tankers.held_request(session, stop.request_id, None)


def _back_to_queue(request: TankerRequest, reason: FailReason, at: datetime) -> None:
    if reason in THEIR_SIDE:
        request.attempts += 1
    if reason is FailReason.NO_ACCESS:
        request.access = Access.NARROW
    over = request.attempts >= MOST_ATTEMPTS
    status = RequestStatus.FAILED if over else RequestStatus.WAITING
    _tankers.move_request(request, status, at)


def _check_drawn(signature: str) -> None:
    if len(signature) > LONGEST_SIGNATURE or not _DRAWN.fullmatch(signature):
        raise Incomplete("signature", N_("Tanda tangan tidak terbaca. Kosongkan atau ulangi."))
