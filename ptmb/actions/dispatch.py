"""Who does the work: assign, take, hand back."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ptmb.actions import _record
from ptmb.actions._record import Incomplete, Move
from ptmb.domain.choices import HandBackReason
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Step, StepRefused
from ptmb.domain.roles import Actor, Role
from ptmb.domain.words import N_
from ptmb.models import Complaint, ComplaintEvent, Crew, Staff

CALL_TRIES = 2
"""So often is a reporter with a number called before an address counts as not found."""


@dataclass(frozen=True)
class Assignee:
    """An officer, or a whole crew."""

    staff_id: int | None = None
    crew_id: int | None = None


def assign(complaint_id: int, to: Assignee, deed: Deed, reason: str = "") -> ComplaintEvent:
    """Give the job to an officer or a crew; again is a re-assignment.

    Raises:
        Incomplete: nobody named, or the officer is off duty and no reason was given.
        StepRefused, StaleComplaint: see `_record.record`.
    """

    def change(complaint: Complaint, session: Session) -> None:
        name = _checked(session, to, reason)
        complaint.officer_id, complaint.crew_id = to.staff_id, to.crew_id
        complaint.responded_at = complaint.responded_at or deed.at
        move.facts["assignee"] = name

    move = Move(Step.ASSIGN, deed, internal_note=reason, facts={})
    return _record.record(complaint_id, move, change)


def take(complaint_id: int, deed: Deed) -> ComplaintEvent:
    """An officer takes a job of an area they serve.

    Raises:
        StepRefused: it lies in another area, or somebody has it already.
    """

    def change(complaint: Complaint, session: Session) -> None:
        if complaint.area_id not in deed.by.areas:
            raise StepRefused(Step.TAKE, complaint.status, deed.by.role)
        complaint.officer_id, complaint.crew_id = deed.by.staff_id, deed.by.crew_id
        complaint.responded_at = complaint.responded_at or deed.at

    return _record.record(complaint_id, Move(Step.TAKE, deed), change)


def hand_back(
    complaint_id: int, reason: HandBackReason, deed: Deed, note: str = ""
) -> ComplaintEvent:
    """The officer cannot do it; it goes back to the desk with the reason.

    Raises:
        Incomplete: no address was found, and the reporter was not called twice.
    """

    def change(complaint: Complaint, session: Session) -> None:
        asked = reason is HandBackReason.NOT_FOUND and complaint.reporter_phone
        if asked and _calls(session, complaint, deed.by) < CALL_TRIES:
            raise Incomplete("reason", N_("Telepon pelapor dua kali dulu. Catat tiap percobaan."))

    move = Move(Step.HAND_BACK, deed, internal_note=note, facts={"reason": reason.value})
    return _record.record(complaint_id, move, change)


def _calls(session: Session, complaint: Complaint, officer: Actor) -> int:
    """Calls of this officer that nobody answered, since the job was last given to somebody."""
    event = ComplaintEvent
    given = select(func.max(event.id)).where(
        event.complaint_id == complaint.id, event.step.in_((Step.ASSIGN, Step.TAKE))
    )
    calls = select(func.count()).where(
        event.complaint_id == complaint.id,
        event.step == Step.CALL,
        event.staff_id == officer.staff_id,
        event.id > given.scalar_subquery(),
    )
    return session.scalar(calls) or 0


def _checked(session: Session, to: Assignee, reason: str) -> str:
    if to.staff_id is not None:
        officer = session.get(Staff, to.staff_id)
        if officer is None or not officer.active or officer.role is not Role.OFFICER:
            raise Incomplete("assignee", N_("Pilih petugas yang masih aktif."))
        if not officer.on_duty and not reason.strip():
            raise Incomplete("reason", N_("Petugas ini tidak bertugas. Tulis alasannya."))
        return officer.name
    crew = session.get(Crew, to.crew_id) if to.crew_id is not None else None
    if crew is None or not crew.active:
        raise Incomplete("assignee", N_("Pilih petugas atau tim."))
    if not _somebody_on_duty(session, crew) and not reason.strip():
        raise Incomplete("reason", N_("Tim ini tidak bertugas. Tulis alasannya."))
    return crew.name


def _somebody_on_duty(session: Session, crew: Crew) -> bool:
    on_duty = select(Staff.id).where(Staff.crew_id == crew.id, Staff.on_duty, Staff.active)
    return session.scalar(on_duty.limit(1)) is not None
