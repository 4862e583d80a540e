"""One complaint as the desk decides about it: itself, its history, and what belongs to it."""

from dataclasses import dataclass

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from ptmb.domain.roles import ROLE_WORDS, Role
from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent, Crew, Photo, Question, Staff
from ptmb.queries.desk_relations import Related, Tie, related_to

_MOST = 20


@dataclass(frozen=True)
class HistoryEntry:
    """An event with the name of who took the step and its pictures."""

    event: ComplaintEvent
    staff: str
    photos: tuple[Photo, ...]


@dataclass(frozen=True)
class NewestQuestion:
    """What the mayor or a manager asked last about the complaint."""

    text: str
    asker_role: Role
    waiting: bool

    @property
    def asker_word(self) -> str:
        return ROLE_WORDS[self.asker_role]


@dataclass(frozen=True)
class DeskDetail:
    """Newest event first; `questions` about anything wait for the desk."""

    complaint: Complaint
    assignee: str
    merged_into: str
    history: tuple[HistoryEntry, ...]
    related: tuple[Related, ...]
    question: NewestQuestion | None
    questions: int

    def tied(self, tie: Tie) -> list[Related]:
        return [one for one in self.related if one.tie is tie]


_TARGET = aliased(Complaint)
_ASKER = aliased(Staff)
_EACH = aliased(Question)
_NEWEST_QUESTION = (
    select(func.max(_EACH.id)).where(_EACH.complaint_id == Complaint.id).correlate(Complaint)
).scalar_subquery()
_QUESTIONS = select(func.count(_EACH.id)).where(_EACH.answered_at.is_(None)).scalar_subquery()
_COMPLAINT = (
    select(Complaint, Staff.name, Crew.name, _TARGET.reference, Question, _ASKER.role, _QUESTIONS)
    .outerjoin(Staff, Staff.id == Complaint.officer_id)
    .outerjoin(Crew, Crew.id == Complaint.crew_id)
    .outerjoin(_TARGET, _TARGET.id == Complaint.merged_into_id)
    .outerjoin(Question, Question.id == _NEWEST_QUESTION)
    .outerjoin(_ASKER, _ASKER.id == Question.asked_by_id)
    .where(Complaint.reference == bindparam("reference"))
    .execution_options(populate_existing=True)
)
_EVENTS = (
    select(ComplaintEvent, Staff.name)
    .outerjoin(Staff, Staff.id == ComplaintEvent.staff_id)
    .where(ComplaintEvent.complaint_id == bindparam("complaint"))
    .order_by(ComplaintEvent.id.desc())
)


def desk_detail(reference: str) -> DeskDetail | None:
    """Four queries; None when no complaint has this code."""
    found = db.session.execute(_COMPLAINT, {"reference": reference}).one_or_none()
    if found is None:
        return None
    complaint, officer, crew, merged_into, question, asker, waiting = found
    return DeskDetail(
        complaint,
        officer or crew or "",
        merged_into or "",
        _history(complaint.id),
        tuple(related_to(complaint)),
        NewestQuestion(question.text, asker, question.answered_at is None) if question else None,
        waiting,
    )


def _history(complaint_id: int) -> tuple[HistoryEntry, ...]:
    events = db.session.execute(_EVENTS, {"complaint": complaint_id}).all()
    pictures: dict[int, list[Photo]] = {}
    for photo in db.session.scalars(
        select(Photo).where(Photo.complaint_id == complaint_id).order_by(Photo.id)
    ):
        pictures.setdefault(photo.event_id, []).append(photo)
    return tuple(
        HistoryEntry(event, name or "", tuple(pictures.get(event.id, ()))) for event, name in events
    )
