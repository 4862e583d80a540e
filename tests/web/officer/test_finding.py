"""An address that is not there: calls are kept, and the point moves to where the officer stands."""

import pytest

from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from ptmb.models import Complaint, Staff
from tests.browsing import Browser, Page
from tests.people import Given
from tests.web.officer.conftest import (
    Browse,
    address,
    filled,
    fresh,
    last_event,
    steps_of,
)

PHONE = "+6281200000001"
HERE = {"latitude": "-1.251000", "longitude": "116.840000", "accuracy": "12"}


@pytest.fixture
def job(given: Given, officer: Staff) -> Complaint:
    complaint: Complaint = given.complaint(
        Status.EN_ROUTE, officer=officer, phone=PHONE, latitude=-1.2608, longitude=116.84
    )
    return complaint


def not_answered(browser: Browser, job: Complaint, **typed: str) -> Page:
    form = filled(browser, job, "kembalikan", tidak_diangkat="1", **typed)
    return browser.post(address(job, "kembalikan"), form, status=200)


def test_not_found_is_believed_after_two_calls(
    job: Complaint, browse: Browse, officer: Staff
) -> None:
    browser = browse(officer)
    early = filled(browser, job, "kembalikan", reason="not_found")
    refused = browser.post(address(job, "kembalikan"), early, status=422)
    assert "Telepon pelapor dua kali dulu. Catat tiap percobaan." in refused.text

    assert "Tidak diangkat: 1 dari 2 kali." in not_answered(browser, job).text
    page = not_answered(browser, job, reason="not_found", note="Gang buntu")
    assert "Tidak diangkat: 2 dari 2 kali." in page.text
    form = page.form(address(job, "kembalikan"))
    assert (form["reason"], form["note"]) == ("not_found", "Gang buntu"), "what was typed stays"
    browser.post(address(job, "kembalikan"), form)

    assert steps_of(job)[-3:] == ["call", "call", "hand_back"]
    assert fresh(job).status is Status.RECEIVED


def test_one_tap_sent_twice_is_one_call(job: Complaint, browse: Browse, officer: Staff) -> None:
    browser = browse(officer)
    form = filled(browser, job, "kembalikan", tidak_diangkat="1")
    for _ in range(2):
        browser.post(address(job, "kembalikan"), form, status=200)
    assert steps_of(job).count("call") == 1


def test_a_call_is_kept_from_the_job_as_well(
    job: Complaint, browse: Browse, officer: Staff
) -> None:
    browser = browse(officer)
    form = filled(browser, job, "tidak-diangkat")
    browser.post(address(job, "tidak-diangkat"), form)
    text = browser.get(address(job)).text
    assert "Percobaan telepon dicatat." in text
    assert "Pelapor ditelepon, tidak diangkat · Petugas" in text


def test_the_reporter_does_not_read_of_calls(
    job: Complaint, browse: Browse, officer: Staff
) -> None:
    browser = browse(officer)
    browser.post(address(job, "tidak-diangkat"), filled(browser, job, "tidak-diangkat"))
    assert "ditelepon" not in browse().get(f"/t/{job.reference}").text


def test_without_a_number_there_is_nothing_to_call(
    given: Given, browse: Browse, officer: Staff
) -> None:
    silent = given.complaint(Status.EN_ROUTE, officer=officer)
    browser = browse(officer)
    assert "tidak diangkat" not in browser.get(address(silent)).text.lower()
    assert "tidak diangkat" not in browser.get(address(silent, "kembalikan")).text.lower()
    form = {"key": "k" * 32, "seen": "3"}
    page = browser.post(address(silent, "tidak-diangkat"), form, status=422)
    assert "Pelapor tidak meninggalkan nomor." in page.text


def asks(browser: Browser, job: Complaint, **where: str) -> Page:
    form = browser.get(address(job)).form(address(job, "titik"))
    return browser.post(address(job, "titik"), {**form, **(where or HERE)}, status=200)


def test_the_officer_is_told_how_far_the_point_moves_and_decides(
    job: Complaint, browse: Browse, officer: Staff
) -> None:
    browser = browse(officer)
    asked = asks(browser, job)
    assert "Pindahkan titik 1,1 km ke lokasi Anda?" in asked.text
    assert "sekitar 12 m" in asked.text
    assert fresh(job).latitude == -1.2608, "nothing moved yet"

    form = asked.form(address(job, "titik"))
    for _ in range(2):
        assert browser.post(address(job, "titik"), form).location == address(job)

    now = fresh(job)
    assert (now.latitude, now.longitude, now.accuracy_m) == (-1.251, 116.84, 12.0)
    assert now.place_source == "gps"
    assert last_event(job).facts["point_before"] == [-1.2608, 116.84]
    assert "titik digeser 1,1 km" in browser.get(address(job)).text


def test_a_move_into_another_area_is_said(job: Complaint, browse: Browse, officer: Staff) -> None:
    page = asks(browse(officer), job, latitude="-1.2300", longitude="116.9400")
    assert "Kelurahan berubah: Gunung Sari Ilir →" in page.text


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"latitude": "", "longitude": ""}, "Lokasi HP belum didapat."),
        ({"latitude": "x", "longitude": "1e999"}, "Lokasi HP belum didapat."),
        ({"latitude": "-6.2", "longitude": "106.8"}, "di luar wilayah layanan PTMB."),
    ],
)
def test_a_position_that_cannot_be_used_is_said(
    job: Complaint, browse: Browse, officer: Staff, where: dict[str, str], words: str
) -> None:
    browser = browse(officer)
    form = browser.get(address(job)).form(address(job, "titik"))
    page = browser.post(address(job, "titik"), {**form, **where, "sure": "1"}, status=422)
    assert words in page.text
    assert fresh(job).latitude == -1.2608


def test_the_button_is_there_only_for_a_phone_that_can_tell(
    job: Complaint, browse: Browse, officer: Staff
) -> None:
    assert "needs-js" in browse(officer).get(address(job)).one("#titik")["class"]


def test_a_job_of_another_has_no_point_to_move(
    given: Given, browse: Browse, officer: Staff
) -> None:
    theirs = given.complaint(Status.EN_ROUTE, officer=given.staff(Role.OFFICER))
    form = {"key": "k" * 32, "seen": "3", **HERE}
    browse(officer).post(address(theirs, "titik"), form, status=404)
