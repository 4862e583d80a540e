"""Moving the complaints of an incident: in, out, to their end. Each keeps its own history."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ptmb.actions import _figures, _record
from ptmb.actions._incident_words import Chosen
from ptmb.actions._incidents import Hand
from ptmb.actions._record import Move, StaleComplaint
from ptmb.domain.deed import Deed
from ptmb.domain.incidents import incident_code
from ptmb.domain.lifecycle import Cause, Status, Step, StepRefused
from ptmb.domain.supply import IncidentStatus
from ptmb.models import Complaint, ComplaintEvent, Incident


def in_it(session: Session, incident: Incident) -> Sequence[Complaint]:
    """The complaints that follow it now, held; always in one order, against two who wait."""
    following = select(Complaint).where(
        Complaint.incident_id == incident.id, Complaint.status == Status.GROUPED
    )
    return _held_rows(session, following.order_by(Complaint.id))


def not_yet_asked(session: Session, chosen: Iterable[Chosen], hand: Hand) -> list[Chosen]:
    """Those on whom this hand has not been laid before: one that left again stays outside."""
    keys = {hand.deed(one.complaint_id).key: one for one in chosen}
    done = set(session.scalars(select(ComplaintEvent.key).where(ComplaintEvent.key.in_(keys))))
    return [one for key, one in keys.items() if key not in done]


def group(
    session: Session, incident: Incident, chosen: Iterable[Chosen], hand: Hand
) -> list[Complaint]:
    """Let these follow the incident; those that moved on meanwhile are left as they are."""
    seen = {one.complaint_id: one.seen for one in chosen}
    wanted = select(Complaint).where(Complaint.id.in_(seen)).order_by(Complaint.id)
    joined = []
    with _figures.gathered(session):
        for row in _held_rows(session, wanted):
            try:
                _group_one(session, incident, row, hand.deed(row.id, seen[row.id]))
            except (StaleComplaint, StepRefused):  # counted, and said to the operator
                continue
            joined.append(row)
    count(session, incident.id, len(joined))
    return joined


def ungroup(
    session: Session, incident: Incident, row: Complaint, deed: Deed, facts: dict[str, str]
) -> ComplaintEvent:
    """Let one go its own way: its own cause comes back, and the time it waited is given back.

    A cause that the desk set while it followed stays.
    """
    cause = _cause_before(session, row) if row.cause is incident.cause else row.cause
    waited = max(deed.at, row.status_since) - row.status_since

    def change(complaint: Complaint, _session: Session) -> None:
        complaint.incident_id, complaint.cause = None, cause
        complaint.due_at += waited
        complaint.clock_started_at += waited

    count(session, incident.id, -1)
    return _record.apply(session, row, Move(Step.UNGROUP, deed, facts=facts), change)


def end(session: Session, incident: Incident, complaints: Sequence[Complaint], hand: Hand) -> None:
    """Resolve them all, or let them all go when there never was an incident."""
    cancelled = incident.status is IncidentStatus.CANCELLED
    with _figures.gathered(session):
        for row in complaints:
            if cancelled:
                ungroup(session, incident, row, hand.deed(row.id), marked(incident))
            else:
                _resolve(session, incident, row, hand.deed(row.id))
    merged = update(Complaint).where(
        Complaint.incident_id == incident.id,
        Complaint.status == Status.MERGED,
        Complaint.status_before == Status.GROUPED,
    )
    # What was merged while it followed must not come back to an incident that is over.
    session.execute(merged.values(status_before=Status.RECEIVED))


def give_cause(
    session: Session, incident: Incident, complaints: Sequence[Complaint], hand: Hand
) -> None:
    """What was found out about the incident is true of its complaints."""
    facts = {**marked(incident), "cause": incident.cause.value}

    def change(complaint: Complaint, _session: Session) -> None:
        complaint.cause = incident.cause

    with _figures.gathered(session):
        for row in complaints:
            if row.cause is not incident.cause:
                move = Move(Step.VERIFY, hand.deed(row.id), facts=facts)
                _record.apply(session, row, move, change)


def count(session: Session, incident_id: int | None, delta: int) -> None:
    """Count complaints in or out; who joins is no news, so the version stays."""
    if incident_id is None or not delta:
        return
    counted = update(Incident).where(Incident.id == incident_id)
    session.execute(counted.values(complaints=Incident.complaints + delta))


def marked(incident: Incident) -> dict[str, str]:
    """The fact that ties a complaint's step to its incident."""
    return {"incident": incident_code(incident.number)}


def _resolve(session: Session, incident: Incident, row: Complaint, deed: Deed) -> None:
    """Its trouble is over for one of its complaints; the reporter is asked to confirm."""
    facts = {**marked(incident), "cause_before": row.cause.value}
    if incident.cause is not Cause.UNKNOWN:
        facts["cause"] = incident.cause.value

    def change(complaint: Complaint, _session: Session) -> None:
        complaint.cause = Cause(facts.get("cause", complaint.cause))
        complaint.resolved_at = deed.at

    move = Move(Step.RESOLVE, deed, public_text=incident.public_text, facts=facts)
    _record.apply(session, row, move, change)


def _held_rows(session: Session, wanted: Any) -> Sequence[Complaint]:
    return session.scalars(
        wanted.with_for_update().execution_options(populate_existing=True)
    ).all()  # fmt: skip


def _group_one(session: Session, incident: Incident, row: Complaint, deed: Deed) -> None:
    facts = {**marked(incident), "cause_before": row.cause.value}
    if incident.cause is not Cause.UNKNOWN:
        facts["cause"] = incident.cause.value

    def change(complaint: Complaint, session: Session) -> None:
        count(session, complaint.incident_id, -1)  # it followed one that is over
        complaint.incident_id = incident.id
        complaint.cause = Cause(facts.get("cause", complaint.cause))
        complaint.responded_at = complaint.responded_at or deed.at

    move = Move(Step.GROUP, deed, public_text=incident.public_text, facts=facts)
    _record.apply(session, row, move, change)


def _cause_before(session: Session, row: Complaint) -> Cause:
    joined = select(ComplaintEvent.facts).where(
        ComplaintEvent.complaint_id == row.id, ComplaintEvent.step == Step.GROUP
    )
    facts = session.scalar(joined.order_by(ComplaintEvent.id.desc()).limit(1)) or {}
    return Cause(facts.get("cause_before", row.cause))
