"""The officer's day: set off, arrive, finish, or ask for more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from ptmb.actions import _materials, _proof, _record
from ptmb.actions._photos import NewPhoto, attach
from ptmb.actions._record import Incomplete, Move
from ptmb.config import CITY_TIME
from ptmb.domain.choices import MajorReason, PhotoKind, WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.found_causes import FoundCause
from ptmb.domain.geography import Point, distance_m
from ptmb.domain.lifecycle import Cause, Step
from ptmb.domain.materials import Used
from ptmb.domain.meters import MeterReading, meter_facts
from ptmb.domain.proof import FAR_M
from ptmb.domain.roles import Role
from ptmb.domain.words import N_
from ptmb.models import Category, Complaint, ComplaintEvent, Staff


@dataclass(frozen=True)
class Outcome:
    """What was found and done; `photos` show it afterwards, `found` says the cause closer.

    `former` is what the customer's meter said at the visit before, where that is known.
    """

    work: WorkDone
    cause: Cause
    note: str = ""
    photos: Sequence[NewPhoto] = ()
    found: FoundCause | None = None
    materials: Sequence[Used] = ()
    meter: MeterReading | None = None
    former: MeterReading | None = None


@dataclass(frozen=True)
class MajorWork:
    """Why it takes longer, what it needs, whether it is safe meanwhile, and when we tell more."""

    reason: MajorReason
    needs: str
    safe_for_now: bool
    next_update_on: date | None
    note: str = ""
    photos: Sequence[NewPhoto] = ()
    materials: Sequence[Used] = ()


def set_off(complaint_id: int, visit: Deed) -> ComplaintEvent:
    """On the way. A crew's job becomes the job of the officer who sets off."""

    def change(complaint: Complaint, session: Session) -> None:
        complaint.officer_id = visit.by.staff_id

    return _record.record(complaint_id, Move(Step.SET_OFF, visit), change)


def arrive(complaint_id: int, visit: Deed, before: Sequence[NewPhoto] = ()) -> ComplaintEvent:
    """At the place; the distance to the complaint's point is kept when both are known."""
    facts: dict[str, object] = {}

    def change(complaint: Complaint, session: Session) -> None:
        complaint.officer_id = visit.by.staff_id
        distance = _distance(complaint, visit.position)
        if distance is not None:
            facts.update(distance_m=round(distance), far=distance > FAR_M)
        _remember_position(session, visit)

    def after(complaint: Complaint, event: ComplaintEvent, session: Session) -> None:
        attach(session, event, PhotoKind.BEFORE, before)

    return _record.record(complaint_id, Move(Step.ARRIVE, visit, facts=facts), change, after)


def resolve(complaint_id: int, outcome: Outcome, visit: Deed) -> ComplaintEvent:
    """Done: what, why, and a picture where the category asks for one.

    What makes somebody doubt it stops nobody; a supervisor is asked to look (see `_proof`).

    Raises:
        Incomplete: the after-photo is missing, or a material cannot be so.
    """

    def change(complaint: Complaint, session: Session) -> None:
        category = session.get_one(Category, complaint.category_id)
        if category.after_photo and not outcome.photos:
            raise Incomplete("photos", N_("Ambil foto sesudah perbaikan dulu."))
        _materials.note(session, outcome.materials, facts)
        facts["cause_before"] = complaint.cause.value
        complaint.cause, complaint.resolved_at = outcome.cause, visit.at
        _remember_position(session, visit)

    def after(complaint: Complaint, event: ComplaintEvent, session: Session) -> None:
        _proof.doubt(session, complaint, event, visit, outcome.photos)
        attach(session, event, PhotoKind.AFTER, outcome.photos)
        _materials.keep(session, event)

    facts: dict[str, object] = {"work": outcome.work.value, "cause": outcome.cause.value}
    facts.update(meter_facts(outcome.meter, outcome.former))
    if outcome.found:
        facts["found"] = outcome.found.value
    move = Move(Step.RESOLVE, visit, internal_note=outcome.note, facts=facts)
    return _record.record(complaint_id, move, change, after)


def escalate(complaint_id: int, major: MajorWork, visit: Deed) -> ComplaintEvent:
    """Too big for today: reason, needs and the day we tell more are required.

    Raises:
        Incomplete: the day is missing or already past, or a material cannot be so.
    """
    if major.next_update_on is None or major.next_update_on < visit.at.astimezone(CITY_TIME).date():
        raise Incomplete("next_update_on", N_("Isi tanggal kabar berikutnya, hari ini atau nanti."))

    def change(complaint: Complaint, session: Session) -> None:
        _materials.note(session, major.materials, facts)
        complaint.next_update_on = major.next_update_on
        complaint.cause = Cause.TECHNICAL if complaint.cause is Cause.UNKNOWN else complaint.cause
        if visit.by.role is Role.OFFICER:
            complaint.officer_id = visit.by.staff_id

    def after(complaint: Complaint, event: ComplaintEvent, session: Session) -> None:
        attach(session, event, PhotoKind.EXTRA, major.photos)
        _materials.keep(session, event)

    facts: dict[str, object] = {
        "reason": major.reason.value,
        "needs": major.needs,
        "safe": major.safe_for_now,
        "next_update_on": major.next_update_on.isoformat(),
    }
    move = Move(Step.ESCALATE, visit, internal_note=major.note, facts=facts)
    return _record.record(complaint_id, move, change, after)


def note(
    complaint_id: int,
    words: str,
    photos: Sequence[NewPhoto],
    visit: Deed,
    kind: PhotoKind = PhotoKind.EXTRA,
) -> ComplaintEvent:
    """Words or pictures for the file, at any time.

    Raises:
        Incomplete: neither words nor pictures.
    """
    if not words.strip() and not photos:
        raise Incomplete("note", N_("Tulis catatan atau ambil foto."))

    def after(complaint: Complaint, event: ComplaintEvent, session: Session) -> None:
        attach(session, event, kind, photos)

    step = Step.NOTE if words.strip() else Step.ADD_PHOTO
    move = Move(step, replace(visit, seen=None), internal_note=words)
    return _record.record(complaint_id, move, None, after)


def _distance(complaint: Complaint, position: Point | None) -> float | None:
    if position is None or complaint.latitude is None or complaint.longitude is None:
        return None
    return distance_m(position, Point(complaint.latitude, complaint.longitude))


def _remember_position(session: Session, visit: Deed) -> None:
    officer = session.get(Staff, visit.by.staff_id) if visit.position else None
    if officer and visit.position:
        officer.latitude, officer.longitude = visit.position.lat, visit.position.lng
        officer.positioned_at = visit.at
