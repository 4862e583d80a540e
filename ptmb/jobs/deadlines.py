"""Steps that time itself takes: an answer that never came, a silence that is a yes."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from ptmb.actions import rationed, reporting
from ptmb.actions._record import StaleComplaint
from ptmb.domain.deadlines import ANSWER_WITHIN, CONFIRM_WITHIN
from ptmb.domain.deed import Deed
from ptmb.domain.lanes import LANE_OF
from ptmb.domain.lifecycle import Status, StepRefused
from ptmb.domain.roles import SYSTEM
from ptmb.extensions import db
from ptmb.models import Complaint, Zone

_AT_ONCE = 200
_UNASKED = Complaint.flow_asked_at.is_(None)
_log = logging.getLogger(__name__)
_Take = Callable[[int, Deed], object]


def close_silent(at: datetime) -> int:
    """Close what was resolved 48 hours ago and nobody answered; how many."""
    return _each(
        Status.RESOLVED, Complaint.status_since <= at - CONFIRM_WITHIN, reporting.close_silently, at
    )


def stop_waiting(at: datetime) -> int:
    """Take back to the desk what waited three days for the reporter's answer; how many."""
    return _each(
        Status.NEED_INFO, Complaint.status_since <= at - ANSWER_WITHIN, reporting.stop_waiting, at
    )


def ask_about_flow(at: datetime) -> int:
    """Ask those whose promised moment has passed whether the water came; how many."""
    return _each(Status.RATIONED, and_(_UNASKED, _promise_over(at)), rationed.ask_flow, at)


def end_turns(at: datetime) -> int:
    """Count a turn as come when nobody said in 48 hours, asked, that it did not; how many."""
    silent = Complaint.flow_asked_at <= at - CONFIRM_WITHIN
    return _each(Status.RATIONED, silent, rationed.water_is_back, at)


def _promise_over(at: datetime) -> ColumnElement[bool]:
    """The turn has begun, and the time has passed that its zone needs to fill up."""
    by_recovery: dict[int, list[int]] = {}
    for zone_id, minutes in db.session.execute(select(Zone.id, Zone.recovery_minutes)):
        by_recovery.setdefault(minutes, []).append(zone_id)
    due = Complaint.water_due_at
    return or_(
        and_(Complaint.zone_id.is_(None), due <= at),
        *(
            and_(Complaint.zone_id.in_(ids), due <= at - timedelta(minutes=minutes))
            for minutes, ids in by_recovery.items()
        ),
    )


def _each(status: Status, ripe: ColumnElement[bool], take: _Take, at: datetime) -> int:
    wanted = (
        select(Complaint.id, Complaint.version)
        .where(Complaint.lane == LANE_OF[status], Complaint.status == status, ripe)
        .order_by(Complaint.id)
        .limit(_AT_ONCE)
    )
    return sum(_one(take, id_, version, at) for id_, version in db.session.execute(wanted).all())


def _one(take: _Take, complaint_id: int, version: int, at: datetime) -> bool:
    """Key and version make it one step, whoever else looks at the same moment."""
    deed = Deed(SYSTEM, at, f"time:{complaint_id}:{version}", seen=version)
    try:
        take(complaint_id, deed)
    except (StaleComplaint, StepRefused) as error:
        _log.info("complaint %s moved on by itself: %s", complaint_id, error)
        return False
    return True
