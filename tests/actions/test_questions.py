"""A question to the desk is asked once, and answered by the first who answers."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from ptmb.actions import questions
from ptmb.adapters import clock
from ptmb.domain.questions import ANSWERERS, ASKERS, MOST, About
from ptmb.domain.roles import STAFF_ROLES, Actor, Role
from ptmb.extensions import db
from ptmb.models import Question
from ptmb.queries import questions as asked
from ptmb.queries.questions import (
    answered_questions,
    own_questions,
    question_by_id,
    questions_about,
    waiting_count,
    waiting_questions,
)
from tests.people import Given

KEY = "a-form-of-its-own-0001"
WORDS = "Kapan air mengalir lagi?"


def asks(given: Given, text: str = WORDS, about: About | None = None, **more: Any) -> Question:
    by = more.pop("by", None) or given.staff(Role.MAYOR).actor()
    key = more.pop("key", f"form-{db.session.scalar(select(func.count(Question.id)))}-of-many")
    return questions.ask(text, about or About(), by, clock.now(), key)


def desk(given: Given) -> Actor:
    actor: Actor = given.staff(Role.OPERATOR).actor()
    return actor


class TestAsking:
    def test_the_same_form_sent_twice_is_one_question(self, given: Given) -> None:
        mayor = given.staff(Role.MAYOR).actor()
        first = asks(given, by=mayor, key=KEY)
        assert asks(given, WORDS + "\r\n", by=mayor, key=KEY).id == first.id
        assert waiting_count() == 1

    def test_a_form_that_has_asked_something_else_is_not_taken_for_it(self, given: Given) -> None:
        mayor = given.staff(Role.MAYOR).actor()
        asks(given, by=mayor, key=KEY)
        for other in (
            {"text": "Dan besok?", "by": mayor},
            {"about": About(area_id=given.area().id), "by": mayor},
            {"by": given.staff(Role.MANAGER).actor()},
        ):
            with pytest.raises(questions.KeyTaken):
                asks(given, key=KEY, **other)
        assert waiting_count() == 1

    def test_one_form_by_two_ways_at_once_is_one_question(self, app: Flask, given: Given) -> None:
        mayor = given.staff(Role.MAYOR).actor()
        start, ids = threading.Barrier(2), []

        def ask() -> None:
            with app.app_context():
                start.wait()
                ids.append(asks(given, by=mayor, key=KEY).id)
                db.session.remove()

        ways = [threading.Thread(target=ask) for _ in range(2)]
        for way in ways:
            way.start()
        for way in ways:
            way.join()
        assert len(ids) == 2
        assert len(set(ids)) == 1

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [("", "Tulis pertanyaan"), (" \r\n\t", "Tulis pertanyaan"), ("a" * 2001, "2.000 huruf")],
    )
    def test_it_needs_words_and_not_too_many(self, given: Given, text: str, sentence: str) -> None:
        with pytest.raises(questions.UnfitWords, match=sentence):
            asks(given, text)
        assert waiting_count() == 0

    def test_two_thousand_signs_fit_and_a_new_line_is_one(self, given: Given) -> None:
        asks(given, " " + "ab\r\n" * 500 + "c" * 500)
        (only,) = waiting_questions()
        assert only.text == "ab\n" * 500 + "c" * 500
        assert len(only.text) == MOST

    @pytest.mark.parametrize("role", [one for one in STAFF_ROLES if one not in ASKERS])
    def test_others_do_not_ask(self, given: Given, role: Role) -> None:
        with pytest.raises(questions.QuestionRefused):
            asks(given, by=given.staff(role).actor())

    @pytest.mark.parametrize("about", [About(complaint_id=999), About(area_id=9999)])
    def test_what_is_asked_about_must_be_there(self, given: Given, about: About) -> None:
        with pytest.raises(LookupError):
            asks(given, about=about)

    def test_it_is_about_one_thing_only(self) -> None:
        with pytest.raises(ValueError, match="not about both"):
            About(1, 1)


class TestAnswering:
    def test_an_answer_says_who_and_when_and_ends_the_waiting(self, given: Given) -> None:
        question = asks(given)
        supervisor = given.staff(Role.SUPERVISOR)
        later = clock.now() + timedelta(minutes=5)
        questions.answer(question.id, " Malam ini. ", supervisor.actor(), later)
        (only,) = answered_questions()
        assert (only.answer, only.answered_at) == ("Malam ini.", later)
        assert (only.answerer, only.answerer_role) == (supervisor.name, Role.SUPERVISOR)
        assert (waiting_count(), waiting_questions()) == (0, [])

    def test_the_second_who_answers_is_told_and_overwrites_nothing(self, given: Given) -> None:
        question, first = asks(given), desk(given)
        questions.answer(question.id, "Malam ini.", first, clock.now())
        late = clock.now() + timedelta(minutes=1)
        for by, words in ((desk(given), "Besok."), (desk(given), "Malam ini."), (first, "Besok.")):
            with pytest.raises(questions.AnsweredBefore) as told:
                questions.answer(question.id, words, by, late)
            assert told.value.question.answer == "Malam ini."
        (only,) = answered_questions()
        assert (only.answer, only.answered_at) == ("Malam ini.", clock.now())

    def test_the_same_answer_sent_twice_by_one_person_is_once(self, given: Given) -> None:
        question, by = asks(given), desk(given)
        questions.answer(question.id, "Malam ini.", by, clock.now())
        questions.answer(question.id, "Malam ini.\r\n", by, clock.now() + timedelta(minutes=1))
        assert [one.answered_at for one in answered_questions()] == [clock.now()]

    @pytest.mark.parametrize(
        ("text", "sentence"), [(" ", "Tulis jawabannya"), ("a" * 2001, "2.000 huruf")]
    )
    def test_it_needs_words_and_not_too_many(self, given: Given, text: str, sentence: str) -> None:
        question = asks(given)
        with pytest.raises(questions.UnfitWords, match=sentence):
            questions.answer(question.id, text, desk(given), clock.now())
        assert waiting_count() == 1

    @pytest.mark.parametrize("role", [one for one in STAFF_ROLES if one not in ANSWERERS])
    def test_others_do_not_answer(self, given: Given, role: Role) -> None:
        question = asks(given)
        with pytest.raises(questions.QuestionRefused):
            questions.answer(question.id, "Ya.", given.staff(role).actor(), clock.now())

    def test_a_question_that_is_none_has_no_answer(self, given: Given) -> None:
        with pytest.raises(LookupError):
            questions.answer(999, "Ya.", desk(given), clock.now())
        assert question_by_id(999) is None


class TestFinding:
    def test_each_is_found_by_what_it_is_about(self, given: Given) -> None:
        complaint, area = given.complaint(), given.area()
        for about in (About(), About(complaint.id), About(area_id=area.id), About(complaint.id)):
            asks(given, about=about)
        assert [one.reference for one in questions_about(About(complaint.id))] == [
            complaint.reference, complaint.reference,
        ]  # fmt: skip
        assert [one.area_id for one in questions_about(About(area_id=area.id))] == [area.id]
        assert [(one.reference, one.area_id) for one in questions_about(About())] == [(None, None)]

    def test_the_oldest_waits_first_and_the_newest_answered_is_first(
        self, given: Given, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(asked, "PAGE", 2)
        made = [asks(given, f"Pertanyaan {number}").id for number in range(8)]
        by = desk(given)
        for one in made[4:]:
            questions.answer(one, "Ya.", by, clock.now())
        assert [one.id for one in waiting_questions()] == made[:3], "one more than a page"
        assert [one.id for one in waiting_questions(after_id=made[1])] == made[2:4]
        assert [one.id for one in answered_questions()] == [made[7], made[6], made[5]]
        assert [one.id for one in answered_questions(before_id=made[6])] == [made[5], made[4]]

    def test_everybody_finds_only_their_own(self, given: Given) -> None:
        mayor, manager = given.staff(Role.MAYOR), given.staff(Role.MANAGER)
        mine = [asks(given, f"Saya {number}", by=mayor.actor()).id for number in range(2)]
        asks(given, "Lain", by=manager.actor())
        assert [one.id for one in own_questions(mayor.id)] == mine[::-1]
        assert [one.id for one in own_questions(mayor.id, before_id=mine[1])] == mine[:1]
