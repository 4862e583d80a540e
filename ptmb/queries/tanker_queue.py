"""The queue for tanker water as the desk sees it, the neediest first."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, func, select, text

from ptmb.domain.tankers import RequestStatus
from ptmb.extensions import db
from ptmb.models import Complaint, Staff, TankerRequest, TankerRun, TankerStop

PAGE = 30
_rank = func.coalesce(TankerRequest.score_override, TankerRequest.score)
_EDITION = text("SELECT number FROM edition WHERE name = 'tankers'")


@dataclass(frozen=True)
class QueueRow:
    """One waiting request; `run_id` is the draft that holds it already, if any."""

    position: int
    request: TankerRequest
    reference: str
    placed: bool
    run_id: int | None
    overridden_by: str


@dataclass(frozen=True)
class QueueCounts:
    """How many wait, with how many litres; and what of one day is planned and delivered."""

    waiting: int
    litres: int
    planned: int
    delivered: int
    delivered_litres: int


def edition() -> int:
    """Changes whenever any tanker row does; live pages carry it."""
    return int(db.session.execute(_EDITION).scalar() or 0)


def queue_page(page: int) -> list[QueueRow]:
    """PAGE waiting requests by rank; `page` from 1."""
    skipped = (page - 1) * PAGE
    held = and_(TankerStop.request_id == TankerRequest.id, TankerStop.finished_at.is_(None))
    rows = db.session.execute(
        select(
            TankerRequest,
            Complaint.reference,
            Complaint.latitude,
            Complaint.area_id,
            TankerStop.run_id,
            Staff.name,
        )
        .join(Complaint, Complaint.id == TankerRequest.complaint_id)
        .outerjoin(TankerStop, held)
        .outerjoin(Staff, Staff.id == TankerRequest.override_by)
        .where(TankerRequest.status == RequestStatus.WAITING)
        .order_by(_rank.desc(), TankerRequest.id)
        .offset(skipped)
        .limit(PAGE)
    )
    return [
        QueueRow(position, row[0], row[1], row[2] is not None or row[3] is not None, row[4],
                 row[5] or "")
        for position, row in enumerate(rows, skipped + 1)
    ]  # fmt: skip


def queue_counts(on: date) -> QueueCounts:
    """Two statements: the queue now, and the stops of a day."""
    waits = db.session.execute(
        select(func.count(), func.coalesce(func.sum(TankerRequest.litres), 0)).where(
            TankerRequest.status == RequestStatus.WAITING
        )
    ).one()
    delivered = TankerStop.delivered_litres
    day = db.session.execute(
        select(
            func.count(),
            func.count(delivered),
            func.coalesce(func.sum(case((delivered.is_(None), 0), else_=delivered)), 0),
        )
        .select_from(TankerStop)
        .join(TankerRun, TankerRun.id == TankerStop.run_id)
        .where(TankerRun.on == on)
    ).one()
    return QueueCounts(waits[0], int(waits[1]), day[0], day[1], int(day[2]))


def request_by_id(request_id: int) -> TankerRequest | None:
    return db.session.get(TankerRequest, request_id)
