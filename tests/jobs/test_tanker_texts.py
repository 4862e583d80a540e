"""What a household reads about its tanker, and what is forgotten of it later."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from ptmb.actions import tanker_driving
from ptmb.actions.tanker_driving import Delivery
from ptmb.adapters import clock
from ptmb.domain.lanes import Lane
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Actor, Role
from ptmb.domain.tankers import FailReason, TankerMessage
from ptmb.extensions import db
from ptmb.jobs.forget import forget_reporters
from ptmb.jobs.texts import message_text
from ptmb.models import Complaint, Message, TankerRequest, TankerStop
from tests.people import Given
from tests.tanker_fleet import asked, dry, fresh, run_of, sold, stops_of, truck


@pytest.fixture(autouse=True)
def on_sale(app: Flask) -> None:
    sold()


def texts(request: TankerRequest) -> list[str]:
    complaint = db.session.get_one(Complaint, request.complaint_id)
    found = select(Message).where(Message.phone == request.phone).order_by(Message.id)
    return [message_text(one, complaint) for one in db.session.scalars(found)]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", TankerMessage)
def test_every_message_has_its_words(given: Given, name: TankerMessage, language: str) -> None:
    complaint = given.complaint()
    text = message_text(Message(template=name, language=language, facts={}), complaint)
    assert text.startswith("Air Balikpapan: ")
    assert f"http://localhost/t/{complaint.reference}" in text
    assert "{" not in text


def test_the_hours_and_the_reason_are_said(given: Given) -> None:
    crew = given.crew()
    driver = Actor(Role.OFFICER, given.staff(Role.OFFICER, crew_id=crew.id).id, crew.id)
    request = asked(given)
    stop = stops_of(run_of(truck(crew_id=crew.id), request))[0]
    tanker_driving.fail(stop.id, FailReason.NOBODY, "", driver, clock.now(), "fail-0000000001")
    queued, planned, failed = texts(fresh(request))
    assert "masuk antrean" in queued
    assert "Sabtu 10 Feb, pukul 15.00–17.00. Siapkan penampungan." in planned
    assert "Alasan: Tidak ada orang." in failed


def test_number_and_signature_are_forgotten_with_the_reporter(given: Given) -> None:
    crew = given.crew()
    driver = Actor(Role.OFFICER, given.staff(Role.OFFICER, crew_id=crew.id).id, crew.id)
    complaint = dry(given)
    request = asked(given, complaint)
    stop = stops_of(run_of(truck(crew_id=crew.id), request))[0]
    drawn = Delivery(1000, signature="M1 2L3 4", note="titip ke tetangga")
    tanker_driving.deliver(stop.id, drawn, driver, clock.now(), "deliver-0000001")
    ended = db.session.get_one(Complaint, complaint.id)
    ended.lane, ended.changed_at = Lane.ENDED, clock.now() - timedelta(days=400)
    ended.landmark = ended.address = ""
    db.session.commit()
    assert forget_reporters(clock.now()) == 1
    left = fresh(request)
    assert (left.phone, left.household) == ("", "")
    row = db.session.get_one(TankerStop, stop.id, populate_existing=True)
    assert (row.signature, row.note, row.delivered_litres) == ("", "", 1000)
    assert db.session.get_one(Complaint, complaint.id).status is Status.RECEIVED
    assert forget_reporters(clock.now()) == 0
