"""What the steps of an incident share: making it, holding it, saying something about it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from ptmb.actions._incident_words import NewIncident, News, first_news
from ptmb.actions._refusals import StaleIncident
from ptmb.domain.deed import Deed
from ptmb.domain.roles import Actor
from ptmb.domain.supply import IncidentStatus
from ptmb.models import Incident, IncidentArea, IncidentUpdate


@dataclass(frozen=True)
class Hand:
    """Who acts, when, under which key; each complaint gets a key of its own made from it."""

    by: Actor
    at: datetime
    key: str

    def deed(self, complaint_id: int, seen: int | None = None) -> Deed:
        return Deed(self.by, self.at, f"{self.key}-{complaint_id}", seen)


def opened_before(session: Session, key: str) -> Incident | None:
    """The incident of this key; nobody else opens one until the end of the transaction."""
    if session.get_bind().dialect.name == "postgresql":
        # Of its kind the weakest that excludes itself: whoever counts a complaint may go on.
        session.execute(text("LOCK TABLE incident IN SHARE UPDATE EXCLUSIVE MODE"))
    return session.scalar(select(Incident).where(Incident.key == key))


def begin(session: Session, new: NewIncident, status: IncidentStatus, hand: Hand) -> Incident:
    """Store a new one with the first thing said about it."""
    incident = Incident(
        number=_next_number(session),
        kind=new.kind,
        title=new.title.strip(),
        place=new.place.strip(),
        geometry=new.geometry,
        latitude=new.centre.lat if new.centre else None,
        longitude=new.centre.lng if new.centre else None,
        starts_at=new.starts_at,
        created_at=hand.at,
        created_by=hand.by.staff_id,
        key=hand.key,
        areas=[IncidentArea(area_id=one) for one in sorted(set(new.area_ids))],
    )
    say(session, incident, first_news(new, status), hand)
    return incident


def held(session: Session, incident_id: int) -> Incident:
    """The incident as it is now, nobody else's until the end of the transaction."""
    return session.get_one(Incident, incident_id, populate_existing=True, with_for_update=True)


def said_before(session: Session, key: str) -> IncidentUpdate | None:
    """What was said under this key: the same form sent twice."""
    return session.scalar(select(IncidentUpdate).where(IncidentUpdate.key == key))


def check_seen(session: Session, incident: Incident, seen: int | None) -> None:
    """Raises StaleIncident: it was changed after the person looked."""
    if seen is None or seen == incident.version:
        return
    since = select(IncidentUpdate).where(
        IncidentUpdate.incident_id == incident.id, IncidentUpdate.version > seen
    )
    raise StaleIncident(incident, session.scalars(since.order_by(IncidentUpdate.id)).all())


def say(session: Session, incident: Incident, news: News, hand: Hand) -> IncidentUpdate:
    """Write it down: the incident as it is from now on, and the update that explains it."""
    incident.status = news.status
    incident.public_text = news.public_text.strip() or incident.public_text
    incident.expected_end_at = news.expected_end_at
    incident.next_update_at = news.next_update_at
    incident.crew_id = news.crew_id
    incident.cause = news.cause or incident.cause
    before: datetime | None = incident.changed_at
    incident.changed_at = max(hand.at, before or hand.at)
    flag_modified(incident, "changed_at")  # news at the same moment is a new version too
    session.add(incident)
    session.flush()
    said = IncidentUpdate(
        incident_id=incident.id,
        at=incident.changed_at,
        staff_id=hand.by.staff_id,
        status=news.status,
        public_text=news.public_text.strip(),
        internal_note=news.internal_note.strip(),
        expected_end_at=news.expected_end_at,
        next_update_at=news.next_update_at,
        version=incident.version,
        key=hand.key,
    )
    session.add(said)
    session.flush()
    return said


def _next_number(session: Session) -> int:
    return (session.scalar(select(func.max(Incident.number))) or 0) + 1
