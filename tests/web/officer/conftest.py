"""An officer's day: their browser, and the forms of a job as the page gives them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from typing import Any

import pytest

from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent, Staff
from tests.adapters.photo_files import saved, street
from tests.browsing import Browser
from tests.conftest import Statements
from tests.people import Given

Browse = Callable[..., Browser]
Counting = Callable[[], AbstractContextManager[Statements]]
FOUND = {"found": "pipe", "work": "pipe_repaired"}


@pytest.fixture
def officer(given: Given) -> Staff:
    """One who serves Gunung Sari Ilir, where complaints fall unless said otherwise."""
    person: Staff = given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",))
    return person


def address(complaint: Complaint, step: str = "") -> str:
    return f"/tugas/{complaint.reference}{'/' + step if step else ''}"


def filled(browser: Browser, complaint: Complaint, step: str, **typed: Any) -> dict[str, Any]:
    """The form of this step, from the page that shows it, with what the officer adds."""
    own_page = step in ("besar", "kembalikan", "catat")
    page = browser.get(address(complaint, step if own_page else ""))
    return {**page.form(address(complaint, step)), **typed}


def picture() -> tuple[BytesIO, str]:
    return BytesIO(saved(street(), "JPEG")), "foto.jpg"


def fresh(complaint: Complaint) -> Complaint:
    """The complaint as it is stored now."""
    db.session.expire_all()
    return db.session.get_one(Complaint, complaint.id)


def steps_of(complaint: Complaint) -> list[str]:
    events = db.session.query(ComplaintEvent).filter_by(complaint_id=complaint.id)
    return [event.step.value for event in events.order_by(ComplaintEvent.id)]


def last_event(complaint: Complaint) -> ComplaintEvent:
    events = db.session.query(ComplaintEvent).filter_by(complaint_id=complaint.id)
    event = events.order_by(ComplaintEvent.id.desc()).first()
    assert event is not None
    return event
