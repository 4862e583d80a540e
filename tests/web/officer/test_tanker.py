"""A tanker driver's day on the phone."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from ptmb.actions import tanker_runs
from ptmb.adapters import clock
from ptmb.domain.choices import PhotoKind
from ptmb.domain.roles import Role
from ptmb.domain.tankers import FailReason, RequestStatus, RunStatus, Vulnerable
from ptmb.extensions import db
from ptmb.models import AuditEntry, Complaint, Photo, Staff, TankerRequest, TankerRun, TankerStop
from tests.browsing import Browser
from tests.people import Given
from tests.tanker_fleet import (
    DESK,
    asked,
    dry,
    fresh,
    run_now,
    run_of,
    sold,
    stops_of,
    truck,
    version_of,
)
from tests.web.officer.conftest import Browse, Counting, picture

PAGE = "/tugas/tangki"
PHONE = "+6281211112222"


@pytest.fixture(autouse=True)
def on_sale(app: Flask) -> None:
    sold()


@pytest.fixture
def driver(given: Given) -> Staff:
    crew = given.crew("Tim Tangki")
    person: Staff = given.staff(Role.OFFICER, crew_id=crew.id)
    return person


@pytest.fixture
def run(given: Given, driver: Staff) -> TankerRun:
    """Two houses, the first with a telephone number that the tests know."""
    first = asked(given, dry(given, landmark="warung biru"), phone=PHONE,
                  vulnerable=(Vulnerable.INFANT,))  # fmt: skip
    return run_of(truck(crew_id=driver.crew_id), first, asked(given))


def path_of(stop: TankerStop, page: str = "") -> str:
    return f"{PAGE}/{stop.id}{'/' + page if page else ''}"


def sent(browser: Browser, stop: TankerStop, page: str, status: int = 303, **typed: Any) -> Any:
    path = path_of(stop, page)
    shown = browser.get(PAGE if page == "berangkat" else path)
    return browser.post(path, {**shown.form(path), **typed}, status=status)


def test_the_next_house_stands_on_top(browse: Browse, driver: Staff, run: TankerRun) -> None:
    page = browse(driver).get(PAGE)
    card = page.one(".off-card").get_text(" ", strip=True)
    for words in ("1.000 liter, Gunung Sari Ilir", "warung biru", "Bayi", "Navigasi", "Berangkat"):
        assert words in card
    assert "google.com/maps/dir" in str(page.one(".off-card a[href*=google]")["href"])
    assert len(page.all("ol > li")) == 2
    assert PHONE[-6:] not in page.html


def test_the_list_of_jobs_leads_there(browse: Browse, driver: Staff, run: TankerRun) -> None:
    page = browse(driver).get("/tugas")
    assert "Rute tangki: 2 pengantaran" in page.text
    assert page.one(f"a[href='{PAGE}']")


def test_from_setting_off_to_delivered(browse: Browse, driver: Staff, run: TankerRun) -> None:
    browser, stops = browse(driver), stops_of(run)
    sent(browser, stops[0], "berangkat")
    assert "Sudah diantar" in browser.get(PAGE).one(".off-card").get_text()
    answer = sent(browser, stops[0], "antar", litres="900", signature="M1 2L40 60", note="titip")
    assert answer.location == PAGE
    stop = stops_of(run)[0]
    assert (stop.delivered_litres, stop.signature, stop.note) == (900, "M1 2L40 60", "titip")
    page = browser.get(PAGE)
    assert "Pengantaran dicatat." in page.text
    assert "sudah diantar" in page.all("ol > li")[0].get_text()
    sent(browser, stops[1], "berangkat")
    sent(browser, stops[1], "antar")
    assert run_now(run.id).status is RunStatus.FINISHED
    assert "Tidak ada rute tangki" in browser.get(PAGE).text


def test_a_form_that_comes_twice_is_one_delivery(
    browse: Browse, driver: Staff, run: TankerRun
) -> None:
    browser, stop = browse(driver), stops_of(run)[0]
    path = path_of(stop, "antar")
    data = browser.get(path).form(path)
    for _ in range(2):
        browser.post(path, data)
    assert stops_of(run)[0].delivered_litres == 1000


def test_a_photo_lies_in_the_complaints_file(browse: Browse, driver: Staff, run: TankerRun) -> None:
    browser, stop = browse(driver), stops_of(run)[0]
    sent(browser, stop, "antar", photos=picture())
    (photo,) = db.session.scalars(select(Photo))
    request = db.session.get_one(TankerStop, stop.id).request_id
    assert photo.kind is PhotoKind.EXTRA
    assert photo.complaint_id == run_complaint(request)


def run_complaint(request_id: int) -> int:
    return db.session.get_one(TankerRequest, request_id).complaint_id


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"litres": ""}, "Isi liter yang diantar."),
        ({"litres": "0"}, "Isi liter yang diantar, paling banyak isi tangki."),
        ({"litres": "9000"}, "Isi liter yang diantar, paling banyak isi tangki."),
        ({"signature": "javascript"}, "Tanda tangan tidak terbaca. Kosongkan atau ulangi."),
    ],
)
def test_a_slip_is_told_and_nothing_typed_is_lost(
    browse: Browse, driver: Staff, run: TankerRun, typed: dict[str, str], words: str
) -> None:
    browser, stop = browse(driver), stops_of(run)[0]
    page = sent(browser, stop, "antar", 422, **{"note": "pagar hijau", **typed})
    assert words in page.text
    assert "pagar hijau" in page.one("#note").get_text()
    assert stops_of(run)[0].finished_at is None


def test_in_vain_needs_a_reason_and_puts_the_house_back(
    browse: Browse, driver: Staff, run: TankerRun
) -> None:
    browser, stop = browse(driver), stops_of(run)[0]
    sent(browser, stop, "berangkat")
    assert "Pilih alasannya." in sent(browser, stop, "gagal", 422).text
    sent(browser, stop, "gagal", reason="nobody", note="pagar terkunci")
    stored = stops_of(run)[0]
    assert (stored.fail_reason, stored.note) == (FailReason.NOBODY, "pagar terkunci")
    page = browser.get(PAGE)
    assert "Tidak ada orang" in page.all("ol > li")[0].get_text()


def test_a_look_at_the_number_is_written_down(
    browse: Browse, driver: Staff, run: TankerRun
) -> None:
    browser, stop = browse(driver), stops_of(run)[0]
    page = browser.get(path_of(stop, "telepon"))
    assert "0812-1111-2222" in page.text
    looks = db.session.scalars(select(AuditEntry).where(AuditEntry.deed == "phone_viewed")).all()
    assert [(look.staff_id, look.subject) for look in looks] == [
        (driver.id, db.session.get_one(Complaint, run_complaint(stop.request_id)).reference)
    ]
    sent(browser, stop, "antar")
    browser.get(path_of(stop, "telepon"), status=404)


def test_a_truck_that_cannot_go_on(
    given: Given, browse: Browse, driver: Staff, run: TankerRun
) -> None:
    browser = browse(driver)
    path = f"{PAGE}/rute/{run.id}/hentikan"
    data = browser.get(PAGE).form(path)
    for _ in range(2):
        browser.post(path, data)
    assert "Rute dihentikan." in browser.get(PAGE).text
    assert db.session.get_one(TankerRun, run.id, populate_existing=True).status == "cancelled"


def test_what_the_desk_took_out_is_told(browse: Browse, driver: Staff, run: TankerRun) -> None:
    browser, stop = browse(driver), stops_of(run)[0]
    path = path_of(stop, "berangkat")
    data = browser.get(PAGE).form(path)
    tanker_runs.remove(stop.id, DESK, clock.now(), version_of(run.id))
    browser.post(path, data, status=404)
    browser.get(PAGE)


def test_another_crews_run_does_not_exist(given: Given, browse: Browse, run: TankerRun) -> None:
    stop = stops_of(run)[0]
    for person in (
        given.staff(Role.OFFICER),
        given.staff(Role.OFFICER, crew_id=given.crew("B").id),
    ):
        browser = browse(person)
        assert "Tidak ada rute tangki" in browser.get(PAGE).text
        for page in ("telepon", "antar", "gagal"):
            browser.get(path_of(stop, page), status=404)
        for page in ("berangkat", "antar", "gagal"):
            browser.post(path_of(stop, page), {"key": "a" * 32}, status=404)
        browser.post(f"{PAGE}/rute/{run.id}/hentikan", {"key": "a" * 32}, status=409)
    assert fresh_status(stop) is RequestStatus.PLANNED


def fresh_status(stop: TankerStop) -> RequestStatus:
    return fresh(db.session.get_one(TankerRequest, stop.request_id)).status


def test_a_number_that_no_row_can_have_is_not_there(browse: Browse, driver: Staff) -> None:
    browse(driver).get(f"{PAGE}/{2**70}/antar", status=404)


def test_a_poll_is_answered_without_the_page_until_something_changes(
    browse: Browse, driver: Staff, run: TankerRun, counting: Counting
) -> None:
    browser = browse(driver)
    tag = browser.get(PAGE, htmx=True).response.headers["HX-PTag"]
    with counting() as statements:
        browser.get(PAGE, htmx=True, status=304, headers={"HX-PTag": tag})
    assert statements.count <= 2, statements.texts
    tanker_runs.move(stops_of(run)[0].id, False, clock.now(), version_of(run.id))
    page = browser.get(PAGE, htmx=True, headers={"HX-PTag": tag})
    assert page.one("#rute")


def test_the_page_costs_few_questions(
    browse: Browse, driver: Staff, run: TankerRun, counting: Counting
) -> None:
    browser = browse(driver)
    browser.get(PAGE)
    with counting() as statements:
        browser.get(PAGE)
    assert statements.count <= 5, statements.texts
