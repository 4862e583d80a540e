"""Is it fixed? Only the holder of the key answers, and an answer is never lost or said twice."""

from datetime import timedelta

from sqlalchemy import select

from ptmb.actions import fieldwork, rationed, triage
from ptmb.actions.fieldwork import Outcome
from ptmb.adapters import clock
from ptmb.domain.choices import Confirmation, WorkDone
from ptmb.domain.deadlines import REOPEN_WITHIN
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent
from tests.people import Given
from tests.water_turns import at, dry_now
from tests.web.public.conftest import Browse
from tests.web.public.own import answered, now_of, path_of


def follows(one: Complaint, target: Complaint) -> None:
    """The desk merges it, a moment before the work is done."""
    deed = Deed(Actor(Role.OPERATOR), clock.now(), f"the-same-trouble-{one.id}")
    triage.merge(one.id, target.id, deed)


def settled(complaint: Complaint) -> None:
    """Its officer finishes the work."""
    officer = Actor(Role.OFFICER, now_of(complaint).officer_id)
    outcome = Outcome(WorkDone.VALVE_OPENED, Cause.TECHNICAL)
    fieldwork.resolve(
        complaint.id, outcome, Deed(officer, clock.now(), f"done-{complaint.id:012d}")
    )


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
    clock.pin(clock.now() + timedelta(hours=6))

    answered(known_browser(complaint), complaint, jawab="kering")

    assert now_of(complaint).status is Status.RECEIVED


def test_before_the_promised_moment_no_is_answered_with_until_when(
    known_browser: Browse, given: Given
) -> None:
    complaint = given.complaint(Status.RATIONED)
    browser, path = known_browser(complaint), path_of(complaint, "/konfirmasi")
    assert "Air dijadwalkan hari ini pukul 18.33." in browser.get(path).text

    page = answered(browser, complaint, jawab="kering", status=422)

    assert "Giliran air belum selesai. Tunggu sampai hari ini pukul 18.33." in page.text
    assert now_of(complaint).status is Status.RATIONED
    assert "Air dijadwalkan" in browser.get(path).text
    clock.pin(clock.now() + timedelta(hours=6))
    assert "Air dijadwalkan" not in browser.get(path).text


def test_the_page_says_the_promised_moment_the_way_uphill_and_that_it_is_a_plan(
    known_browser: Browse, given: Given
) -> None:
    zone = dry_now(given, recovery=180)
    complaint = given.complaint()
    deed = Deed(given.staff(Role.OPERATOR).actor(), clock.now(), "explained-for-the-page")
    rationed.explain(complaint.id, at(18), "Jadwal", deed, zone_id=zone.id)

    text = known_browser(complaint).get(path_of(complaint)).text

    assert "Air dijadwalkan hari ini pukul 18.00. Daerah tinggi bisa sampai 21.00." in text
    assert "Jadwal adalah rencana; digilir belum tentu langsung dapat air." in text


def test_who_reported_a_duplicate_opens_its_target_again_without_typing_the_key(
    known_browser: Browse, given: Given
) -> None:
    own, target = given.complaint(), given.complaint(Status.IN_PROGRESS)
    follows(own, target)
    settled(target)
    browser = known_browser(own)
    page = browser.get(path_of(own))
    assert f"Ikuti {target.reference}" in page.text
    assert "Selesai dikerjakan" in page.text
    link = path_of(target, "/konfirmasi?belum=1")
    assert [str(one["href"]) for one in page.all("a") if "Masih bermasalah?" in one.text] == [link]

    answered(browser, target, query="?belum=1", wrong="dry", words="Masih mati di sini")

    assert (now_of(target).status, now_of(target).reopened) == (Status.RECEIVED, 1)
    assert now_of(own).status is Status.MERGED


def test_a_key_of_something_else_opens_nothing(known_browser: Browse, given: Given) -> None:
    own, other = given.complaint(), given.complaint(Status.RESOLVED)
    browser = known_browser(own)
    there = browser.get(path_of(other, "/konfirmasi"), status=303).location
    assert there.startswith(path_of(other, "/kunci"))
    assert "Masih bermasalah?" not in browser.get(path_of(own)).text


def test_who_goes_their_own_way_again_no_longer_opens_the_other(
    known_browser: Browse, given: Given
) -> None:
    own, target = given.complaint(), given.complaint(Status.IN_PROGRESS)
    follows(own, target)
    settled(target)
    browser = known_browser(own)
    browser.get(path_of(target, "/konfirmasi"))
    triage.unmerge(own.id, Deed(Actor(Role.OPERATOR), clock.now(), "its-own-way-again"))
    assert "Ini laporan Anda?" in browser.get(path_of(target)).text
    browser.get(path_of(target, "/konfirmasi"), status=303)
