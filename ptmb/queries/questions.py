"""Questions to the desk: about one thing, those that wait, those of one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased

from ptmb.domain.questions import About
from ptmb.domain.roles import ROLE_WORDS, Role
from ptmb.extensions import db
from ptmb.models import Complaint, Question, Staff

PAGE = 20
_ANSWERER = aliased(Staff)


@dataclass(frozen=True)
class Asked:
    """A question with who asked and who answered; `reference` and `area_id` say about what."""

    id: int
    asked_at: datetime
    text: str
    answered_at: datetime | None
    answer: str
    area_id: int | None
    asked_by_id: int
    asker: str
    asker_role: Role
    answerer: str | None
    answerer_role: Role | None
    reference: str | None

    @property
    def asker_word(self) -> str:
        return ROLE_WORDS[self.asker_role]

    @property
    def answerer_word(self) -> str:
        return ROLE_WORDS[self.answerer_role] if self.answerer_role else ""


_ASKED = (
    select(
        Question.id,
        Question.asked_at,
        Question.text,
        Question.answered_at,
        Question.answer,
        Question.area_id,
        Question.asked_by_id,
        Staff.name,
        Staff.role,
        _ANSWERER.name,
        _ANSWERER.role,
        Complaint.reference,
    )
    .join(Staff, Staff.id == Question.asked_by_id)
    .outerjoin(_ANSWERER, _ANSWERER.id == Question.answered_by_id)
    .outerjoin(Complaint, Complaint.id == Question.complaint_id)
)
_NEWEST_FIRST = _ASKED.order_by(Question.id.desc())
_WAITING = Question.answered_at.is_(None)


def questions_about(about: About) -> list[Asked]:
    """The newest ones, newest first, whoever asked; at most a page of them."""
    of_it: tuple[ColumnElement[bool], ...] = (
        Question.complaint_id == about.complaint_id,
        Question.area_id == about.area_id,
    )
    return _rows(_NEWEST_FIRST.where(*of_it).limit(PAGE))


def waiting_questions(after_id: int = 0) -> list[Asked]:
    """A page of those that nobody has answered, oldest first; one more when there is a next page.

    Args:
        after_id: the last id of the page before.
    """
    waiting = _ASKED.where(_WAITING, Question.id > after_id).order_by(Question.id)
    return _rows(waiting.limit(PAGE + 1))


def answered_questions(before_id: int | None = None) -> list[Asked]:
    """A page of the answered ones, newest question first; one more when there is a next page."""
    return _page(Question.answered_at.is_not(None), before_id)


def own_questions(staff_id: int, before_id: int | None = None) -> list[Asked]:
    """A page of what this person asked, newest first; one more when there is a next page."""
    return _page(Question.asked_by_id == staff_id, before_id)


def question_by_id(question_id: int) -> Asked | None:
    return next(iter(_rows(_ASKED.where(Question.id == question_id))), None)


def waiting_count() -> int:
    """How many questions wait for the desk."""
    return int(db.session.scalar(select(func.count(Question.id)).where(_WAITING)) or 0)


def _page(which: ColumnElement[bool], before_id: int | None) -> list[Asked]:
    statement = _NEWEST_FIRST.where(which).limit(PAGE + 1)
    if before_id is not None:
        statement = statement.where(Question.id < before_id)
    return _rows(statement)


def _rows(statement: Select[*tuple[Any, ...]]) -> list[Asked]:
    rows: Sequence[Any] = db.session.execute(statement).all()
    return [Asked(*row) for row in rows]
