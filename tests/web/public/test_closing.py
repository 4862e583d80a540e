"""Is it fixed? Only the holder of the key answers, and an answer is never lost or said twice."""

from sqlalchemy import select

from ptmb.adapters import clock
from ptmb.domain.choices import Confirmation
from ptmb.domain.deadlines import REOPEN_WITHIN
from ptmb.domain.lifecycle import Status
from ptmb.extensions import db
from ptmb.models import ComplaintEvent
from tests.people import Given
from tests.web.public.conftest import Browse
from tests.web.public.own import answered, now_of, path_of


def test_yes_with_five_stars_closes_it(known_browser: Browse, given: Given) -> None:
    complaint = given.complaint(Status.RESOLVED)

    answered(known_browser(complaint), complaint, jawab="ya", rating="5", comment="Cepat.")

    closed = now_of(complaint)
    assert (closed.status, closed.confirmed_by) == (Status.CLOSED, Confirmation.REPORTER)
    assert (closed.rating, closed.rating_comment) == (5, "Cepat.")


def test_yes_said_twice_is_said_once(known_browser: Browse, given: Given) -> None:
    complaint = given.complaint(Status.RESOLVED)
    browser, path = known_browser(complaint), path_of(complaint, "/konfirmasi")
    form = {**browser.get(path).form(path), "jawab": "ya"}

    browser.post(path, form)
    browser.post(path, form)

    steps = select(ComplaintEvent).where(
        ComplaintEvent.complaint_id == complaint.id, ComplaintEvent.step == "confirm"
    )
    assert len(db.session.scalars(steps).all()) == 1


def test_a_page_left_open_does_not_overwrite_what_happened_since(
    known_browser: Browse, given: Given
) -> None:
    complaint = given.complaint(Status.RESOLVED)
    browser, path = known_browser(complaint), path_of(complaint, "/konfirmasi")
    old = {**browser.get(path).form(path), "jawab": "ya"}
    answered(browser, complaint, query="?belum=1", wrong="dry")

    page = browser.post(path, old, status=409)

    assert "Sudah diubah" in page.text
    assert now_of(complaint).status is Status.RECEIVED


def test_no_reopens_the_same_complaint_with_what_is_wrong(
    known_browser: Browse, given: Given
) -> None:
    complaint = given.complaint(Status.RESOLVED)
    browser = known_browser(complaint)

    answered(browser, complaint, query="?belum=1", wrong="dry", words="Masih mati di RT 12")

    reopened = now_of(complaint)
    assert (reopened.status, reopened.reopened) == (Status.RECEIVED, 1)
    assert "Masih mati di RT 12" in browser.get(path_of(complaint)).text


def test_no_without_a_reason_keeps_the_words(known_browser: Browse, given: Given) -> None:
    complaint = given.complaint(Status.RESOLVED)
    browser, path = known_browser(complaint), path_of(complaint, "/konfirmasi")
    form = {**browser.get(f"{path}?belum=1").form(path), "words": "Masih <mati>"}

    page = browser.post(path, form, status=422)

    assert "Pilih apa yang masih salah." in page.one("[data-error-summary]").get_text()
    assert page.form(path)["words"] == "Masih <mati>"


def test_after_fourteen_days_a_new_report_is_asked_for(known_browser: Browse, given: Given) -> None:
    complaint = given.complaint(Status.CLOSED)
    browser, path = known_browser(complaint), path_of(complaint, "/konfirmasi")
    form = browser.get(path).form(path)
    clock.pin(clock.now() + REOPEN_WITHIN)

    page = browser.post(path, {**form, "jawab": "belum", "wrong": "dry"}, status=422)

    assert "Sudah lewat 14 hari. Silakan buat laporan baru." in page.text
    assert "Buka lagi" not in browser.get(path_of(complaint)).text


def test_water_that_came_back_after_its_turn_is_done(known_browser: Browse, given: Given) -> None:
    complaint = given.complaint(Status.RATIONED)

    answered(known_browser(complaint), complaint, jawab="mengalir")

    assert now_of(complaint).status is Status.RESOLVED


def test_a_turn_without_water_goes_back_to_the_desk(known_browser: Browse, given: Given) -> None:
    complaint = given.complaint(Status.RATIONED)

    answered(known_browser(complaint), complaint, jawab="kering")

    assert now_of(complaint).status is Status.RECEIVED
