"""One trouble of many people: it is opened, complaints join and leave, news is told, it ends."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from ptmb.actions import _incident_complaints as _complaints
from ptmb.actions import _incidents
from ptmb.actions._incident_news import (
    JOINED,
    NORMAL,
    UPDATE,
    Telling,
    tell_followers,
    tell_reporters,
)
from ptmb.actions._incident_words import (
    Chosen,
    Ending,
    NewIncident,
    News,
    check_needs,
    check_new,
    check_news,
    last_news,
)
from ptmb.actions._incidents import Hand
from ptmb.actions._record import KeyTaken
from ptmb.actions._refusals import StaleIncident
from ptmb.database import writing
from ptmb.domain.deed import Deed
from ptmb.domain.incidents import IncidentRefused, first_status, incident_code, move_for
from ptmb.domain.lifecycle import Status, Step, StepRefused
from ptmb.domain.roles import Actor
from ptmb.domain.supply import IncidentStatus
from ptmb.models import Complaint, ComplaintEvent, Incident, IncidentUpdate

__all__ = [
    "Chosen", "Ending", "NewIncident", "News", "close", "join", "leave", "open_incident", "update",
]  # fmt: skip


def open_incident(new: NewIncident, by: Actor, at: datetime, key: str) -> Incident:
    """Open it and let the chosen complaints follow it, in one transaction.

    A complaint that moved on since it was seen stays as it is: compare `complaints` afterwards.

    Raises:
        Incomplete: a title, a place, the words for the public or the next moment is missing.
        IncidentRefused: this person may not.
    """
    status = first_status(new.kind, new.starts_at, new.crew_id is not None, at)
    check_new(new, at)
    check_needs(
        move_for(None, status, by.role), new.public_text, new.expected_end_at,
        new.next_update_at, at,
    )  # fmt: skip
    with writing() as session:
        done = _incidents.opened_before(session, key)
        if done is not None:
            return done
        hand = Hand(by, at, key)
        incident = _incidents.begin(session, new, status, hand)
        joined = _complaints.group(session, incident, new.complaints, hand)
        telling = Telling(JOINED, incident.public_text, at)
        told = tell_reporters(session, incident, joined, telling)
        telling = Telling(UPDATE, incident.public_text, at)
        tell_followers(session, incident, told, telling, areas=True)
        session.flush()
        session.refresh(incident)
    return incident


def update(
    incident_id: int, news: News, by: Actor, at: datetime, key: str, seen: int | None
) -> IncidentUpdate:
    """Say what is new; everybody who waits hears of it once, when it has words for them.

    Raises:
        StaleIncident: somebody was faster.
        IncidentRefused: this does not follow from where it is, or is its end (see `close`).
        Incomplete: nothing is said, or the next moment is missing or past.
    """
    with writing() as session:
        incident, hand = _incidents.held(session, incident_id), Hand(by, at, key)
        done = _incidents.said_before(session, key)
        if done is not None:
            return done
        _incidents.check_seen(session, incident, seen)
        move = move_for(incident.status, news.status, by.role)
        if move.final:  # its complaints and its followers hear of an end by `close`
            raise IncidentRefused(incident.status, news.status, by.role)
        check_needs(move, news.public_text, news.expected_end_at, news.next_update_at, at)
        check_news(incident, news, at)
        found_out = news.cause not in (None, incident.cause)
        said = _incidents.say(session, incident, news, hand)
        complaints = _complaints.in_it(session, incident)
        if found_out:
            _complaints.give_cause(session, incident, complaints, hand)
        if said.public_text:
            telling = Telling(UPDATE, said.public_text, at)
            told = tell_reporters(session, incident, complaints, telling)
            tell_followers(session, incident, told, telling, areas=False)
    return said


def close(
    incident_id: int, ending: Ending, by: Actor, at: datetime, key: str, seen: int | None
) -> IncidentUpdate:
    """End it: its complaints are resolved and their reporters asked to confirm.

    A cancelled one lets its complaints go back to the desk instead, each with its own cause.

    Raises:
        StaleIncident: somebody was faster, or other complaints follow it than was said.
        IncidentRefused, Incomplete: see `update`.
    """
    with writing() as session:
        incident, hand = _incidents.held(session, incident_id), Hand(by, at, key)
        done = _incidents.said_before(session, key)
        if done is not None:
            return done
        _incidents.check_seen(session, incident, seen)
        complaints = _complaints.in_it(session, incident)
        if ending.complaints not in (None, len(complaints)):
            raise StaleIncident(incident, ())
        move = move_for(incident.status, ending.status, by.role)
        check_needs(move, ending.public_text, None, None, at)
        incident.closed_at = at
        said = _incidents.say(session, incident, last_news(incident, ending), hand)
        _complaints.end(session, incident, complaints, hand)
        template = NORMAL if ending.status is IncidentStatus.NORMAL else UPDATE
        telling = Telling(template, said.public_text, at)
        told = tell_reporters(session, incident, complaints, telling)
        tell_followers(session, incident, told, telling, areas=True)
    return said


def join(chosen: Sequence[Chosen], incident_id: int, by: Actor, at: datetime, key: str) -> int:
    """Let complaints follow an open incident; how many of these follow it now.

    Those that moved on since they were seen, and those of another incident, are left alone; so
    are those that left again, when the same form comes once more.

    Raises:
        StepRefused: the incident is over.
    """
    with writing() as session:
        incident = _incidents.held(session, incident_id)
        if incident.closed_at is not None:
            raise StepRefused(Step.GROUP, None, by.role)
        hand = Hand(by, at, key)
        fresh = _complaints.not_yet_asked(session, chosen, hand)
        joined = _complaints.group(session, incident, fresh, hand)
        tell_reporters(session, incident, joined, Telling(JOINED, incident.public_text, at))
        following = select(Complaint.id).where(
            Complaint.id.in_([one.complaint_id for one in chosen]),
            Complaint.incident_id == incident.id,
            Complaint.status == Status.GROUPED,
        )
        return len(session.scalars(following).all())


def leave(complaint_id: int, deed: Deed) -> ComplaintEvent:
    """Let one complaint go its own way again; its history stays with it.

    Raises:
        StepRefused: it follows no incident.
        StaleComplaint: somebody was faster.
        KeyTaken: the key belongs to another step.
    """
    with writing() as session:
        done = session.scalar(select(ComplaintEvent).where(ComplaintEvent.key == deed.key))
        if done is not None:
            if (done.complaint_id, done.step) != (complaint_id, Step.UNGROUP):
                raise KeyTaken(deed.key)
            return done
        row = session.get_one(Complaint, complaint_id, populate_existing=True)
        if row.incident_id is None:
            raise StepRefused(Step.UNGROUP, row.status, deed.by.role)
        incident = _incidents.held(session, row.incident_id)
        row = session.get_one(Complaint, complaint_id, populate_existing=True, with_for_update=True)
        left = {"left": incident_code(incident.number)}
        return _complaints.ungroup(session, incident, row, deed, left)
