"""What the privacy page promises: after the months, nobody can tell who reported."""

import threading
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from ptmb.adapters import clock
from ptmb.domain.lifecycle import Status
from ptmb.extensions import db
from ptmb.jobs.forget import forget_reporters
from ptmb.models import Complaint, Message
from tests.people import Given
from tests.roll_ups import check_roll_ups

LONG = timedelta(days=400)


def test_a_reporter_is_forgotten_a_year_after_the_end(given: Given) -> None:
    complaint = given.complaint(
        Status.CLOSED,
        at=clock.now() - LONG,
        phone="+6281234567890",
        reporter_name="Pelapor",
        latitude=-1.26712,
        longitude=116.83831,
    )
    version = complaint.version
    assert forget_reporters(clock.now()) == 1
    fresh = db.session.get_one(Complaint, complaint.id, populate_existing=True)
    assert (fresh.reporter_name, fresh.reporter_phone, fresh.landmark) == ("", "", "")
    assert (fresh.latitude, fresh.longitude) == (-1.267, 116.838)
    assert (fresh.status, fresh.version) == (Status.CLOSED, version)
    assert set(db.session.scalars(select(Message.phone))) == {""}
    assert forget_reporters(clock.now()) == 0


def test_who_waits_or_ended_lately_is_remembered(given: Given) -> None:
    given.complaint(Status.ASSIGNED, at=clock.now() - LONG, phone="+6281234567890")
    given.complaint(Status.CLOSED, at=clock.now() - timedelta(days=30), phone="+6281234567890")
    assert forget_reporters(clock.now()) == 0


def test_the_figures_stay_right_when_the_exact_place_is_forgotten(given: Given) -> None:
    """The rounded point may lie in another hexagon of the map."""
    given.complaint(
        Status.CLOSED, at=clock.now() - LONG, phone="+62812345678", latitude=-1.26117,
        longitude=116.8366,
    )  # fmt: skip
    assert forget_reporters(clock.now()) == 1
    check_roll_ups()


def test_two_workers_forget_each_reporter_once(app: Flask, given: Given) -> None:
    for number in range(30):
        given.complaint(
            Status.CLOSED, at=clock.now() - LONG, phone="+62812345678",
            latitude=-1.26117 + number / 1000, longitude=116.8366,
        )  # fmt: skip
    start, forgotten = threading.Barrier(2), []

    def work() -> None:
        with app.app_context():
            start.wait()
            forgotten.append(forget_reporters(clock.now()))
            db.session.remove()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(forgotten) == 30
    db.session.rollback()
    check_roll_ups()
