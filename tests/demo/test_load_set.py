"""The load set: large, quick, and as true to the lifecycle as real complaints."""

from itertools import groupby

import pytest
from flask import Flask
from sqlalchemy import select

from ptmb.actions._figures import recount
from ptmb.adapters.clock import now
from ptmb.demo.load_rows import reference
from ptmb.demo.load_set import NotEmpty, load_many
from ptmb.domain.lanes import LANE_OF
from ptmb.domain.lifecycle import OPEN, landing, rule_for
from ptmb.domain.reference import read_reference
from ptmb.domain.reporter_key import opens
from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent, CountNow, Tally
from tests.people import Given

SIZE = 400


@pytest.fixture
def loaded(app: Flask) -> Flask:
    load_many(SIZE, now(), seed=1, quiet=True)
    return app


def test_every_history_follows_the_table(loaded: Flask) -> None:
    events = db.session.scalars(
        select(ComplaintEvent).order_by(ComplaintEvent.complaint_id, ComplaintEvent.id)
    )
    rows = {one.id: one for one in db.session.scalars(select(Complaint))}
    assert len(rows) == SIZE
    for complaint_id, own in groupby(events, key=lambda event: event.complaint_id):
        row, before, last = rows.pop(complaint_id), None, None
        for version, event in enumerate(own, start=1):
            rule = rule_for(before, event.step, event.role)
            assert landing(rule, before) is event.status_after
            assert event.version == version
            assert last is None or event.at >= last
            before, last = event.status_after, event.at
        assert (row.status, row.lane) == (before, LANE_OF[row.status])
        assert (row.changed_at, row.version) == (last, version)
        assert (row.ended_on is None) == (row.status in OPEN)
        assert row.changed_at <= now()
    assert rows == {}


def test_a_few_in_a_hundred_are_open(app: Flask) -> None:
    load_many(3000, now(), seed=1, quiet=True)
    found = db.session.scalars(select(Complaint.status)).all()
    assert 0.015 <= sum(status in OPEN for status in found) / 3000 <= 0.045


def test_the_roll_ups_are_those_of_a_recount(loaded: Flask) -> None:
    def counts() -> list[list[str]]:
        tables = (Tally.__table__, CountNow.__table__)
        return [sorted(map(str, db.session.execute(select(table)))) for table in tables]

    before = counts()
    recount(db.session())
    assert counts() == before
    assert all(before)


def test_codes_are_right_and_differ_and_the_key_opens(loaded: Flask) -> None:
    found = db.session.scalars(select(Complaint)).all()
    assert all(read_reference(one.reference) == one.reference for one in found)
    assert len({reference(number, 1) for number in range(20_000)}) == 20_000
    key = Given(loaded).key_of(found[0])
    assert opens(key, found[0].reporter_key_hash)


def test_new_complaints_go_on_after_it(loaded: Flask) -> None:
    complaint = Given(loaded).complaint()
    assert complaint.id > SIZE


def test_it_never_drowns_real_complaints(app: Flask) -> None:
    Given(app).complaint()
    with pytest.raises(NotEmpty):
        load_many(10, now(), seed=1, quiet=True)
