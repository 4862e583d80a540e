"""A day's runs as the solver finds them: begin, show signs of life, store, give up; and publish."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ptmb.actions import _tanker_runs, _tankers
from ptmb.actions._tankers import TankerChanged
from ptmb.database import writing
from ptmb.domain.roles import Actor
from ptmb.domain.tanker_trips import PlannedStop, Trip
from ptmb.domain.tankers import PlanStatus, RequestStatus, RunStatus
from ptmb.models import TankerPlan, TankerRequest, TankerRun, TankerStop
from ptmb.models.tanker import midnight

LEASE = timedelta(seconds=20)
"""A reckoning without a sign of life for so long has died with its server."""
SOLVER = "solver"


@dataclass(frozen=True)
class Found:
    """What the solver found for so many requests, by which distances."""

    trips: Sequence[Trip]
    asked: int
    distances: str


def begin(on: date, by: Actor, at: datetime, key: str) -> tuple[int, bool]:
    """Start to reckon; the id of the plan, and whether it is a new one.

    The same key again, or a reckoning of this day that still runs, is the one that is there.
    """
    with writing() as session:
        _tankers.take_turn(session)
        same = session.scalar(select(TankerPlan).where(TankerPlan.key == key))
        running = same or session.scalar(
            select(TankerPlan)
            .where(
                TankerPlan.on == on,
                TankerPlan.status == PlanStatus.RUNNING,
                TankerPlan.beat_at > at - LEASE,
            )
            .limit(1)
        )
        if running:
            return running.id, False
        plan = TankerPlan(on=on, key=key, staff_id=by.staff_id, created_at=at, beat_at=at, error="")
        session.add(plan)
        session.flush()
        return plan.id, True


def beat(plan_id: int, progress: int, at: datetime) -> None:
    """A sign of life; what ended meanwhile stays as it is."""
    with writing() as session:
        _tankers.take_turn(session)
        plan = session.get_one(TankerPlan, plan_id, populate_existing=True)
        if plan.status is PlanStatus.RUNNING:
            plan.progress, plan.beat_at = progress, at


def store(plan_id: int, found: Found, at: datetime) -> None:
    """Put the trips in the place of the day's drafts. Requests taken meanwhile are left out."""
    with writing() as session:
        _tankers.take_turn(session)
        plan = session.get_one(TankerPlan, plan_id, populate_existing=True)
        if plan.status is not PlanStatus.RUNNING:
            return
        _drop_drafts(session, plan.on)
        free = _free(session)
        numbers = _numbers(session, plan.on)
        for trip in sorted(found.trips, key=lambda one: one.starts):
            stops = [stop for stop in trip.stops if stop.order in free]
            if stops:
                numbers[trip.truck] = numbers.get(trip.truck, 0) + 1
                session.add(_run(plan.on, trip, stops, numbers[trip.truck], at))
                plan.planned += len(stops)
                plan.metres += trip.metres
        plan.asked, plan.distances = found.asked, found.distances
        plan.status, plan.progress, plan.beat_at = PlanStatus.DONE, 100, at


def give_up(plan_id: int, why: str, at: datetime) -> None:
    """The solver did not answer; the desk sees it and may begin again."""
    with writing() as session:
        _tankers.take_turn(session)
        plan = session.get_one(TankerPlan, plan_id, populate_existing=True)
        if plan.status is PlanStatus.RUNNING:
            plan.status, plan.error, plan.beat_at = PlanStatus.FAILED, why[:2000], at


def publish(runs: Sequence[tuple[int, int]], by: Actor, at: datetime) -> int:
    """Fix the runs and tell the households; how many runs were drafts until now.

    Args:
        runs: ids with the versions that were seen.

    Raises:
        TankerChanged: one of them is not as it was seen; none is published.
    """
    with writing() as session:
        _tankers.take_turn(session)
        drafts = [_draft(session, run_id, seen) for run_id, seen in sorted(runs)]
        for run in drafts:
            if run:
                _publish(session, run, by, at)
        return sum(1 for run in drafts if run)


def _draft(session: Session, run_id: int, seen: int) -> TankerRun | None:
    """None: it is published already, which is all that was wanted."""
    run = session.get(TankerRun, run_id, populate_existing=True)
    if run is None or (run.status is RunStatus.DRAFT and run.version != seen):
        raise TankerChanged
    return run if run.status is RunStatus.DRAFT else None


def _publish(session: Session, run: TankerRun, by: Actor, at: datetime) -> None:
    run.status, run.published_at = RunStatus.PUBLISHED, at
    if run.starts_at is None or run.starts_at < at:
        _tanker_runs.retime(session, run.truck_id, run.on, at)  # it was drawn up hours ago
    for stop in run.stops:
        request = _tankers.held_request(session, stop.request_id, None)
        _tankers.tell_planned(session, request, stop, by, at)


def _drop_drafts(session: Session, on: date) -> None:
    drafts = select(TankerRun).where(TankerRun.on == on, TankerRun.status == RunStatus.DRAFT)
    for run in session.scalars(drafts):
        session.delete(run)
    session.flush()  # their numbers are free again only once they are gone


def _free(session: Session) -> set[int]:
    """Requests that wait and stand in no run."""
    held = select(TankerStop.request_id).where(TankerStop.finished_at.is_(None))
    waiting = select(TankerRequest.id).where(
        TankerRequest.status == RequestStatus.WAITING, TankerRequest.id.not_in(held)
    )
    return set(session.scalars(waiting))


def _numbers(session: Session, on: date) -> dict[int, int]:
    last = (
        select(TankerRun.truck_id, func.max(TankerRun.number))
        .where(TankerRun.on == on)
        .group_by(TankerRun.truck_id)
    )
    return {row[0]: row[1] for row in session.execute(last)}


def _run(on: date, trip: Trip, stops: list[PlannedStop], number: int, at: datetime) -> TankerRun:
    begin_of_day = midnight(on)
    return TankerRun(
        truck_id=trip.truck,
        on=on,
        number=number,
        starts_at=begin_of_day + timedelta(seconds=trip.starts),
        ends_at=begin_of_day + timedelta(seconds=trip.ends),
        metres=trip.metres,
        plan=SOLVER,
        created_at=at,
        stops=[
            TankerStop(
                request_id=stop.order,
                position=position,
                expected_at=begin_of_day + timedelta(seconds=stop.at),
                litres=stop.litres,
                note="",
            )
            for position, stop in enumerate(stops)
        ],
    )
