"""Take, set off, arrive, hand back, note: each once, by its officer, from a page that is true."""

import pytest

from ptmb.domain.choices import PhotoKind
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import Photo, Staff
from tests.people import Given
from tests.web.officer.conftest import (
    Browse,
    address,
    filled,
    fresh,
    last_event,
    picture,
    steps_of,
)
from tests.web.officer.test_jobs import give

HERE = {"latitude": "-1.250000", "longitude": "116.840000"}


def test_setting_off_twice_is_one_step(given: Given, browse: Browse, officer: Staff) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer)
    browser = browse(officer)
    form = filled(browser, complaint, "berangkat", client_at="2024-02-10T06:30:00Z")

    for _ in range(2):
        assert browser.post(address(complaint, "berangkat"), form).location == address(complaint)

    assert steps_of(complaint) == ["receive", "assign", "set_off"]
    event = last_event(complaint)
    assert event.client_at is not None
    assert event.client_at.isoformat() == "2024-02-10T06:30:00+00:00"


def test_setting_off_from_the_list_works_too(given: Given, browse: Browse, officer: Staff) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer)
    browser = browse(officer)
    form = browser.get("/tugas").form(address(complaint, "berangkat"))

    browser.post(address(complaint, "berangkat"), form)

    assert fresh(complaint).status is Status.EN_ROUTE


def test_a_step_on_a_job_that_was_given_away_is_told_and_not_taken(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer)
    browser = browse(officer)
    form = filled(browser, complaint, "berangkat")
    give(complaint, given.staff(Role.OFFICER), "the-desk-decides-anew")

    page = browser.post(address(complaint, "berangkat"), form, status=409)

    assert "Dialihkan ke petugas lain" in page.text
    assert fresh(complaint).status is Status.ASSIGNED


def test_a_page_older_than_the_job_is_shown_again_with_the_new_version(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer)
    browser = browse(officer)
    form = filled(browser, complaint, "berangkat")
    give(complaint, officer, "given-to-the-same-again")

    page = browser.post(address(complaint, "berangkat"), form, status=409)
    assert "baru saja berubah" in page.text

    browser.post(address(complaint, "berangkat"), page.form(address(complaint, "berangkat")))
    assert fresh(complaint).status is Status.EN_ROUTE


def test_arriving_at_the_place_keeps_the_distance(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.EN_ROUTE, officer=officer, latitude=-1.251, longitude=116.84)
    browser = browse(officer)

    browser.post(address(complaint, "tiba"), filled(browser, complaint, "tiba", **HERE))

    facts = last_event(complaint).facts
    assert 100 < facts["distance_m"] < 120
    assert facts["far"] is False


@pytest.mark.parametrize("typed", [{}, {"latitude": "abc", "longitude": "1e999"}])
def test_arriving_without_a_position_is_arriving(
    given: Given, browse: Browse, officer: Staff, typed: dict[str, str]
) -> None:
    complaint = given.complaint(Status.EN_ROUTE, officer=officer)
    browser = browse(officer)

    browser.post(address(complaint, "tiba"), filled(browser, complaint, "tiba", **typed))

    assert fresh(complaint).status is Status.IN_PROGRESS
    assert "distance_m" not in last_event(complaint).facts


def test_far_from_the_point_the_officer_is_asked_and_not_refused(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(
        Status.EN_ROUTE, officer=officer, latitude=-1.2608, longitude=116.84
    )
    browser = browse(officer)
    form = filled(browser, complaint, "tiba", **HERE, photos=picture())

    asked = browser.post(address(complaint, "tiba"), form, status=422)
    assert "Anda 1,2 km dari titik. Tetap catat?" in asked.text
    assert fresh(complaint).status is Status.EN_ROUTE

    browser.post(address(complaint, "tiba"), asked.form(address(complaint, "tiba")))
    assert last_event(complaint).facts["far"] is True
    assert [photo.kind for photo in db.session.query(Photo)] == [PhotoKind.BEFORE]


def test_handing_back_needs_a_reason_and_keeps_what_was_typed(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer)
    browser = browse(officer)
    form = filled(browser, complaint, "kembalikan", note="Sudah dicari tiga kali")

    page = browser.post(address(complaint, "kembalikan"), form, status=422)

    assert "Pilih alasannya." in page.text
    assert page.form(address(complaint, "kembalikan"))["note"] == "Sudah dicari tiga kali"
    assert page.one("title").get_text().startswith("Kesalahan")


def test_handing_back_twice_leads_to_the_list(given: Given, browse: Browse, officer: Staff) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer)
    browser = browse(officer)
    form = filled(browser, complaint, "kembalikan", reason="no_tools")

    for _ in range(2):
        assert browser.post(address(complaint, "kembalikan"), form).location == "/tugas"

    assert fresh(complaint).status is Status.RECEIVED
    assert steps_of(complaint).count("hand_back") == 1


def test_of_two_officers_who_take_a_job_the_second_is_told(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint()
    colleague = given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",))
    forms = [(b, filled(b, complaint, "ambil")) for b in (browse(officer), browse(colleague))]

    first, second = forms
    first[0].post(address(complaint, "ambil"), first[1])
    late = second[0].post(address(complaint, "ambil"), second[1], status=409)

    assert f"Petugas lain sudah mengambil {complaint.reference}." in late.text
    assert fresh(complaint).officer_id == officer.id


def test_a_note_needs_words_or_a_picture(given: Given, browse: Browse, officer: Staff) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer)
    browser = browse(officer)
    form = filled(browser, complaint, "catat")

    refused = browser.post(address(complaint, "catat"), form, status=422)
    assert "Tulis catatan atau ambil foto." in refused.text

    browser.post(address(complaint, "catat"), {**form, "note": "Pagar terkunci"})
    assert last_event(complaint).internal_note == "Pagar terkunci"


def test_a_forgotten_picture_of_the_place_counts_as_before(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser = browse(officer)
    form = browser.get(address(complaint, "catat") + "?foto=sebelum").form(
        address(complaint, "catat")
    )

    browser.post(address(complaint, "catat"), {**form, "photos": picture()})

    assert "Sebelum ada" in browser.get(address(complaint)).text
