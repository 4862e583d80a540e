"""A write after a read: it stands on what is stored now, and leaves nothing when it fails."""

import pytest
from sqlalchemy import select, update

from ptmb.database import writing
from ptmb.extensions import db
from ptmb.models import Complaint
from tests.people import Given


def supporters() -> int | None:
    return db.session.scalar(select(Complaint.supporters))


def broken_write() -> None:
    with writing() as session:
        session.execute(update(Complaint).values(supporters=7))
        raise ZeroDivisionError


def test_what_others_stored_since_the_read_is_neither_missed_nor_undone(given: Given) -> None:
    given.complaint()
    assert supporters() == 0
    with db.engine.begin() as other:
        other.execute(update(Complaint).values(supporters=7))
    with writing() as session:
        assert supporters() == 7
        session.execute(update(Complaint).values(supporters=Complaint.supporters + 1))
    db.session.remove()
    assert supporters() == 8


def test_a_write_that_fails_after_a_read_leaves_nothing_and_holds_up_nobody(given: Given) -> None:
    given.complaint()
    assert supporters() == 0
    with pytest.raises(ZeroDivisionError):
        broken_write()
    assert supporters() == 0
    with db.engine.begin() as other:
        other.execute(update(Complaint).values(supporters=3))
    with writing():
        assert supporters() == 3
