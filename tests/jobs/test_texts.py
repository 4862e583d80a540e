"""What a citizen reads on the telephone."""

import pytest
from flask import Flask
from sqlalchemy import select

from ptmb.actions._messages import _SILENT
from ptmb.domain.lifecycle import Status, Step
from ptmb.domain.reference import grouped
from ptmb.extensions import db
from ptmb.jobs.texts import message_text
from ptmb.models import Complaint, Message
from tests.people import Given

TOLD = sorted(set(Step) - _SILENT)


def text_of(complaint: Complaint, step: Step, language: str = "id", words: str = "") -> str:
    message = Message(template=step.value, language=language, facts={"text": words})
    return message_text(message, complaint)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("step", TOLD)
def test_every_step_that_is_told_has_its_words(given: Given, step: Step, language: str) -> None:
    complaint = given.complaint(Status.RATIONED)
    text = text_of(complaint, step, language)
    assert text.startswith("Air Balikpapan: ")
    assert f"http://localhost/t/{complaint.reference}" in text
    assert "{" not in text
    assert "\n\n\n" not in text


def test_the_key_comes_with_the_first_message_only(app: Flask, given: Given) -> None:
    complaint = given.complaint()
    key = grouped(given.key_of(complaint))
    with_key = [step for step in TOLD if key in text_of(complaint, step)]
    assert with_key == [Step.RECEIVE]


def test_the_question_itself_is_in_the_message(given: Given) -> None:
    complaint = given.complaint(Status.NEED_INFO, phone="+6281200000001")
    asked = db.session.scalars(select(Message).where(Message.template == "ask")).one()
    assert "Rumah sebelah mana?" in message_text(asked, complaint)


def test_the_time_of_the_water_is_said_in_the_citys_time(given: Given) -> None:
    complaint = given.complaint(Status.RATIONED)
    assert complaint.water_due_at
    assert "10 Feb 2024 pukul 18.33" in text_of(complaint, Step.EXPLAIN)


def test_what_somebody_wrote_stays_as_it_was_written(given: Given) -> None:
    said = '<b>"air" & {{ 7*7 }}</b>'
    assert said in text_of(given.complaint(), Step.REJECT, words=said)
