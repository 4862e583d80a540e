"""What the reporter may do with their own complaint: answer, add, confirm, reopen, withdraw."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ptmb.actions import _record
from ptmb.actions._messages import tell_supervisors
from ptmb.actions._photos import NewPhoto, attach
from ptmb.actions._record import Incomplete, Move
from ptmb.domain import deadlines
from ptmb.domain.choices import Confirmation, PhotoKind, StillWrong
from ptmb.domain.deadlines import ANSWER_WITHIN, CONFIRM_WITHIN, SUPERVISED_FROM, URGENCY_RANK
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import DONE, Step, StepRefused
from ptmb.domain.words import N_
from ptmb.models import Category, Complaint, ComplaintEvent, Supporter


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
    move = Move(Step.CONFIRM, deed, public_text=comment, facts=facts)
    return _record.record(complaint_id, move, change)


def close_silently(complaint_id: int, deed: Deed) -> ComplaintEvent:
    """Nobody answered for 48 hours; counted apart from a real yes.

    Raises:
        StepRefused: the 48 hours are not over.
    """

    def change(complaint: Complaint, session: Session) -> None:
        _ripe(complaint, Step.CLOSE_SILENT, deed, CONFIRM_WITHIN)
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
        if not deadlines.reopens(complaint.ended_at, deed.at):
            raise Incomplete("wrong", N_("Sudah lewat 14 hari. Silakan buat laporan baru."))
        if complaint.status in DONE or complaint.closed_at:
            complaint.reopened += 1
        _start_anew(complaint, session, deed.at)
        complaint.resolved_at = complaint.closed_at = complaint.confirmed_by = None

    def after(complaint: Complaint, event: ComplaintEvent, session: Session) -> None:
        attach(session, event, PhotoKind.REPORT, photos)
        if complaint.reopened >= SUPERVISED_FROM:
            tell_supervisors(session, event)

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
    """No answer for three days: back to the desk, never a silent close.

    Raises:
        StepRefused: the three days are not over.
    """
    resume = _resume(deed.at)

    def change(complaint: Complaint, session: Session) -> None:
        _ripe(complaint, Step.EXPIRE, deed, ANSWER_WITHIN)
        resume(complaint, session)

    return _record.record(complaint_id, Move(Step.EXPIRE, deed), change)


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
    """The reporter takes it back while nobody works on it yet.

    Raises:
        Incomplete: others have the same trouble and rely on this complaint.
    """

    def change(complaint: Complaint, session: Session) -> None:
        joined = select(Supporter.id).where(Supporter.complaint_id == complaint.id).limit(1)
        if session.scalar(joined) is not None:
            raise Incomplete("key", N_("Warga lain ikut laporan ini. Jadi tidak bisa dibatalkan."))
        complaint.closed_at = deed.at

    return _record.record(complaint_id, Move(Step.WITHDRAW, deed), change)


def _ripe(complaint: Complaint, step: Step, deed: Deed, wait: timedelta) -> None:
    """Time takes no step before its time has come, whatever its clock-keeper thought."""
    if deed.at - complaint.status_since < wait:
        raise StepRefused(step, complaint.status, deed.by.role)


def _start_anew(complaint: Complaint, session: Session, at: datetime) -> None:
    """More urgent than before, with a fresh deadline."""
    complaint.urgency = deadlines.raised(complaint.urgency)
    complaint.urgency_rank = URGENCY_RANK[complaint.urgency]
    complaint.clock_started_at = at
    hours = session.get_one(Category, complaint.category_id).resolution_hours
    complaint.due_at = deadlines.due(at, hours, complaint.urgency)


def _resume(at: datetime) -> _record.Change:
    """Push the deadline back by as long as we waited for the answer."""

    def change(complaint: Complaint, session: Session) -> None:
        waited = max(at, complaint.status_since) - complaint.status_since
        complaint.due_at += waited
        complaint.clock_started_at += waited

    return change
