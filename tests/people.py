"""People by role and complaints by status, made through the real actions."""

import itertools
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from ptmb.actions import dispatch, fieldwork, intake, rationed, reporting, triage
from ptmb.actions.dispatch import Assignee
from ptmb.actions.fieldwork import MajorWork, Outcome
from ptmb.adapters import clock
from ptmb.database import writing
from ptmb.domain.choices import (
    Channel,
    MajorReason,
    PlaceSource,
    RejectReason,
    WorkDone,
)
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.place import Place
from ptmb.domain.roles import REPORTER, Actor, Role
from ptmb.extensions import db
from ptmb.models import Area, Category, Complaint, Crew, Staff

_numbers = itertools.count(1)


class Given:
    """`given.staff(Role.OFFICER)`, `given.complaint(Status.ASSIGNED, officer=officer)`."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def area(self, name: str = "Gunung Sari Ilir") -> Area:
        return db.session.scalars(select(Area).where(Area.name == name)).one()

    def category(self, code: str = "NOFLOW") -> Category:
        return db.session.scalars(select(Category).where(Category.code == code)).one()

    def crew(self, name: str = "Tim Tengah") -> Crew:
        crew = Crew(name=name)
        self._keep(crew)
        return crew

    def staff(self, role: Role, *, areas: tuple[str, ...] = (), **fields: Any) -> Staff:
        number = next(_numbers)
        person = Staff(
            username=fields.pop("username", f"{role.value}{number}"),
            name=fields.pop("name", f"{role.value.title()} {number}"),
            role=role,
            created_at=clock.now(),
            **fields,
        )
        person.areas = [self.area(name) for name in areas]
        self._keep(person)
        return person

    def complaint(self, status: Status = Status.RECEIVED, **fields: Any) -> Complaint:
        """A complaint in this status, brought there step by step.

        Args:
            fields: area, category, officer, at (when it was received), and any field of
                intake.NewComplaint, Place or Reporter.
        """
        return _Path(self, fields).to(status)

    def key_of(self, complaint: Complaint) -> str:
        """The reporter's own key."""
        from ptmb.domain.reporter_key import reporter_key  # noqa: PLC0415  used here alone

        return reporter_key(str(self.app.secret_key), complaint.submission_key)

    def _keep(self, row: Crew | Staff) -> None:
        with writing() as session:  # in its turn: a running server may be writing as well
            session.add(row)


class _Path:
    """Walks one complaint from its receipt to the wanted status, a minute a step."""

    def __init__(self, given: Given, fields: dict[str, Any]) -> None:
        self.given = given
        self.officer: Staff | None = fields.pop("officer", None)
        self.at: datetime = fields.pop("at", None) or clock.now() - timedelta(hours=2)
        self.fields = fields
        self.desk = Actor(Role.OPERATOR)

    def to(self, status: Status) -> Complaint:
        self.complaint = self._receive()
        for step in _WAY[status]:
            self.at += timedelta(minutes=1)
            getattr(self, step)()
        db.session.refresh(self.complaint)
        return self.complaint

    def _receive(self) -> Complaint:
        area = self.given.area(self.fields.pop("area", "Gunung Sari Ilir"))
        category = self.given.category(self.fields.pop("category", "NOFLOW"))
        place = Place(
            source=PlaceSource.MAP,
            area_id=area.id,
            latitude=self.fields.pop("latitude", area.latitude),
            longitude=self.fields.pop("longitude", area.longitude),
            landmark=self.fields.pop("landmark", "rumah pagar hijau"),
            neighbourhood=self.fields.pop("neighbourhood", "12"),
        )
        reporter = intake.Reporter(
            name=self.fields.pop("reporter_name", ""), phone=self.fields.pop("phone", "")
        )
        new = intake.NewComplaint(
            key=f"given-complaint-{next(_numbers):08d}",
            category_id=category.id,
            place=place,
            reporter=reporter,
            channel=self.fields.pop("channel", Channel.WEB),
        )
        new = replace(new, **self.fields)
        secret = str(self.given.app.secret_key)
        return intake.receive(new, by=REPORTER, at=self.at, secret=secret).complaint

    def _deed(self, by: Actor) -> Deed:
        return Deed(by, self.at, f"given-step-{next(_numbers):012d}")

    def _officer(self) -> Staff:
        if self.officer is None:
            self.officer = self.given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",))
        return self.officer

    def _own(self) -> Deed:
        officer = self._officer()
        return self._deed(Actor(Role.OFFICER, officer.id, officer.crew_id))

    def assign(self) -> None:
        to = Assignee(staff_id=self._officer().id)
        dispatch.assign(self.complaint.id, to, self._deed(self.desk), "uji")

    def set_off(self) -> None:
        fieldwork.set_off(self.complaint.id, self._own())

    def arrive(self) -> None:
        fieldwork.arrive(self.complaint.id, self._own())

    def resolve(self) -> None:
        outcome = Outcome(WorkDone.VALVE_OPENED, Cause.TECHNICAL)
        triage_only = self.complaint.category_id
        category = db.session.get_one(Category, triage_only)
        if category.after_photo:
            raise ValueError("This category needs a photo: resolve it in the test itself")
        fieldwork.resolve(self.complaint.id, outcome, self._own())

    def escalate(self) -> None:
        tomorrow = (self.at + timedelta(days=1)).date()
        major = MajorWork(MajorReason.MAIN_PIPE, "ekskavator", True, tomorrow)
        fieldwork.escalate(self.complaint.id, major, self._own())

    def ask(self) -> None:
        triage.ask(self.complaint.id, "Rumah sebelah mana?", self._deed(self.desk))

    def explain(self) -> None:
        due = self.at + timedelta(hours=6)
        rationed.explain(self.complaint.id, due, "Jadwal wilayah ini", self._deed(self.desk))

    def reject(self) -> None:
        words = "Silakan hubungi PLN."
        triage.reject(self.complaint.id, RejectReason.NOT_OURS, words, self._deed(self.desk))

    def merge(self) -> None:
        target = self.given.complaint()
        triage.merge(self.complaint.id, target.id, self._deed(self.desk))

    def withdraw(self) -> None:
        reporting.withdraw(self.complaint.id, self._deed(REPORTER))

    def confirm(self) -> None:
        reporting.confirm(self.complaint.id, self._deed(REPORTER), 5, "")


_VISIT = ("assign", "set_off", "arrive")
_WAY: dict[Status, tuple[str, ...]] = {
    Status.RECEIVED: (),
    Status.NEED_INFO: ("ask",),
    Status.ASSIGNED: ("assign",),
    Status.EN_ROUTE: ("assign", "set_off"),
    Status.IN_PROGRESS: _VISIT,
    Status.FOLLOW_UP: (*_VISIT, "escalate"),
    Status.RATIONED: ("explain",),
    Status.RESOLVED: (*_VISIT, "resolve"),
    Status.CLOSED: (*_VISIT, "resolve", "confirm"),
    Status.MERGED: ("merge",),
    Status.REJECTED: ("reject",),
    Status.WITHDRAWN: ("withdraw",),
}
