"""The place is not where the report says: calls are kept, and the point can be put right."""

import pytest

from ptmb.actions import dispatch, finding
from ptmb.actions._record import Incomplete
from ptmb.adapters import clock
from ptmb.domain.choices import HandBackReason, PlaceSource
from ptmb.domain.deed import Deed
from ptmb.domain.lanes import Lane
from ptmb.domain.lifecycle import Status, Step, StepRefused
from ptmb.domain.place import Place
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.jobs.forget import forget_reporters
from ptmb.models import Complaint, ComplaintEvent, CountNow, Message, Staff
from tests.people import Given

PHONE = "+6281200000001"


@pytest.fixture
def officer(given: Given) -> Staff:
    person: Staff = given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",))
    return person


def deed(officer: Staff, key: str) -> Deed:
    return Deed(officer.actor(), clock.now(), key)


def again(complaint: Complaint) -> Complaint:
    db.session.rollback()
    return db.session.get_one(Complaint, complaint.id, populate_existing=True)


def not_found(complaint: Complaint, officer: Staff, key: str) -> ComplaintEvent:
    return dispatch.hand_back(complaint.id, HandBackReason.NOT_FOUND, deed(officer, key))


def test_an_address_is_not_found_only_after_two_calls(given: Given, officer: Staff) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer, phone=PHONE)
    for number in (1, 2):
        with pytest.raises(Incomplete, match="dua kali"):
            not_found(complaint, officer, f"not-found-after-{number - 1}-calls")
        finding.call_unanswered(complaint.id, deed(officer, f"nobody-answered-call-{number}"))
    not_found(complaint, officer, "not-found-after-two-calls")
    assert again(complaint).status is Status.RECEIVED


def test_calls_for_an_earlier_job_do_not_count(given: Given, officer: Staff) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer, phone=PHONE)
    for number in (1, 2):
        finding.call_unanswered(complaint.id, deed(officer, f"earlier-unanswered-call-{number}"))
    not_found(complaint, officer, "not-found-the-first-time")
    dispatch.take(complaint.id, deed(officer, "taken-once-more-by-them"))
    with pytest.raises(Incomplete):
        not_found(complaint, officer, "not-found-without-calling")


def test_who_left_no_number_cannot_be_called(given: Given, officer: Staff) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer)
    with pytest.raises(Incomplete, match="nomor"):
        finding.call_unanswered(complaint.id, deed(officer, "calling-nobody-at-all"))
    not_found(complaint, officer, "not-found-without-number")
    assert again(complaint).status is Status.RECEIVED


def test_other_reasons_need_no_call(given: Given, officer: Staff) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer, phone=PHONE)
    dispatch.hand_back(complaint.id, HandBackReason.NO_TOOLS, deed(officer, "tools-are-missing"))
    assert again(complaint).status is Status.RECEIVED


def place_in(given: Given, name: str) -> Place:
    area = given.area(name)
    return Place(PlaceSource.GPS, area.id, area.latitude, area.longitude, accuracy_m=9.0)


def test_a_wrong_point_moves_with_its_area_and_its_count(given: Given, officer: Staff) -> None:
    complaint = given.complaint(Status.EN_ROUTE, officer=officer, phone=PHONE)
    old = [complaint.latitude, complaint.longitude]
    elsewhere = place_in(given, "Manggar")

    event = finding.relocate(complaint.id, elsewhere, deed(officer, "here-it-really-is"))

    now = again(complaint)
    assert (now.latitude, now.longitude) == (elsewhere.latitude, elsewhere.longitude)
    assert (now.area_id, now.place_source) == (elsewhere.area_id, PlaceSource.GPS)
    assert (now.status, now.officer_id) == (Status.EN_ROUTE, officer.id)
    assert event.facts["point_before"] == old
    assert event.facts["moved_m"] > 5000
    counted = {one.area_id: one.total for one in db.session.query(CountNow) if one.total}
    assert counted == {elsewhere.area_id: 1}
    told = [one.template for one in db.session.query(Message)]
    assert Step.RELOCATE.value not in told


def test_a_point_outside_of_the_city_is_refused(given: Given, officer: Staff) -> None:
    complaint = given.complaint(Status.EN_ROUTE, officer=officer)
    with pytest.raises(Incomplete, match="luar wilayah"):
        finding.relocate(
            complaint.id,
            Place(PlaceSource.GPS, None, -6.2, 106.8),
            deed(officer, "far-outside-the-city"),
        )
    assert again(complaint).latitude == complaint.latitude


def test_only_the_officer_of_the_job_moves_its_point(given: Given, officer: Staff) -> None:
    complaint = given.complaint(Status.EN_ROUTE, officer=given.staff(Role.OFFICER))
    with pytest.raises(StepRefused):
        finding.relocate(
            complaint.id, place_in(given, "Manggar"), deed(officer, "not-their-job-at-all")
        )


def test_the_old_point_is_forgotten_with_the_reporter(given: Given, officer: Staff) -> None:
    complaint = given.complaint(
        Status.ASSIGNED, officer=officer, phone=PHONE, at=clock.now().replace(year=2020)
    )
    event = finding.relocate(
        complaint.id, place_in(given, "Manggar"), deed(officer, "here-it-was-in-2020")
    )
    row = again(complaint)
    row.lane, row.changed_at = Lane.ENDED, clock.now().replace(year=2020)
    db.session.commit()

    assert forget_reporters(clock.now()) == 1

    kept = db.session.get_one(ComplaintEvent, event.id, populate_existing=True)
    assert "point_before" not in kept.facts
    assert kept.facts["moved_m"] > 5000
