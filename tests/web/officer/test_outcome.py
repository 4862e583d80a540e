"""Selesai in two taps: asked first, stored once, nothing lost."""

from io import BytesIO

from ptmb.actions import fieldwork
from ptmb.actions.fieldwork import Outcome
from ptmb.adapters import clock
from ptmb.domain.choices import PhotoKind, WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db
from ptmb.models import Photo, Staff
from tests.people import Given
from tests.web.officer.conftest import (
    FOUND,
    Browse,
    address,
    filled,
    fresh,
    last_event,
    picture,
    steps_of,
)


def test_done_is_asked_first_and_stored_with_the_second_tap(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser = browse(officer)
    form = filled(browser, complaint, "selesai", **FOUND, note="Ganti klem", photos=picture())

    asked = browser.post(address(complaint, "selesai"), form, status=200)
    assert "Tandai selesai?" in asked.text
    assert "Pipa pecah atau bocor" in asked.text
    assert fresh(complaint).status is Status.IN_PROGRESS

    sure = {**asked.form(address(complaint, "selesai")), "sure": "1"}
    for _ in range(2):
        there = browser.post(address(complaint, "selesai"), sure).location
        assert there == f"/tugas?selesai={complaint.reference}"
    assert steps_of(complaint).count("resolve") == 1
    stored = fresh(complaint)
    assert (stored.status, stored.cause) == (Status.RESOLVED, Cause.TECHNICAL)
    event = last_event(complaint)
    assert (event.facts["found"], event.internal_note) == ("pipe", "Ganti klem")
    assert [photo.kind for photo in db.session.query(Photo)] == [PhotoKind.AFTER]


def test_the_way_back_from_the_question_keeps_everything(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser = browse(officer)
    form = filled(browser, complaint, "selesai", **FOUND, note="Ganti klem", photos=picture())
    asked = browser.post(address(complaint, "selesai"), form, status=200)

    again = browser.post(
        address(complaint, "selesai"),
        {**asked.form(address(complaint, "selesai")), "ubah": "1"},
        status=200,
    ).form(address(complaint, "selesai"))

    assert again["found"] == "pipe"
    assert again["note"] == "Ganti klem"
    assert len(again["photo"]) == 32


def test_a_leak_is_not_done_without_a_picture_and_nothing_typed_is_lost(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer, category="LEAK")
    browser = browse(officer)
    form = filled(browser, complaint, "selesai", note="Ganti klem", found="pipe")

    page = browser.post(address(complaint, "selesai"), form, status=422)

    assert "Ambil foto sesudah perbaikan dulu." in page.text
    assert "Pilih apa yang dilakukan." in page.text
    kept = page.form(address(complaint, "selesai"))
    assert (kept["found"], kept["note"]) == ("pipe", "Ganti klem")


def test_a_broken_picture_is_said_in_a_sentence(
    given: Given, browse: Browse, officer: Staff
) -> None:

    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser = browse(officer)
    form = filled(
        browser, complaint, "selesai", **FOUND, photos=(BytesIO(b"bukan foto"), "foto.jpg")
    )

    page = browser.post(address(complaint, "selesai"), form, status=422)

    assert "Foto harus JPG, PNG, WebP, atau HEIC." in page.text


def test_a_picture_can_be_dropped_again(given: Given, browse: Browse, officer: Staff) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser = browse(officer)
    form = filled(browser, complaint, "selesai", photos=picture())
    token = browser.post(address(complaint, "selesai"), form, status=422).form(
        address(complaint, "selesai")
    )["photo"]

    page = browser.post(address(complaint, "selesai"), {"photo": token, "buang": token}, status=200)

    assert page.all("input[name=photo]") == []


def test_when_the_desk_was_faster_the_officers_words_and_pictures_are_kept(
    given: Given, browse: Browse, officer: Staff
) -> None:

    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser = browse(officer)
    form = filled(browser, complaint, "selesai", **FOUND, note="Ganti klem", photos=picture())
    form["sure"] = "1"
    from_other_phone = Deed(Actor(Role.OFFICER, officer.id), clock.now(), "the-other-phone-1")
    fieldwork.resolve(complaint.id, Outcome(WorkDone.OTHER, Cause.UNKNOWN), from_other_phone)

    page = browser.post(address(complaint, "selesai"), form, status=409)

    assert "Catatan dan foto Anda tetap ditambahkan." in page.text
    assert last_event(complaint).internal_note == "Ganti klem"
    assert db.session.query(Photo).count() == 1
    assert steps_of(complaint).count("resolve") == 1
