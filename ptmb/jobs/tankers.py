"""Ends requests for tanker water that nobody needs any more, and reckons a day's runs."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select

from ptmb.actions import tanker_asking, tanker_driving, tanker_planning
from ptmb.actions._tankers import TankerChanged
from ptmb.actions.tanker_planning import Found
from ptmb.adapters.routing import SECONDS, NoPlan, distances, solve
from ptmb.config import CITY_TIME
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import SYSTEM
from ptmb.domain.tanker_trips import Problem, Trip, faults
from ptmb.domain.tankers import UNDRIVEN, RequestStatus
from ptmb.domain.words import N_
from ptmb.extensions import db
from ptmb.models import Complaint, TankerPlan, TankerRequest, TankerRun
from ptmb.queries.tanker_problem import places_of, tanker_problem, with_distances

_log = logging.getLogger(__name__)
_OVER = (Status.CLOSED, Status.WITHDRAWN, Status.REJECTED)
_WAITING = (RequestStatus.WAITING, RequestStatus.PLANNED)
_AT_ONCE = 50
_MORNING = timedelta(hours=6)
"""Nobody is woken at midnight by a message about a truck that did not come."""
NO_PLAN = N_("Rute belum bisa dihitung. Coba lagi, atau susun dengan tangan.")


def end_needless(at: datetime) -> int:
    """Cancel what waits although its complaint is closed; how many."""
    found = db.session.scalars(
        select(TankerRequest.id)
        .join(Complaint, Complaint.id == TankerRequest.complaint_id)
        .where(TankerRequest.status.in_(_WAITING), Complaint.status.in_(_OVER))
        .limit(_AT_ONCE)
    ).all()
    for request_id in found:
        try:
            tanker_asking.cancel(request_id, SYSTEM, at)
        except TankerChanged:
            _log.info("tanker request %s was delivered meanwhile", request_id)
    return len(found)


def end_old_runs(at: datetime) -> int:
    """End what was not driven on its day, so that who waits in it is planned again; how many."""
    today = (at - _MORNING).astimezone(CITY_TIME).date()
    old = select(TankerRun.id).where(TankerRun.on < today, TankerRun.status.in_(UNDRIVEN))
    found = db.session.scalars(old.order_by(TankerRun.id).limit(_AT_ONCE)).all()
    for run_id in found:
        tanker_driving.lapse(run_id, at)
    return len(found)


def reckon(
    plan_id: int, now: Callable[[], datetime], osrm_url: str = "", seconds: float = SECONDS
) -> None:
    """Plan the day of this plan and store its runs; every part of the time it tells how far it is.

    Whatever goes wrong is told in the plan, so that the desk does not wait in vain.
    """
    try:
        _reckon(plan_id, now, osrm_url, seconds)
    except Exception:
        _log.exception("plan %s failed", plan_id)
        db.session.rollback()
        tanker_planning.give_up(plan_id, NO_PLAN, now())


def _reckon(plan_id: int, now: Callable[[], datetime], osrm_url: str, seconds: float) -> None:
    plan = db.session.get_one(TankerPlan, plan_id)
    bare = tanker_problem(plan.on, now())
    db.session.rollback()  # no transaction stays open while the solver thinks
    problem = with_distances(bare, distances(places_of(bare), osrm_url))
    trips = solve(problem, lambda part: tanker_planning.beat(plan_id, part, now()), seconds)
    _check(problem, trips)
    found = Found(trips, len(problem.orders), problem.distances.source)
    tanker_planning.store(plan_id, found, now())


def _check(problem: Problem, trips: list[Trip]) -> None:
    """A plan that cannot be driven is never stored, whoever made it."""
    wrong = faults(problem, trips)
    if wrong:
        raise NoPlan("; ".join(wrong[:5]))
