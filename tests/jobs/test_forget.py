"""What the privacy page promises: after the months, nobody can tell who reported."""

from datetime import timedelta

from sqlalchemy import select

from ptmb.adapters import clock
from ptmb.domain.lifecycle import Status
from ptmb.extensions import db
from ptmb.jobs.forget import forget_reporters
from ptmb.models import Complaint, Message
from tests.people import Given

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
