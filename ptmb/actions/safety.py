"""Area tidak aman: the officer holds the work, the desk says when it may go on."""

from sqlalchemy.orm import Session

from ptmb.actions import _record
from ptmb.actions._holds import tell_desk
from ptmb.actions._record import Incomplete, Move
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Step, StepRefused
from ptmb.domain.safety import HoldReason
from ptmb.domain.words import N_
from ptmb.models import Complaint, ComplaintEvent


def hold(complaint_id: int, reason: HoldReason, words: str, visit: Deed) -> ComplaintEvent:
    """The place is not safe: every desk is told at once. Held already, the new reason counts.

    Raises:
        Incomplete: "another danger" without saying which.
    """
    if reason is HoldReason.OTHER and not words.strip():
        raise Incomplete("note", N_("Tulis bahayanya."))

    def change(complaint: Complaint, session: Session) -> None:
        complaint.held_at = visit.at

    def after(complaint: Complaint, event: ComplaintEvent, session: Session) -> None:
        tell_desk(session, event)

    move = Move(Step.HOLD, visit, internal_note=words, facts={"reason": reason.value})
    return _record.record(complaint_id, move, change, after)


def release(complaint_id: int, deed: Deed) -> ComplaintEvent:
    """The desk says that it is safe; the work goes on where it stopped.

    Raises:
        StepRefused: nothing is held, or somebody released it before.
    """

    def change(complaint: Complaint, session: Session) -> None:
        if complaint.held_at is None:
            raise StepRefused(Step.RELEASE, complaint.status, deed.by.role)

    return _record.record(complaint_id, Move(Step.RELEASE, deed), change)
