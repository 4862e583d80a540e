"""What the reporter may do with their own complaint: answer, add, confirm, reopen, withdraw."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from ptmb.actions import _record
from ptmb.actions._photos import NewPhoto, attach
from ptmb.actions._record import Incomplete, Move
from ptmb.domain.choices import Confirmation, PhotoKind, StillWrong
from ptmb.domain.deadlines import REOPEN_WITHIN, URGENCY_RANK, due, raised
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import DONE, Step
from ptmb.domain.words import N_
from ptmb.models import Category, Complaint, ComplaintEvent


def confirm(complaint_id: int, deed: Deed, rating: int | None, comment: str) -> ComplaintEvent:
    """Yes, it works again; the rating (1 to 5) is optional.

    Raises:
        Incomplete: the rating is not between 1 and 5.
    """
    if rating is not None and not 1 <= rating <= 5:
        raise Incomplete("rating", N_("Pilih nilai 1 sampai 5."))

    def change(complaint: Complaint, session: Session) -> None:
        complaint.confirmed_by, complaint.closed_at = Confirmation.REPORTER, deed.at
        complaint.rating, complaint.rating_comment = rating, comment.strip()

    facts = {"rating": rating} if rating else {}
    return _record.record(complaint_id, Move(Step.CONFIRM, deed, facts=facts), change)


def close_silently(complaint_id: int, deed: Deed) -> ComplaintEvent:
    """Nobody answered for 48 hours; counted apart from a real yes."""

    def change(complaint: Complaint, session: Session) -> None:
        complaint.confirmed_by, complaint.closed_at = Confirmation.SILENCE, deed.at

    return _record.record(complaint_id, Move(Step.CLOSE_SILENT, deed), change)


def reopen(
    complaint_id: int, deed: Deed, wrong: StillWrong, words: str, photos: Sequence[NewPhoto] = ()
) -> ComplaintEvent:
    """No, it is not fixed: the same complaint again, more urgent, with a fresh deadline.

    Raises:
        Incomplete: the fourteen days are over.
    """

    def change(complaint: Complaint, session: Session) -> None:
        ended = complaint.closed_at or complaint.resolved_at or complaint.status_since
        if deed.at - ended > REOPEN_WITHIN:
            raise Incomplete("wrong", N_("Sudah lewat 14 hari. Silakan buat laporan baru."))
        if complaint.status in DONE or complaint.closed_at:
            complaint.reopened += 1
        complaint.urgency = raised(complaint.urgency)
        complaint.urgency_rank = URGENCY_RANK[complaint.urgency]
        complaint.clock_started_at = deed.at
        hours = session.get_one(Category, complaint.category_id).resolution_hours
        complaint.due_at = due(deed.at, hours, complaint.urgency)
        complaint.resolved_at = complaint.closed_at = complaint.confirmed_by = None
        complaint.officer_id = complaint.crew_id = None

    def after(complaint: Complaint, event: ComplaintEvent, session: Session) -> None:
        attach(session, event, PhotoKind.REPORT, photos)

    move = Move(Step.REOPEN, deed, public_text=words, facts={"wrong": wrong.value})
    return _record.record(complaint_id, move, change, after)


def answer(
    complaint_id: int, deed: Deed, words: str, photos: Sequence[NewPhoto] = ()
) -> ComplaintEvent:
    """Answer the desk's question; the time that was left goes on, it does not start anew.

    Raises:
        Incomplete: nothing was said.
    """
    if not words.strip() and not photos:
        raise Incomplete("words", N_("Tulis jawaban Anda."))

    def after(complaint: Complaint, event: ComplaintEvent, session: Session) -> None:
        attach(session, event, PhotoKind.REPORT, photos)

    return _record.record(
        complaint_id, Move(Step.ANSWER, deed, public_text=words), _resume(deed.at), after
    )


def stop_waiting(complaint_id: int, deed: Deed) -> ComplaintEvent:
    """No answer for three days: back to the desk, never a silent close."""
    return _record.record(complaint_id, Move(Step.EXPIRE, deed), _resume(deed.at))


def add(
    complaint_id: int, deed: Deed, words: str, photos: Sequence[NewPhoto] = ()
) -> ComplaintEvent:
    """Add words or pictures at any time.

    Raises:
        Incomplete: neither words nor pictures.
    """
    if not words.strip() and not photos:
        raise Incomplete("words", N_("Tulis keterangan atau tambah foto."))

    def after(complaint: Complaint, event: ComplaintEvent, session: Session) -> None:
        attach(session, event, PhotoKind.REPORT, photos)

    step = Step.NOTE if words.strip() else Step.ADD_PHOTO
    return _record.record(complaint_id, Move(step, deed, public_text=words), None, after)


def withdraw(complaint_id: int, deed: Deed) -> ComplaintEvent:
    """The reporter takes it back while nobody works on it yet."""

    def change(complaint: Complaint, session: Session) -> None:
        complaint.closed_at = deed.at

    return _record.record(complaint_id, Move(Step.WITHDRAW, deed), change)


def water_is_back(complaint_id: int, deed: Deed) -> ComplaintEvent:
    """The turn came and water flows: nothing was broken."""

    def change(complaint: Complaint, session: Session) -> None:
        complaint.resolved_at = deed.at

    return _record.record(complaint_id, Move(Step.FLOW_RETURNED, deed), change)


def still_dry(complaint_id: int, deed: Deed) -> ComplaintEvent:
    """The turn came and no water: now it is an urgent complaint like any other."""

    def change(complaint: Complaint, session: Session) -> None:
        complaint.urgency = raised(complaint.urgency)
        complaint.urgency_rank = URGENCY_RANK[complaint.urgency]
        complaint.clock_started_at = deed.at
        hours = session.get_one(Category, complaint.category_id).resolution_hours
        complaint.due_at = due(deed.at, hours, complaint.urgency)

    return _record.record(complaint_id, Move(Step.STILL_DRY, deed), change)


def _resume(at: datetime) -> _record.Change:
    """Push the deadline back by as long as we waited for the answer."""

    def change(complaint: Complaint, session: Session) -> None:
        waited = max(at, complaint.status_since) - complaint.status_since
        complaint.due_at += waited
        complaint.clock_started_at += waited

    return change
