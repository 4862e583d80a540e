"""What all changes around tankers share: their turn, the rows they hold, and whom they tell."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from ptmb.actions import _record
from ptmb.actions._photos import NewPhoto, attach
from ptmb.actions._record import Move
from ptmb.domain.choices import PhotoKind
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Step
from ptmb.domain.roles import Actor, Role
from ptmb.domain.tanker_rule import told_window
from ptmb.domain.tankers import MESSAGE_OF, Relief, RequestStatus
from ptmb.models import Complaint, ComplaintEvent, Message, TankerRequest, TankerRun, TankerStop

EDITION = "tankers"
_TURN = text(
    "INSERT INTO edition (name, number) VALUES (:name, 1)"
    " ON CONFLICT (name) DO UPDATE SET number = edition.number + 1"
)


class TankerChanged(Exception):
    """It is not as this person saw it any more; nothing was stored."""


def take_turn(session: Session) -> None:
    """One writer of tanker rows at a time; the number tells live pages that something changed."""
    session.execute(_TURN, {"name": EDITION})


def held_request(session: Session, request_id: int, seen: int | None) -> TankerRequest:
    """The request as it is stored now.

    Raises:
        TankerChanged: it is gone, or its version is not the one that was seen.
    """
    row = session.get(TankerRequest, request_id, populate_existing=True)
    if row is None or seen not in (None, row.version):
        raise TankerChanged
    return row


def held_run(session: Session, run_id: int, seen: int | None) -> TankerRun:
    """The run with its stops as they are stored now (see `held_request`)."""
    row = session.get(TankerRun, run_id, populate_existing=True)
    if row is None or seen not in (None, row.version):
        raise TankerChanged
    return row


def open_stop(session: Session, request_id: int) -> TankerStop | None:
    """The stop at which this request still waits for its water."""
    waiting = TankerStop.request_id == request_id, TankerStop.finished_at.is_(None)
    return session.scalar(select(TankerStop).where(*waiting))


def move_request(request: TankerRequest, status: RequestStatus, at: datetime) -> None:
    request.status, request.status_since = status, at


def tell(
    session: Session,
    request: TankerRequest,
    what: Relief,
    by: Actor,
    at: datetime,
    photos: Sequence[NewPhoto] = (),
    **facts: object,
) -> None:
    """Write it into the complaint's history and send it to the household.

    The complaint's own status stays as it is: relief is not a repair. `facts` become part of the
    message and must be plain values.
    """
    session.flush()  # the version below is the one this change is stored under
    complaint = session.get_one(
        Complaint, request.complaint_id, populate_existing=True, with_for_update=True
    )
    key = f"tanker-{request.id}-{request.version}-{what}"
    move = Move(Step.NOTE, Deed(_spoken_for(by), at, key), facts={"relief": what.value, **facts})

    def after(_complaint: Complaint, event: ComplaintEvent, session: Session) -> None:
        attach(session, event, PhotoKind.EXTRA, photos)

    _record.apply(session, complaint, move, None, after)
    if what in MESSAGE_OF:
        session.add(
            Message(
                complaint_id=complaint.id,
                phone=request.phone,
                language=complaint.language,
                template=MESSAGE_OF[what],
                facts={"reference": complaint.reference, **facts},
                created_at=at,
            )
        )


def tell_planned(
    session: Session, request: TankerRequest, stop: TankerStop, by: Actor, at: datetime
) -> None:
    """Its run is published: say on which day and between which hours."""
    move_request(request, RequestStatus.PLANNED, at)
    if stop.expected_at is None:
        raise TankerChanged
    begins, ends = told_window(stop.expected_at)
    hours = begins.isoformat(), ends.isoformat()
    tell(session, request, Relief.PLANNED, by, at, begins=hours[0], ends=hours[1])


def _spoken_for(by: Actor) -> Actor:
    """A note is written by the reporter, an officer or the desk; nobody else moves a tanker."""
    known = (Role.REPORTER, Role.OFFICER, Role.OPERATOR, Role.SUPERVISOR)
    return by if by.role in known else Actor(Role.OPERATOR, by.staff_id)
