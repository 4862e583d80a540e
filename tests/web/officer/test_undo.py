"""Selesai, and half a minute to take it back."""

from datetime import timedelta

from ptmb.actions import reporting
from ptmb.adapters import clock
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import REPORTER, Role
from ptmb.models import Complaint, Staff
from tests.browsing import Browser, Page
from tests.people import Given
from tests.web.officer.conftest import (
    FOUND,
    Browse,
    Counting,
    address,
    filled,
    fresh,
    picture,
    steps_of,
)


def finishes(browser: Browser, complaint: Complaint) -> Page:
    form = filled(browser, complaint, "selesai", **FOUND, photos=picture(), sure="1")
    return browser.get(browser.post(address(complaint, "selesai"), form).location)


def test_the_list_offers_to_take_it_back(given: Given, browse: Browse, officer: Staff) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser = browse(officer)
    page = finishes(browser, complaint)
    assert "Selesai: Air tidak mengalir. Urungkan" in page.text

    form = page.form(address(complaint, "urungkan"))
    for _ in range(2):
        after = browser.post(address(complaint, "urungkan"), form)
        assert after.location == address(complaint)

    assert fresh(complaint).status is Status.IN_PROGRESS
    assert steps_of(complaint)[-2:] == ["resolve", "retract"]
    text = browser.get(address(complaint)).text
    assert "Diurungkan. Tugas ini masih Anda kerjakan." in text
    assert "Petugas masih mengerjakan" in text


def test_the_job_itself_offers_it_too(given: Given, browse: Browse, officer: Staff) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser = browse(officer)
    finishes(browser, complaint)
    form = browser.get(address(complaint)).form(address(complaint, "urungkan"))
    browser.post(address(complaint, "urungkan"), form)
    assert fresh(complaint).status is Status.IN_PROGRESS


def test_after_half_a_minute_it_is_offered_no_more_and_refused_in_words(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser = browse(officer)
    page = finishes(browser, complaint)
    clock.pin(clock.now() + timedelta(seconds=36))

    late = browser.post(
        address(complaint, "urungkan"), page.form(address(complaint, "urungkan")), status=409
    )

    assert "Waktu mengurungkan sudah lewat." in late.text
    assert fresh(complaint).status is Status.RESOLVED
    for path in (address(complaint), f"/tugas?selesai={complaint.reference}"):
        assert not browser.get(path).all("form[data-undo]")


def test_a_citizen_who_confirmed_already_is_not_contradicted(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser = browse(officer)
    page = finishes(browser, complaint)
    reporting.confirm(complaint.id, Deed(REPORTER, clock.now(), "confirmed-within-seconds"), 5, "")

    late = browser.post(
        address(complaint, "urungkan"), page.form(address(complaint, "urungkan")), status=409
    )

    assert "Langkah Anda tidak diurungkan." in late.text
    assert fresh(complaint).status is Status.CLOSED


def test_another_officers_work_cannot_be_taken_back(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    form = finishes(browse(officer), complaint).form(address(complaint, "urungkan"))
    del form["csrf_token"]
    stranger = browse(given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",)))
    stranger.post(address(complaint, "urungkan"), form, status=404)
    assert not stranger.get(f"/tugas?selesai={complaint.reference}").all("form[data-undo]")
    assert fresh(complaint).status is Status.RESOLVED


def test_the_list_pays_for_the_offer_only_when_it_comes_from_selesai(
    given: Given, browse: Browse, officer: Staff, counting: Counting
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser = browse(officer)
    finishes(browser, complaint)
    browser.get("/tugas")
    with counting() as plain:
        browser.get("/tugas")
    with counting() as offering:
        browser.get(f"/tugas?selesai={complaint.reference}")
    assert plain.count <= 5
    assert offering.count - plain.count == 3
