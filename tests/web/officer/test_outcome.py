"""Selesai in two taps, and the longer way when a job is too big for today."""

from datetime import date
from io import BytesIO

import pytest

from ptmb.actions import fieldwork
from ptmb.actions.fieldwork import Outcome
from ptmb.adapters import clock
from ptmb.domain.choices import PhotoKind, WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db
from ptmb.models import Photo, Staff
from ptmb.web.officer.major import next_working_day
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
from tests.web.officer.test_jobs import give

MAJOR = {"reason": "main_pipe", "safe": "yes", "needs": "ekskavator"}


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
        assert browser.post(address(complaint, "selesai"), sure).location == "/tugas"
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


def test_major_work_tells_the_next_working_day_by_itself(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)

    page = browse(officer).get(address(complaint, "besar"))

    # 10 February 2024 is a Saturday.
    assert page.form(address(complaint, "besar"))["next_update_on"] == "2024-02-12"
    assert "Kabar berikutnya 12 Feb 2024." in page.text


def test_the_preview_follows_the_chosen_day(given: Given, browse: Browse, officer: Staff) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)

    block = browse(officer).get(
        address(complaint, "besar") + "?next_update_on=2024-02-20", htmx=True
    )

    assert block.one("#citizen_text").get_text().count("20 Feb 2024") == 1
    assert block.all("form") == []


def test_major_work_is_stored_once(given: Given, browse: Browse, officer: Staff) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser = browse(officer)
    form = filled(browser, complaint, "besar", **MAJOR)

    for _ in range(2):
        assert browser.post(address(complaint, "besar"), form).location == "/tugas"

    stored = fresh(complaint)
    assert (stored.status, stored.next_update_on) == (Status.FOLLOW_UP, date(2024, 2, 12))
    assert steps_of(complaint).count("escalate") == 1
    assert last_event(complaint).facts["safe"] is True


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"safe": ""}, "Jawab apakah sementara aman."),
        ({"next_update_on": ""}, "Isi tanggal kabar berikutnya."),
        ({"next_update_on": "2024-02-01"}, "Isi tanggal kabar berikutnya, hari ini atau nanti."),
        ({"reason": "lain"}, "Not a valid choice."),
    ],
)
def test_what_major_work_lacks_is_said_and_the_rest_is_kept(
    given: Given, browse: Browse, officer: Staff, typed: dict[str, str], sentence: str
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser = browse(officer)
    form = filled(browser, complaint, "besar", **{**MAJOR, **typed})

    page = browser.post(address(complaint, "besar"), form, status=422)

    assert sentence in page.text
    assert page.form(address(complaint, "besar"))["needs"] == "ekskavator"


def test_a_lost_job_keeps_nothing_of_mine(given: Given, browse: Browse, officer: Staff) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser = browse(officer)
    form = filled(browser, complaint, "besar", **MAJOR)
    give(complaint, given.staff(Role.OFFICER), "the-desk-decides-anew")

    page = browser.post(address(complaint, "besar"), form, status=409)

    assert "Dialihkan ke petugas lain" in page.text
    assert "escalate" not in steps_of(complaint)


@pytest.mark.parametrize(
    ("today", "wanted"),
    [
        (date(2024, 2, 8), date(2024, 2, 9)),
        (date(2024, 2, 9), date(2024, 2, 12)),
        (date(2024, 2, 10), date(2024, 2, 12)),
        (date(2024, 2, 11), date(2024, 2, 12)),
    ],
)
def test_a_working_day_is_never_at_the_weekend(today: date, wanted: date) -> None:
    assert next_working_day(today) == wanted
