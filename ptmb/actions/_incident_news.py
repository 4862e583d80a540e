"""News of an incident for all who wait for it: one message for each telephone number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from ptmb.domain.incidents import IncidentMessage, incident_code
from ptmb.domain.lifecycle import Step
from ptmb.models import Complaint, Follow, Incident, IncidentArea, Message, Supporter

JOINED = Step.GROUP.value
UPDATE, NORMAL = IncidentMessage.UPDATE.value, IncidentMessage.NORMAL.value


@dataclass(frozen=True)
class Telling:
    """What is told: the template, the words of the desk, and the moment."""

    template: str
    text: str
    at: datetime


def tell_reporters(
    session: Session, incident: Incident, complaints: Sequence[Complaint], telling: Telling
) -> set[str]:
    """One message for each number behind these complaints; gives the numbers.

    Those who joined a complaint, and the reporters of complaints merged into it, wait too. Who
    has several of them here hears of the oldest.
    """
    told: set[str] = set()
    for phone, language, complaint in _waiting(session, complaints):
        if phone and phone not in told:
            told.add(phone)
            row = _message(incident, telling, phone, language)
            row.complaint_id = complaint.id
            row.facts = {**row.facts, "reference": complaint.reference}
            session.add(row)
    return told


def tell_followers(
    session: Session, incident: Incident, told: set[str], telling: Telling, *, areas: bool
) -> None:
    """Tell those who only follow, unless their number has been told already.

    Args:
        areas: also those who follow one of its areas, as at its beginning and its end.
    """
    theirs = Follow.incident_id == incident.id
    if areas:
        here = select(IncidentArea.area_id).where(IncidentArea.incident_id == incident.id)
        theirs = or_(theirs, Follow.area_id.in_(here))
    theirs = and_(theirs, Follow.remind_at.is_(None))  # a reminder was asked for, nothing else
    waiting = select(Follow).where(theirs, Follow.ended_at.is_(None), Follow.phone != "")
    for one in session.scalars(waiting.order_by(Follow.id)):
        if one.phone not in told:
            told.add(one.phone)
            row = _message(incident, telling, one.phone, one.language)
            row.follow_id = one.id
            session.add(row)


def _waiting(
    session: Session, complaints: Iterable[Complaint]
) -> Iterable[tuple[str, str, Complaint]]:
    """Number, language and complaint; the reporters first, so that each hears of their own."""
    by_id = {one.id: one for one in complaints}
    for one in by_id.values():
        yield one.reporter_phone, one.language, one
    merged = select(
        Complaint.reporter_phone, Complaint.language, Complaint.merged_into_id
    ).where(Complaint.merged_into_id.in_(by_id))  # fmt: skip
    for phone, language, target in session.execute(merged.order_by(Complaint.id)):
        if target is not None:
            yield phone, language, by_id[target]
    joined = select(Supporter.phone, Supporter.complaint_id).where(
        Supporter.complaint_id.in_(by_id), Supporter.phone != ""
    )
    for phone, complaint_id in session.execute(joined.order_by(Supporter.id)):
        yield phone, by_id[complaint_id].language, by_id[complaint_id]


def _message(incident: Incident, telling: Telling, phone: str, language: str) -> Message:
    facts = {
        "incident": incident.number,
        "code": incident_code(incident.number),
        "title": incident.title,
        "text": telling.text,
    }
    return Message(
        phone=phone,
        language=language,
        template=telling.template,
        facts=facts,
        created_at=telling.at,
    )
