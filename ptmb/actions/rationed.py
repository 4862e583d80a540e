"""A dry tap that the schedule explains: it is said until when, asked then, and never forgotten."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from ptmb.actions import _record
from ptmb.actions._record import Incomplete, Move
from ptmb.domain.deadlines import CONFIRM_WITHIN, URGENCY_RANK, Urgency, raised
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause, Step, StepRefused
from ptmb.domain.roles import Role
from ptmb.domain.words import N_
from ptmb.models import Complaint, ComplaintEvent, Zone


def explain(
    complaint_id: int,
    water_due_at: datetime | None,
    reason: str,
    deed: Deed,
    *,
    zone_id: int | None = None,
) -> ComplaintEvent:
    """It is rationing, not a fault: say when water is due, and why we believe so.

    Args:
        zone_id: whose turn it waits for; None where no schedule says it.

    Raises:
        Incomplete: no moment, a past one, or no reason.
    """
    if water_due_at is None or water_due_at <= deed.at:
        raise Incomplete("water_due_at", N_("Isi kapan air dijadwalkan mengalir."))
    if not reason.strip():
        raise Incomplete("reason", N_("Tulis alasannya, misalnya jadwal wilayah ini."))

    def change(complaint: Complaint, _session: Session) -> None:
        move.facts.update(_as_it_was(complaint))
        complaint.cause, complaint.water_due_at = Cause.RATIONING, water_due_at
        complaint.zone_id, complaint.flow_asked_at = zone_id, None
        complaint.responded_at = complaint.responded_at or deed.at

    facts: dict[str, Any] = {"water_due_at": water_due_at.isoformat()}
    move = Move(Step.EXPLAIN, deed, public_text=reason, facts=facts)
    return _record.record(complaint_id, move, change)


def ask_flow(complaint_id: int, deed: Deed) -> ComplaintEvent:
    """The promised moment has passed: ask once for each turn whether the water came.

    Raises:
        StepRefused: it was asked already, or the turn is not over.
    """

    def change(complaint: Complaint, session: Session) -> None:
        if complaint.flow_asked_at is not None or not _over(complaint, session, deed.at):
            raise StepRefused(Step.FLOW_QUESTION, complaint.status, deed.by.role)
        complaint.flow_asked_at = deed.at

    return _record.record(complaint_id, Move(Step.FLOW_QUESTION, deed), change)


def water_is_back(complaint_id: int, deed: Deed) -> ComplaintEvent:
    """The turn came and water flows: nothing was broken.

    Raises:
        StepRefused: time itself says it before nobody has answered for 48 hours.
    """

    def change(complaint: Complaint, _session: Session) -> None:
        if deed.by.role is Role.SYSTEM and not _silent(complaint, deed.at):
            raise StepRefused(Step.FLOW_RETURNED, complaint.status, deed.by.role)
        complaint.resolved_at, complaint.flow_asked_at = deed.at, None

    return _record.record(complaint_id, Move(Step.FLOW_RETURNED, deed), change)


def still_dry(complaint_id: int, deed: Deed) -> ComplaintEvent:
    """The turn came and no water: now it is an urgent complaint, late since the promised moment.

    Raises:
        Incomplete: the turn is not over.
    """

    def change(complaint: Complaint, session: Session) -> None:
        if not _over(complaint, session, deed.at):
            raise Incomplete("water_due_at", N_("Giliran air belum selesai. Tunggu sebentar lagi."))
        _no_excuse(complaint, promised_at(complaint, session))
        complaint.flow_asked_at = complaint.flow_asked_at or deed.at

    return _record.record(complaint_id, Move(Step.STILL_DRY, deed), change)


def promised_at(complaint: Complaint, session: Session) -> datetime:
    """When water should be there at the latest: its turn, and the time it needs uphill."""
    zone = session.get(Zone, complaint.zone_id) if complaint.zone_id else None
    recovery = timedelta(minutes=zone.recovery_minutes if zone else 0)
    return (complaint.water_due_at or complaint.status_since) + recovery


def _over(complaint: Complaint, session: Session, at: datetime) -> bool:
    return at >= promised_at(complaint, session)


def _silent(complaint: Complaint, at: datetime) -> bool:
    """Nobody can be silent who was not asked."""
    asked_at = complaint.flow_asked_at
    return asked_at is not None and at - asked_at >= CONFIRM_WITHIN


def _no_excuse(complaint: Complaint, promised: datetime) -> None:
    """The cause is open again; the desk finds it among what is late, not at the end of the queue.

    The time that it waited for its turn was ours: the first deadline stands, if that was earlier.
    """
    complaint.cause, complaint.cause_hint = Cause.UNKNOWN, None
    urgency = max(raised(complaint.urgency), Urgency.HIGH, key=URGENCY_RANK.__getitem__)
    complaint.urgency, complaint.urgency_rank = urgency, URGENCY_RANK[urgency]
    complaint.due_at = min(complaint.due_at, promised)


def _as_it_was(complaint: Complaint) -> dict[str, Any]:
    """What undoing gives back."""
    due_at, asked_at = complaint.water_due_at, complaint.flow_asked_at
    return {
        "cause_before": complaint.cause.value,
        "water_due_before": due_at.isoformat() if due_at else None,
        "zone_before": complaint.zone_id,
        "asked_before": asked_at.isoformat() if asked_at else None,
    }
