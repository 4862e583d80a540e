"""One household's request as it stands: its place in the queue, or the hours it was promised."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from ptmb.config import CITY_TIME
from ptmb.domain.tanker_rule import expected_on, told_window
from ptmb.domain.tankers import ENDED, FailReason, RequestStatus, RunStatus
from ptmb.extensions import db
from ptmb.models import TankerRequest, TankerRun, TankerStop, TankerTruck
from ptmb.queries.catalogue import catalogue

_rank = func.coalesce(TankerRequest.score_override, TankerRequest.score)


@dataclass(frozen=True)
class Waiting:
    """`position` is 1 for the first; `expected_on` None: nothing honest can be said."""

    position: int
    expected_on: date | None


@dataclass(frozen=True)
class RequestNow:
    """A request with what its household may know of it.

    Args:
        waiting: while it stands in the queue.
        begins, ends: the promised hours, once its run is published.
        failed: why the last visit was in vain.
        delivered: litres, once they are there.
    """

    request: TankerRequest
    waiting: Waiting | None = None
    begins: datetime | None = None
    ends: datetime | None = None
    failed: FailReason | None = None
    delivered: int | None = None

    @property
    def running(self) -> bool:
        return self.request.status not in ENDED


def newest_request(complaint_id: int) -> TankerRequest | None:
    """The last request of this complaint, however it ended."""
    statement = select(TankerRequest).where(TankerRequest.complaint_id == complaint_id)
    return db.session.scalar(statement.order_by(TankerRequest.id.desc()).limit(1))


def request_now(complaint_id: int, at: datetime) -> RequestNow | None:
    """The last request and how it stands; None when there never was one."""
    request = newest_request(complaint_id)
    if request is None:
        return None
    stop = _last_stop(request.id)
    failed = stop.fail_reason if stop else None
    if request.status is RequestStatus.WAITING:
        return RequestNow(request, waiting=_waiting(request, at), failed=failed)
    begins, ends = told_window(stop.expected_at) if stop and stop.expected_at else (None, None)
    litres = stop.delivered_litres if stop else None
    return RequestNow(request, None, begins, ends, failed, litres)


def _last_stop(request_id: int) -> TankerStop | None:
    """The newest stop of a run that the household knows of; drafts are none of their business."""
    statement = (
        select(TankerStop)
        .join(TankerRun, TankerRun.id == TankerStop.run_id)
        .where(TankerStop.request_id == request_id, TankerRun.status != RunStatus.DRAFT)
        .order_by(TankerStop.id.desc())
    )
    return db.session.scalar(statement.limit(1))


def _waiting(request: TankerRequest, at: datetime) -> Waiting:
    waits = TankerRequest.status == RequestStatus.WAITING
    first = (_rank > request.rank) | ((_rank == request.rank) & (TankerRequest.id < request.id))
    ahead = select(func.count()).select_from(TankerRequest).where(waits, first)
    trucks = select(func.count()).select_from(TankerTruck).where(TankerTruck.active)
    row = db.session.execute(
        select(ahead.scalar_subquery().label("ahead"), trucks.scalar_subquery().label("trucks"))
    ).one()
    a_day = row.trucks * int(catalogue().settings["tanker_deliveries"])
    today = at.astimezone(CITY_TIME).date()
    return Waiting(row.ahead + 1, expected_on(row.ahead + 1, a_day, today))
