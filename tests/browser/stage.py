"""A complaint in every state, made through the real actions in the city that is being served."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from ptmb import create_app
from ptmb.actions import credentials, dispatch, following, incidents, tanker_asking
from ptmb.actions.dispatch import Assignee
from ptmb.actions.following import FollowTarget, Reader
from ptmb.actions.incidents import Chosen
from ptmb.adapters import clock
from ptmb.domain.choices import DrySpan
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import REPORTER, Actor, Role
from ptmb.domain.tanker_rule import Ground
from ptmb.extensions import db
from ptmb.models import (
    Area,
    CannedReply,
    Complaint,
    Incident,
    Photo,
    RationingSchedule,
    Staff,
    TankerRun,
    TankerStop,
)
from ptmb.queries import catalogue
from tests.people import Given
from tests.tanker_fleet import WISH

STATES = (
    "received", "need_info", "assigned", "en_route", "in_progress", "follow_up", "rationed",
    "resolved", "closed", "merged", "rejected", "withdrawn",
)  # fmt: skip

_JOBS = (Status.ASSIGNED, Status.EN_ROUTE, Status.IN_PROGRESS, Status.FOLLOW_UP)
_STORY = "Air mati sejak subuh di seluruh gang, tetangga juga. Mohon dibantu, ada bayi di rumah."


@dataclass(frozen=True)
class Stage:
    """`words` fill addresses such as /t/{resolved}; `keys` are the reporters' own, by code."""

    words: dict[str, str]
    keys: dict[str, str]


@contextmanager
def behind(environment: dict[str, str]) -> Iterator[Flask]:
    """The application of a running server, in this process, over the same data."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        app = create_app()
    catalogue.kept.clear()
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    catalogue.kept.clear()


def set_up(app: Flask) -> Stage:
    """Fill the stage once; the demonstration's own complaints stay as they are."""
    given = Given(app)
    made = {state: _told(given, Status(state)) for state in STATES}
    made["supported"] = given.complaint(category="LEAK", phone="+628120000777")
    made |= _jobs_of_petugas(given) | _dry_and_helped(given)
    keys = {one.reference: given.key_of(one) for one in made.values()}
    words = {name: one.reference for name, one in made.items()}
    return Stage({**words, **_beside()}, keys)


def _told(given: Given, status: Status) -> Complaint:
    return given.complaint(
        status,
        phone="+628120000778",
        reporter_name="Pelapor 7",
        description=_STORY,
        landmark="rumah pagar hijau di belakang pasar, masuk gang kedua",
    )


def _dry_and_helped(given: Given) -> dict[str, Complaint]:
    """A dry house that may ask for water, one that has asked, one that follows an incident."""
    dry, asked = (
        given.complaint(dry_span=DrySpan.OVER_3_DAYS, phone="+628120000780") for _ in range(2)
    )
    tanker_asking.ask(asked.id, WISH, Ground(24), REPORTER, clock.now(), "stage-asks-water")
    grouped = given.complaint(phone="+628120000781")
    incident = db.session.scalars(select(Incident).order_by(Incident.id)).first()
    if incident is None:
        raise LookupError("The demonstration has an incident")
    chosen = [Chosen(grouped.id)]
    incidents.join(chosen, incident.id, Actor(Role.OPERATOR), clock.now(), "stage-grouped-0001")
    return {"dry": dry, "asked": asked, "grouped": grouped}


def _jobs_of_petugas(given: Given) -> dict[str, Complaint]:
    officer, colleague = _person("petugas"), _person("petugas2")
    phone = {"phone": "+628120000779", "description": _STORY}
    made = {f"job_{one.value}": given.complaint(one, officer=officer, **phone) for one in _JOBS}
    lost = given.complaint(Status.ASSIGNED, officer=officer)
    at = lost.status_since + timedelta(minutes=1)
    deed = Deed(Actor(Role.OPERATOR), at, "stage-lost-000001")
    dispatch.assign(lost.id, Assignee(staff_id=colleague.id), deed, "uji")
    done = given.complaint(Status.RESOLVED, officer=officer)
    nobodys = {name: given.complaint() for name in ("job_open", "taken_twice", "taken_plainly")}
    return {**made, **nobodys, "job_lost": lost, "job_done": done}


def _person(username: str) -> Staff:
    return db.session.scalars(select(Staff).where(Staff.username == username)).one()


def _beside() -> dict[str, str]:
    """What else addresses need: a picture's complaint, a ready sentence, a one-time link."""
    pictured = select(Complaint.reference).join(Photo, Photo.complaint_id == Complaint.id)
    reply = select(CannedReply.id).order_by(CannedReply.id)
    link = credentials.make_link(_person("petugas8").id, by=None, at=clock.now())
    return {
        "pictured": str(db.session.scalar(pictured.limit(1))),
        "reply": str(db.session.scalar(reply.limit(1))),
        "link": link,
        "area": "64.71.04.1002",
        **_of_supply(),
        "area_id": str(db.session.scalar(select(Area.id).where(Area.code == "64.71.04.1002"))),
    }


def _of_supply() -> dict[str, str]:
    """Of incidents, schedules and tankers: what the demonstration made, and a follower's key."""
    own = (
        ("sepinggan", select(Area.id).where(Area.name == "Sepinggan")),
        ("draft", select(RationingSchedule.id).where(RationingSchedule.published_at.is_(None))),
        ("published", select(RationingSchedule.publication).where(RationingSchedule.id == 1)),
        ("run", select(TankerRun.id).order_by(TankerRun.id)),
        ("stop", select(TankerStop.id).where(TankerStop.set_off_at.is_not(None),
                                             TankerStop.finished_at.is_(None))),
    )  # fmt: skip
    found = {name: str(db.session.scalar(statement.limit(1))) for name, statement in own}
    area = FollowTarget(area_id=int(found["sepinggan"]))
    reader = Reader("+628120000782")
    key = following.follow(area, reader, "stage-follows-0001", "for-tests", clock.now())
    return {**found, "follow": key}
