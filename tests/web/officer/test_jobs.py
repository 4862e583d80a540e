"""Tugas saya: the next job, the others, and a screen that never jumps under a thumb."""

from datetime import timedelta

import pytest

from ptmb.actions import dispatch
from ptmb.actions.dispatch import Assignee
from ptmb.adapters import clock
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Actor, Role
from ptmb.models import Complaint, Staff
from tests.people import Given
from tests.web.officer.conftest import Browse, Counting, address


def give(complaint: Complaint, to: Staff, key: str) -> None:
    desk = Deed(Actor(Role.OPERATOR), clock.now(), key)
    dispatch.assign(complaint.id, Assignee(staff_id=to.id), desk, "uji")


def test_the_next_job_has_one_filled_button(given: Given, browse: Browse, officer: Staff) -> None:
    given.complaint(Status.ASSIGNED, officer=officer)
    given.complaint(Status.ASSIGNED, officer=officer)

    page = browse(officer).get("/tugas")

    assert page.one(".btn-primary").get_text(strip=True) == "Berangkat"
    assert "Setelah itu (1)" in page.text
    assert page.one("title").get_text().startswith("(2) Tugas saya")


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (Status.ASSIGNED, "Berangkat"),
        (Status.EN_ROUTE, "Saya tiba"),
        (Status.IN_PROGRESS, "Selesai"),
        (Status.FOLLOW_UP, "Saya tiba"),
    ],
)
def test_the_filled_button_is_the_next_step(
    given: Given, browse: Browse, officer: Staff, status: Status, word: str
) -> None:
    complaint = given.complaint(status, officer=officer)

    for path in ("/tugas", address(complaint)):
        filled = browse(officer).get(path).one(":not(dialog *).btn-primary")
        assert filled.get_text(strip=True) == word


def test_navigation_leads_to_the_point(given: Given, browse: Browse, officer: Staff) -> None:
    given.complaint(Status.ASSIGNED, officer=officer, latitude=-1.25, longitude=116.84)

    links = [str(link["href"]) for link in browse(officer).get("/tugas").all("a[href]")]

    assert "https://www.google.com/maps/dir/?api=1&destination=-1.250000%2C116.840000" in links, (
        links
    )


def test_the_list_holds_no_number_and_one_tap_calls(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer, phone="+6281234567890")
    browser = browse(officer)

    assert "1234567890" not in browser.get("/tugas").html
    called = browser.get(address(complaint, "telepon"), htmx=True)

    assert called.response.headers["HX-Redirect"] == "tel:+6281234567890"


def test_an_unchanged_poll_is_an_empty_304_after_one_statement(
    given: Given, browse: Browse, officer: Staff, counting: Counting
) -> None:
    given.complaint(Status.ASSIGNED, officer=officer)
    browser = browse(officer)
    tag = browser.get("/tugas").response.headers["HX-PTag"]

    with counting() as statements:
        again = browser.get("/tugas", status=304, htmx=True, headers={"HX-PTag": tag})

    assert again.html == ""
    assert statements.count == 2, statements.texts  # who is logged in, and whether anything changed


def test_the_list_needs_at_most_five_statements(
    given: Given, browse: Browse, officer: Staff, counting: Counting
) -> None:
    for _ in range(6):
        given.complaint(Status.ASSIGNED, officer=officer)
    browser = browse(officer)
    browser.get("/tugas")  # the catalogue is in memory from the first page on

    with counting() as statements:
        browser.get("/tugas")

    assert statements.count <= 5, statements.texts


def test_a_more_urgent_job_does_not_take_the_place_of_the_one_being_read(
    given: Given, browse: Browse, officer: Staff
) -> None:
    reading = given.complaint(Status.ASSIGNED, officer=officer)
    browser = browse(officer)
    poll = str(browser.get("/tugas").one("#jobs")["hx-get"])
    urgent = given.complaint(Status.ASSIGNED, officer=officer, at=clock.now() - timedelta(days=9))

    page = browser.get(poll, htmx=True)

    assert reading.reference in page.one("#jobs > .off-card").get_text()
    assert "Urutan berubah, lihat" in page.text
    assert urgent.reference in browser.get("/tugas").one("#jobs > .off-card").get_text()


def test_a_job_given_to_somebody_else_stays_greyed_until_it_is_understood(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer)
    browser = browse(officer)
    poll = str(browser.get("/tugas").one("#jobs")["hx-get"])
    give(complaint, given.staff(Role.OFFICER), "the-desk-decides-anew")

    page = browser.get(poll, htmx=True)
    assert "Dialihkan ke petugas lain" in page.one("#jobs > .off-gone").get_text()

    form = page.one(".off-gone form")
    browser.post(str(form["action"]))
    assert "Dialihkan" not in browser.get("/tugas").text


def test_a_phone_that_saves_data_asks_once_a_minute(
    given: Given, browse: Browse, officer: Staff
) -> None:
    browser = browse(officer)

    def seconds(**headers: str) -> int:
        trigger = str(browser.get("/tugas", headers=headers).one("#jobs")["hx-trigger"])
        return int(trigger.removeprefix("every ").removesuffix("ms")) // 1000

    assert 20 <= seconds() < 22
    assert 60 <= seconds(**{"Save-Data": "on"}) < 66


def test_nothing_to_do_says_so_and_offers_the_jobs_of_my_areas(
    given: Given, browse: Browse, officer: Staff
) -> None:
    browser = browse(officer)
    assert "Tidak ada tugas. Tugas baru muncul di sini." in browser.get("/tugas").text

    given.complaint()

    assert "Ambil dari wilayah saya (1)" in browser.get("/tugas").text


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.MAYOR, Role.ADMIN])
def test_other_roles_have_no_such_list(given: Given, browse: Browse, role: Role) -> None:
    browse(given.staff(role)).get("/tugas", status=403)


def test_without_a_log_in_the_list_leads_to_it(browse: Browse) -> None:
    assert browse().get("/tugas", status=303).location.startswith("/masuk")
