"""A new emergency is felt in the pocket of whoever has to set off, and of nobody else."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from ptmb.actions import dispatch, fieldwork, push_subscriptions
from ptmb.actions.dispatch import Assignee
from ptmb.adapters.clock import now
from ptmb.config import CITY_TIME
from ptmb.domain.deadlines import Urgency
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db
from ptmb.jobs.push import make_notices
from ptmb.models import Complaint, PushNotice, PushSubscription, Staff
from tests.people import Given
from tests.phones import Phone

DESK = Actor(Role.OPERATOR)
PHONE = "+6281234567890"


@pytest.fixture
def officer(given: Given) -> Staff:
    person = given.staff(Role.OFFICER)
    add(person)
    return person


def add(person: Staff, **fields: str) -> PushSubscription:
    phone = Phone(f"{person.username}-{len(fields)}").device(**fields)
    return push_subscriptions.subscribe(phone, person.actor(), now())


def emergency(given: Given, **fields: str) -> Complaint:
    about = {"phone": PHONE, "reporter_name": "Pelapor 7", "landmark": "pagar hijau", **fields}
    complaint = given.complaint(Status.RECEIVED, **about)
    complaint.urgency = Urgency.EMERGENCY
    db.session.commit()
    return complaint


def given_to(complaint: Complaint, to: Assignee, key: str, at: datetime | None = None) -> None:
    dispatch.assign(complaint.id, to, Deed(DESK, at or now(), key), "uji")


def told() -> list[PushNotice]:
    wanted = select(PushNotice).order_by(PushNotice.id)
    return list(db.session.scalars(wanted.execution_options(populate_existing=True)))


def test_the_officer_is_told_once_and_learns_nothing_of_the_reporter(
    given: Given, officer: Staff
) -> None:
    complaint = emergency(given)
    given_to(complaint, Assignee(staff_id=officer.id), "urgent-assigned-0001")

    assert [make_notices(now()) for _ in range(3)] == [1, 0, 0]

    (notice,) = told()
    assert notice.title == "Tugas darurat: Air tidak mengalir"
    assert notice.body == f"Gunung Sari Ilir · {complaint.reference}"
    assert notice.address == f"/tugas/{complaint.reference}"
    assert not [one for one in ("Pelapor", "hijau", "812345") if one in notice.title + notice.body]


def test_in_the_language_of_the_phone(given: Given) -> None:
    person = given.staff(Role.OFFICER)
    add(person, language="en")
    given_to(emergency(given), Assignee(staff_id=person.id), "urgent-assigned-0002")
    make_notices(now())
    (notice,) = told()
    assert "Air tidak mengalir" not in notice.title


def test_it_wakes_at_night(given: Given, officer: Staff) -> None:
    night = datetime(2024, 2, 11, 2, 0, tzinfo=CITY_TIME)
    given_to(emergency(given), Assignee(staff_id=officer.id), "urgent-assigned-0003", night)
    assert make_notices(night) == 1


def test_what_is_not_an_emergency_is_no_news(given: Given, officer: Staff) -> None:
    given.complaint(Status.ASSIGNED, officer=officer)
    assert make_notices(now()) == 0


def test_an_hour_later_or_on_the_way_it_is_no_news(given: Given, officer: Staff) -> None:
    complaint = emergency(given)
    given_to(complaint, Assignee(staff_id=officer.id), "urgent-assigned-0004")
    assert make_notices(now() + timedelta(minutes=61)) == 0
    fieldwork.set_off(complaint.id, Deed(officer.actor(), now(), "urgent-sets-off-0001"))
    assert make_notices(now()) == 0


def test_who_took_it_knows_already(given: Given) -> None:
    person = given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",))
    add(person)
    complaint = emergency(given)
    dispatch.take(complaint.id, Deed(person.actor(), now(), "urgent-is-taken-0001"))
    assert make_notices(now()) == 0


def test_a_crew_hears_it_as_far_as_it_is_on_duty(given: Given) -> None:
    crew = given.crew()
    working, resting = (given.staff(Role.OFFICER, crew_id=crew.id) for _ in range(2))
    other = given.staff(Role.OFFICER)
    for person in (working, resting, other):
        add(person)
    resting.on_duty = False
    db.session.commit()

    given_to(emergency(given), Assignee(crew_id=crew.id), "urgent-assigned-0005")
    make_notices(now())

    owners = [db.session.get_one(PushSubscription, one.subscription_id).staff_id for one in told()]
    assert owners == [working.id]


def test_the_same_job_given_back_and_again_is_news_again(given: Given, officer: Staff) -> None:
    complaint = emergency(given)
    given_to(complaint, Assignee(staff_id=officer.id), "urgent-assigned-0006")
    assert make_notices(now()) == 1
    given_to(complaint, Assignee(staff_id=given.staff(Role.OFFICER).id), "urgent-assigned-0007")
    assert make_notices(now()) == 0
    given_to(complaint, Assignee(staff_id=officer.id), "urgent-assigned-0008")
    assert make_notices(now()) == 1


def test_a_phone_on_which_it_was_switched_off_stays_silent(given: Given, officer: Staff) -> None:
    device = db.session.scalars(select(PushSubscription)).one()
    push_subscriptions.choose(device.id, [], officer.actor())
    given_to(emergency(given), Assignee(staff_id=officer.id), "urgent-assigned-0009")
    assert make_notices(now()) == 0
