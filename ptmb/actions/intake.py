"""A complaint comes in: from a citizen's phone, from the desk, or from another system."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ptmb.actions import _record
from ptmb.actions._new_complaint import NewComplaint, Received, Reporter
from ptmb.actions._photos import attach
from ptmb.config import CITY_TIME
from ptmb.database import writing
from ptmb.domain.categories import Want
from ptmb.domain.choices import LONG_DRY, PhotoKind
from ptmb.domain.deadlines import URGENCY_RANK, Urgency, due, raised
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause, Step
from ptmb.domain.reference import new_reference
from ptmb.domain.reporter_key import key_hash, reporter_key
from ptmb.domain.roles import Actor
from ptmb.domain.words import N_
from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent, Supporter
from ptmb.prepared import Prepared

__all__ = ["NewComplaint", "Received", "Reporter", "receive", "support"]


def receive(new: NewComplaint, *, by: Actor, at: datetime, secret: str) -> Received:
    """Store a complaint once, however often it is sent.

    Args:
        secret: the installation's secret, from which the reporter's key is derived.
    Raises:
        Incomplete: the category needs something that is missing.
    """
    own_key = reporter_key(secret, new.key)
    try:
        return _once(new, by, at, own_key)
    except IntegrityError:  # the same form was faster by another way, or the code is taken
        return _once(new, by, at, own_key)


def support(complaint_id: int, phone: str, deed: Deed, *, secret: str) -> str:
    """Join a complaint ("Saya juga") once for each key; gives the supporter's own key.

    Raises:
        StepRefused: the complaint is no longer open.
    """
    own_key = reporter_key(secret, deed.key)

    def change(complaint: Complaint, session: Session) -> None:
        complaint.supporters += 1
        session.add(
            Supporter(
                complaint_id=complaint.id,
                key=deed.key,
                key_hash=key_hash(own_key),
                phone=phone,
                created_at=deed.at,
            )
        )

    _record.record(complaint_id, _record.Move(Step.SUPPORT, deed), change)
    return own_key


_PRESENT = Prepared(
    text(
        "SELECT category.place, category.phone_required, category.urgency,"
        " category.response_hours, category.resolution_hours, known.id, known.reference"
        " FROM category LEFT JOIN complaint AS known ON known.submission_key = :key"
        " WHERE category.id = :category"
    )
)
"""What is asked before a complaint is stored: is it known already, and what does its kind need."""


def _once(new: NewComplaint, by: Actor, at: datetime, own_key: str) -> Received:
    """Everything that can be done before is: while one writes, all others wait.

    Whoever sends the same form meanwhile is stopped by the unique key, and looks again.
    """
    asked = {"key": new.key, "category": new.category_id}
    present = _PRESENT.run(db.session().connection(), asked).one()
    if present.id:
        return Received(present.id, present.reference, own_key)
    wanted = Want(present.place), bool(present.phone_required), Urgency(present.urgency)
    kind = _Kind(*wanted, present.response_hours, present.resolution_hours)
    _check(new, kind)
    complaint = _complaint(new, kind, at)
    complaint.reporter_key_hash = key_hash(own_key)
    deed = Deed(by, at, f"receive:{new.key}")
    move = _record.Move(Step.RECEIVE, deed, facts={"channel": new.channel.value})
    with writing() as session:
        _record.begin(session, complaint, move, _with_photos(new) if new.photos else None)
    return Received(complaint.id, complaint.reference, own_key)


def _with_photos(new: NewComplaint) -> _record.After:
    def after(_complaint: Complaint, event: ComplaintEvent, session: Session) -> None:
        attach(session, event, PhotoKind.REPORT, new.photos)

    return after


@dataclass(frozen=True)
class _Kind:
    """What the category says of its complaints; targets in hours."""

    place: Want
    phone_required: bool
    urgency: Urgency
    response_hours: float
    resolution_hours: float


def _check(new: NewComplaint, kind: _Kind) -> None:
    if kind.place is Want.REQUIRED and not new.place.known:
        raise _record.Incomplete("place", N_("Pilih lokasi dulu."))
    if kind.phone_required and not new.reporter.phone:
        raise _record.Incomplete("phone", N_("Isi nomor WhatsApp agar kami bisa menghubungi."))


def _complaint(new: NewComplaint, kind: _Kind, at: datetime) -> Complaint:
    urgency = raised(kind.urgency) if new.dry_span in LONG_DRY else kind.urgency
    place = new.place
    return Complaint(
        reference=new.reference or new_reference(),
        submission_key=new.key,
        created_at=at,
        received_on=at.astimezone(CITY_TIME).date(),
        changed_at=at,
        status_since=at,
        clock_started_at=at,
        response_due_at=at + timedelta(hours=kind.response_hours),
        due_at=due(at, kind.resolution_hours, urgency),
        channel=new.channel,
        language=new.language,
        category_id=new.category_id,
        urgency=urgency,
        urgency_rank=URGENCY_RANK[urgency],
        cause=Cause.UNKNOWN,
        cause_hint=Cause.RATIONING if new.turn else None,
        zone_id=new.turn.zone_id if new.turn else None,
        water_due_at=new.turn.flows_at if new.turn else None,
        dry_span=new.dry_span,
        description=new.description,
        area_id=place.area_id,
        latitude=place.latitude,
        longitude=place.longitude,
        accuracy_m=place.accuracy_m,
        place_source=place.source,
        address=place.address,
        landmark=place.landmark,
        neighbourhood=place.neighbourhood,
        reporter_name=new.reporter.name,
        reporter_phone=new.reporter.phone,
        customer_number=new.reporter.customer_number,
        rating_comment="",
    )
