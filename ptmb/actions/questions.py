"""The mayor or a manager asks the desk; the first who answers has answered."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ptmb.actions._refusals import KeyTaken
from ptmb.database import writing
from ptmb.domain.questions import (
    ANSWERERS,
    ASKERS,
    NO_ANSWER,
    NO_QUESTION,
    About,
    QuestionRefused,
    UnfitWords,
    fit_words,
)
from ptmb.domain.roles import Actor, Role
from ptmb.models import Area, Complaint, Question

__all__ = ["AnsweredBefore", "KeyTaken", "QuestionRefused", "UnfitWords", "answer", "ask"]


class AnsweredBefore(Exception):
    """Somebody else was faster: `question` holds their answer, and keeps it."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.id)
        self.question = question


def ask(text: str, about: About, by: Actor, at: datetime, key: str) -> Question:
    """Put a question to the desk; the same form sent again is the same question.

    Raises:
        KeyTaken: this form has asked something else before.
        LookupError: there is no such complaint or area.
        QuestionRefused: not of those who ask.
        UnfitWords: nothing was asked, or at too great length.
    """
    asker_id = _allowed(by, ASKERS)
    words = fit_words(text, NO_QUESTION)
    try:
        return _asked(words, about, asker_id, at, key)
    except IntegrityError:  # the same form by another way, a moment before
        return _asked(words, about, asker_id, at, key)


def answer(question_id: int, text: str, by: Actor, at: datetime) -> Question:
    """Answer it for the desk; the same person saying the same again is once.

    Raises:
        AnsweredBefore: it has an answer, which stays as it is.
        LookupError: there is no such question.
        QuestionRefused: not of those who answer.
        UnfitWords: nothing was said, or at too great length.
    """
    answerer_id = _allowed(by, ANSWERERS)
    words = fit_words(text, NO_ANSWER)
    with writing() as session:
        question = session.get(Question, question_id, with_for_update=True, populate_existing=True)
        if question is None:
            raise LookupError(f"no question {question_id}")
        if question.answered_at is None:
            question.answer, question.answered_at = words, at
            question.answered_by_id = answerer_id
        elif (question.answered_by_id, question.answer) != (answerer_id, words):
            raise AnsweredBefore(question)
        return question


def _allowed(by: Actor, roles: tuple[Role, ...]) -> int:
    if by.role not in roles or by.staff_id is None:
        raise QuestionRefused(by.role)
    return by.staff_id


def _asked(words: str, about: About, asker_id: int, at: datetime, key: str) -> Question:
    with writing() as session:
        done = session.scalar(select(Question).where(Question.key == key))
        if done is not None:
            if (done.asked_by_id, _about(done), done.text) != (asker_id, about, words):
                raise KeyTaken
            return done
        _check_there(session, about)
        question = Question(
            asked_by_id=asker_id,
            asked_at=at,
            complaint_id=about.complaint_id,
            area_id=about.area_id,
            text=words,
            key=key,
        )
        session.add(question)
        return question


def _about(question: Question) -> About:
    return About(question.complaint_id, question.area_id)


def _check_there(session: Session, about: About) -> None:
    complaint, area = about.complaint_id, about.area_id
    if complaint is not None and session.get(Complaint, complaint) is None:
        raise LookupError(about)
    if area is not None and session.get(Area, area) is None:
        raise LookupError(about)
