"""A complaint is stored once, by whatever way its form arrives first."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from ptmb.actions import intake
from ptmb.adapters import clock
from ptmb.domain.choices import PlaceSource
from ptmb.domain.place import Place
from ptmb.domain.roles import REPORTER
from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent, CountNow
from tests.people import Given


def test_the_same_form_that_was_faster_by_another_way_is_found(
    given: Given, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = intake.NewComplaint(
        key="two-phones-one-form", category_id=given.category("OTHER").id,
        place=Place(source=PlaceSource.LANDMARK),
    )  # fmt: skip
    first: list[intake.Received] = []
    made = intake._complaint

    def send() -> intake.Received:
        return intake.receive(new, by=REPORTER, at=clock.now(), secret=str(app.secret_key))

    def overtaken(*said: object) -> Complaint:
        with monkeypatch.context() as once:
            once.setattr(intake, "_complaint", made)
            if not first:
                first.append(send())
        return made(*said)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(intake, "_complaint", overtaken)
    slower = send()

    assert slower == first[0]
    assert slower.complaint.reference == slower.reference
    for many in (Complaint.id, ComplaintEvent.id):
        assert db.session.scalar(select(func.count(many))) == 1
    assert db.session.scalar(select(func.sum(CountNow.total))) == 1


def test_a_report_without_the_token_of_its_page_is_not_stored(app: Flask) -> None:
    answer = app.test_client().post("/lapor/kirim", data={"k": "OTHER", "key": "k" * 32})
    assert answer.status_code == 400
    assert db.session.scalar(select(func.count(Complaint.id))) == 0
