"""Urungkan: what somebody did a moment ago is taken back before anybody outside hears of it."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from ptmb.actions import _materials, _proof, _record
from ptmb.actions._record import Incomplete, Move
from ptmb.actions._undone import last_step, take_back
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause, Step, StepRefused
from ptmb.domain.words import N_
from ptmb.models import Complaint, ComplaintEvent


def retract(complaint_id: int, deed: Deed) -> ComplaintEvent:
    """Undo the assignment, explanation or finished work that this very person recorded last.

    Raises:
        StepRefused: somebody else did it, or something followed it.
        Incomplete: the time is over, or the citizen has been told already.
    """

    def change(complaint: Complaint, session: Session) -> None:
        undone = last_step(session, complaint.id)
        if undone.step not in _BACK or undone.staff_id != deed.by.staff_id:
            raise StepRefused(Step.RETRACT, complaint.status, deed.by.role)
        if not take_back(session, undone, deed.at):
            raise Incomplete("undo", N_("Waktu mengurungkan sudah lewat."))
        _materials.take_back(session, undone)
        _proof.take_back(session, undone)
        complaint.status_before = undone.status_before
        _BACK[undone.step](complaint, undone)
        move.facts["undone"] = undone.step.value

    move = Move(Step.RETRACT, deed, facts={})
    return _record.record(complaint_id, move, change)


def _unassign(complaint: Complaint, undone: ComplaintEvent) -> None:
    complaint.officer_id, complaint.crew_id = undone.previous_officer_id, undone.previous_crew_id
    if complaint.responded_at == undone.at:
        complaint.responded_at = None


def _unresolve(complaint: Complaint, undone: ComplaintEvent) -> None:
    complaint.resolved_at = None
    complaint.cause = Cause(undone.facts.get("cause_before", complaint.cause))


def _unexplain(complaint: Complaint, undone: ComplaintEvent) -> None:
    complaint.cause = Cause(undone.facts["cause_before"])
    complaint.zone_id = undone.facts["zone_before"]
    complaint.water_due_at = _moment(undone.facts["water_due_before"])
    complaint.flow_asked_at = _moment(undone.facts["asked_before"])
    if complaint.responded_at == undone.at:
        complaint.responded_at = None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


_BACK: dict[Step, Callable[[Complaint, ComplaintEvent], None]] = {
    Step.ASSIGN: _unassign,
    Step.RESOLVE: _unresolve,
    Step.EXPLAIN: _unexplain,
}
