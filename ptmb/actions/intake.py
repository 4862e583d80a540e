"""A complaint comes in: from a citizen's phone, from the desk, or from another system."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ptmb.actions import _record
from ptmb.actions._photos import NewPhoto, attach
from ptmb.config import CITY_TIME
from ptmb.database import writing
from ptmb.domain.categories import Want
from ptmb.domain.choices import LONG_DRY, Channel, DrySpan, PhotoKind
from ptmb.domain.deadlines import URGENCY_RANK, Urgency, due, raised
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Step
from ptmb.domain.place import Place
from ptmb.domain.reference import new_reference
from ptmb.domain.reporter_key import key_hash, reporter_key
from ptmb.domain.roles import Actor
from ptmb.domain.words import N_
from ptmb.models import Category, Complaint, ComplaintEvent, Supporter


@dataclass(frozen=True)
class Reporter:
    name: str = ""
    phone: str = ""
    customer_number: str = ""


@dataclass(frozen=True)
class NewComplaint:
    """What was said; `key` is made once by the form, so that a repeat is the same complaint.

    `reference` is given by the demonstration alone, which must come out alike each time.
    """

    key: str
    category_id: int
    place: Place
    channel: Channel = Channel.WEB
    description: str = ""
    reporter: Reporter = field(default_factory=Reporter)
    dry_span: DrySpan | None = None
    language: str = "id"
    photos: Sequence[NewPhoto] = ()
    reference: str = ""


@dataclass(frozen=True)
class Received:
    """The stored complaint and the key that only its reporter gets to see."""

    complaint: Complaint
    reporter_key: str


def receive(new: NewComplaint, *, by: Actor, at: datetime, secret: str) -> Received:
    """Store a complaint once, however often it is sent.

    Args:
        secret: the installation's secret, from which the reporter's key is derived.
    Raises:
        Incomplete: the category needs something that is missing.
    """
    own_key = reporter_key(secret, new.key)
    try:
        with writing() as session:
            complaint = _known(session, new.key) or _store(session, new, by, at, own_key)
    except IntegrityError:
        with writing() as session:
            complaint = _known(session, new.key) or _store(session, new, by, at, own_key)
    return Received(complaint, own_key)


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


_BY_KEY = text("SELECT id FROM complaint WHERE submission_key = :key")


def _known(session: Session, key: str) -> Complaint | None:
    known = session.execute(_BY_KEY, {"key": key}).scalar()
    return session.get_one(Complaint, known) if known else None


def _store(session: Session, new: NewComplaint, by: Actor, at: datetime, own_key: str) -> Complaint:
    category = session.get_one(Category, new.category_id)
    _check(new, category)
    complaint = _complaint(new, category, at)
    complaint.reporter_key_hash = key_hash(own_key)

    def after(complaint: Complaint, event: ComplaintEvent, session: Session) -> None:
        attach(session, event, PhotoKind.REPORT, new.photos)

    deed = Deed(by, at, f"receive:{new.key}")
    move = _record.Move(Step.RECEIVE, deed, facts={"channel": new.channel.value})
    _record.begin(session, complaint, move, after if new.photos else None)
    return complaint


def _check(new: NewComplaint, category: Category) -> None:
    if category.place is Want.REQUIRED and not new.place.known:
        raise _record.Incomplete("place", N_("Pilih lokasi dulu."))
    if category.phone_required and not new.reporter.phone:
        raise _record.Incomplete("phone", N_("Isi nomor WhatsApp agar kami bisa menghubungi."))


def _urgency(new: NewComplaint, category: Category) -> Urgency:
    return raised(category.urgency) if new.dry_span in LONG_DRY else category.urgency


def _complaint(new: NewComplaint, category: Category, at: datetime) -> Complaint:
    urgency, place = _urgency(new, category), new.place
    return Complaint(
        reference=new.reference or new_reference(),
        submission_key=new.key,
        created_at=at,
        received_on=at.astimezone(CITY_TIME).date(),
        changed_at=at,
        status_since=at,
        clock_started_at=at,
        response_due_at=at + timedelta(hours=category.response_hours),
        due_at=due(at, category.resolution_hours, urgency),
        channel=new.channel,
        language=new.language,
        category_id=category.id,
        urgency=urgency,
        urgency_rank=URGENCY_RANK[urgency],
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
