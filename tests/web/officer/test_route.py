"""Rute hari ini: an order in one tap, told in words, changed by thumb, and never in the way."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from ptmb.actions import dispatch
from ptmb.actions.dispatch import Assignee
from ptmb.adapters import clock
from ptmb.adapters.routing import NoPlan
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db
from ptmb.models import AuditEntry, Complaint, Staff
from ptmb.web.officer import day_route
from tests.browsing import Browser, Page
from tests.people import Given
from tests.web.officer.conftest import Browse, Counting

HERE = {"latitude": "-1.240000", "longitude": "116.850000"}


def job(given: Given, officer: Staff, north: float, **fields: Any) -> Complaint:
    """So many degrees north of `HERE`."""
    fields = {"latitude": -1.24 + north, "longitude": 116.85, **fields}
    made: Complaint = given.complaint(Status.ASSIGNED, officer=officer, **fields)
    return made


def unplaced(given: Given, officer: Staff) -> Complaint:
    made: Complaint = given.complaint(
        Status.ASSIGNED, officer=officer, latitude=None, longitude=None
    )
    return made


def shown(page: Page) -> list[str]:
    """The ids of the stops, as they stand on the page."""
    return [str(one["id"]).removeprefix("tugas-") for one in page.all(".off-stop")]


def ids(*jobs: Complaint) -> list[str]:
    return [str(one.id) for one in jobs]


def ordered(browser: Browser) -> Page:
    page = browser.post("/tugas/rute", HERE)
    assert page.location == "/tugas/rute"
    return browser.get("/tugas/rute")


def test_one_tap_on_the_list_orders_the_jobs_by_the_way(
    given: Given, browse: Browse, officer: Staff
) -> None:
    far, near, middle = (job(given, officer, north) for north in (0.03, 0.01, 0.02))
    browser = browse(officer)
    form = browser.get("/tugas").one("form[action='/tugas/rute']")
    assert form.get_text(strip=True) == "Urutkan rute"
    assert form.has_attr("data-position")

    page = ordered(browser)

    assert shown(page) == ids(near, middle, far)
    assert "Urutan Anda, dibuat pukul 14.32." in page.text
    top = browser.get("/tugas").one("#jobs > .off-card")
    assert top["id"] == f"tugas-{near.id}"
    assert browser.get("/tugas").one("a[href='/tugas/rute']").get_text(strip=True) == (
        "Rute hari ini"
    )


def test_kilometres_and_minutes_stand_between_the_stops_and_in_sum(
    given: Given, browse: Browse, officer: Staff
) -> None:
    for north in (0.01, 0.02):
        job(given, officer, north)

    page = ordered(browse(officer))

    legs = [one.get_text(" ", strip=True) for one in page.all(".off-leg")]
    assert legs[0] == "1,6 km · 5 mnt · tiba ± 14.36"
    assert legs[1].startswith("1,6 km · 5 mnt · tiba ± ")
    assert "2 tugas 3,1 km" in page.text


def test_a_target_that_will_be_missed_is_said(given: Given, browse: Browse, officer: Staff) -> None:
    late = job(given, officer, 0.01, at=clock.now() - timedelta(days=9))
    job(given, officer, 0.02)

    page = ordered(browse(officer))

    assert "1 tugas selesai lewat target" in page.text
    assert "Selesai lewat target" in page.one(f"#tugas-{late.id}").get_text()
    assert "Semua selesai sebelum target" not in page.text


def test_each_stop_leads_there_and_one_link_leads_through_all(
    given: Given, browse: Browse, officer: Staff
) -> None:
    for north in (0.01, 0.02, 0.03):
        job(given, officer, north)

    page = ordered(browse(officer))

    assert len(page.all(".off-stop a[href*='google.com/maps/dir/?api=1']")) == 3
    assert page.one(".pt-actions .btn-primary")["href"] == (
        "https://www.google.com/maps/dir/?api=1&destination=-1.210000%2C116.850000"
        "&waypoints=-1.230000%2C116.850000%7C-1.220000%2C116.850000"
    )


def test_the_map_takes_ten_points_and_the_page_says_so(
    given: Given, browse: Browse, officer: Staff
) -> None:
    for north in range(12):
        job(given, officer, north / 200)

    page = ordered(browse(officer))

    assert str(page.one(".pt-actions .btn-primary")["href"]).count("%2C") == 10
    assert "Peta dibuka dengan 10 titik pertama." in page.text


def test_without_a_position_the_first_job_begins_the_way(
    given: Given, browse: Browse, officer: Staff
) -> None:
    for north in (0.01, 0.02):
        job(given, officer, north)
    browser = browse(officer)

    browser.post("/tugas/rute", {"latitude": "", "longitude": "nan"})
    page = browser.get("/tugas/rute")

    assert "Lokasi Anda belum diketahui. Rute mulai dari tugas pertama." in page.text
    assert page.all(".off-leg")[0].get_text(strip=True) == "Mulai dari sini"


def test_a_job_without_a_point_is_listed_at_the_end_and_said_so(
    given: Given, browse: Browse, officer: Staff
) -> None:
    nowhere = unplaced(given, officer)
    near, far = job(given, officer, 0.01), job(given, officer, 0.02)

    page = ordered(browse(officer))

    assert shown(page) == ids(near, far, nowhere)
    assert "1 tugas tanpa titik: jaraknya tidak dihitung." in page.text
    assert "Titik belum diketahui" in page.one(f"#tugas-{nowhere.id}").get_text()


def test_only_jobs_without_a_point_are_no_fault(
    given: Given, browse: Browse, officer: Staff
) -> None:
    for _ in range(2):
        unplaced(given, officer)
    page = ordered(browse(officer))
    assert "2 tugas tanpa titik" in page.text
    assert page.one(".pt-actions .btn-primary").get_text(strip=True) == "Urutkan ulang"


def test_no_job_and_one_job_are_told_in_words(given: Given, browse: Browse, officer: Staff) -> None:
    browser = browse(officer)
    assert "Tidak ada tugas untuk rute." in browser.get("/tugas/rute").text
    assert "Tidak ada tugas untuk rute." in ordered(browser).text
    assert "Urutkan rute" not in browser.get("/tugas").text

    job(given, officer, 0.01)
    assert "Hanya satu tugas. Tidak ada yang perlu diurutkan." in browser.get("/tugas/rute").text
    assert "Urutkan rute" not in browser.get("/tugas").text


def test_before_an_order_is_made_the_page_says_that_it_is_the_usual_one(
    given: Given, browse: Browse, officer: Staff
) -> None:
    for north in (0.01, 0.02):
        job(given, officer, north)
    page = browse(officer).get("/tugas/rute")
    assert "Ini urutan biasa: target terdekat dulu." in page.text
    assert page.one(".pt-actions .btn-primary").get_text(strip=True) == "Urutkan rute"


def test_up_and_down_move_a_job_by_one_place_however_often_the_tap_arrives(
    given: Given, browse: Browse, officer: Staff
) -> None:
    one, two, three = (job(given, officer, north) for north in (0.01, 0.02, 0.03))
    browser = browse(officer)
    page = ordered(browser)
    form = f"#tugas-{three.id} form[action$='/pindah']"
    up = page.one(f"{form} button")
    assert up.svg is not None
    assert up.svg["aria-label"] == "Naikkan Air tidak mengalir"

    for _ in range(2):
        answer = browser.post(str(page.one(form)["action"]), {"ke": str(up["value"])})
        assert answer.location == f"/tugas/rute#tugas-{three.id}"
    assert shown(browser.get("/tugas/rute")) == ids(one, three, two)

    browser.post(f"/tugas/rute/{one.reference}/pindah", {"ke": "3"})
    assert shown(browser.get("/tugas/rute")) == ids(three, two, one)


@pytest.mark.parametrize("wanted", ["", "-1", "zwei", "9999", "²"])
def test_a_place_that_no_button_names_is_refused(
    given: Given, browse: Browse, officer: Staff, wanted: str
) -> None:
    one = job(given, officer, 0.01)
    browse(officer).post(f"/tugas/rute/{one.reference}/pindah", {"ke": wanted}, status=400)


def test_work_on_this_one_first_and_it_is_written_down_once(
    given: Given, browse: Browse, officer: Staff
) -> None:
    one, two, three = (job(given, officer, north) for north in (0.01, 0.02, 0.03))
    browser = browse(officer)
    page = ordered(browser)
    form = page.one(f"#tugas-{three.id} form[action$='/dulu']")

    for _ in range(2):
        browser.post(str(form["action"]))

    page = browser.get("/tugas/rute")
    assert shown(page) == ids(three, one, two)
    assert f"{three.reference} dikerjakan dulu." in page.text
    written = db.session.scalars(select(AuditEntry).where(AuditEntry.deed == "job_first")).all()
    assert [(entry.subject, entry.staff_id) for entry in written] == [(three.reference, officer.id)]


def test_the_job_at_hand_cannot_be_moved_and_the_pinned_one_comes_after_it(
    given: Given, browse: Browse, officer: Staff
) -> None:
    at_hand: Complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    one, two = job(given, officer, 0.01), job(given, officer, 0.02)
    browser = browse(officer)
    page = ordered(browser)
    first = page.one(f"#tugas-{at_hand.id}")
    assert "Anda di sini" in first.get_text()
    assert first.select("form") == []

    browser.post(f"/tugas/rute/{two.reference}/dulu")
    browser.post(f"/tugas/rute/{at_hand.reference}/pindah", {"ke": "3"})

    assert shown(browser.get("/tugas/rute")) == ids(at_hand, two, one)


def test_major_work_is_not_on_the_way_until_it_is_pulled_forward(
    given: Given, browse: Browse, officer: Staff
) -> None:
    major: Complaint = given.complaint(Status.FOLLOW_UP, officer=officer)
    near, far = job(given, officer, 0.01), job(given, officer, 0.02)
    browser = browse(officer)
    page = ordered(browser)
    assert "Tidak ikut rute (1)" in page.text
    assert shown(page) == ids(near, far, major)

    browser.post(f"/tugas/rute/{major.reference}/dulu")

    page = browser.get("/tugas/rute")
    assert shown(page) == ids(major, near, far)
    assert "Tidak ikut rute" not in page.text


def test_an_unsafe_place_is_not_on_the_way(given: Given, browse: Browse, officer: Staff) -> None:
    unsafe, near = job(given, officer, 0.01), job(given, officer, 0.02)
    unsafe.held_at = clock.now()
    db.session.commit()

    page = ordered(browse(officer))

    assert shown(page) == ids(near, unsafe)
    assert "Ditahan: area belum aman" in page.one(f"#tugas-{unsafe.id}").get_text()


def test_a_job_that_came_after_the_order_says_so(
    given: Given, browse: Browse, officer: Staff
) -> None:
    one, two = job(given, officer, 0.01), job(given, officer, 0.02)
    browser = browse(officer)
    ordered(browser)

    news = job(given, officer, 0.005)

    page = browser.get("/tugas/rute")
    assert shown(page) == ids(one, two, news)
    assert "Tugas baru, belum ikut diurutkan." in page.one(f"#tugas-{news.id}").get_text()
    assert shown(ordered(browser)) == ids(news, one, two)


def test_back_to_the_usual_order(given: Given, browse: Browse, officer: Staff) -> None:
    urgent = job(given, officer, 0.03, at=clock.now() - timedelta(hours=4))
    near = job(given, officer, 0.01)
    browser = browse(officer)
    assert shown(ordered(browser)) == ids(near, urgent)

    browser.post("/tugas/rute/biasa")

    page = browser.get("/tugas/rute")
    assert shown(page) == ids(urgent, near)
    assert "Urutan biasa dipakai lagi." in page.text


def test_what_changed_while_the_way_was_reckoned_is_said(
    given: Given, browse: Browse, officer: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, three = (job(given, officer, north) for north in (0.01, 0.02, 0.03))
    other = given.staff(Role.OFFICER)

    def slowly(*_asked: object) -> list[int]:
        deed = Deed(Actor(Role.OPERATOR), clock.now(), "the-desk-was-faster-1")
        dispatch.assign(two.id, Assignee(staff_id=other.id), deed, "uji")
        return [three.id, two.id, one.id]

    monkeypatch.setattr(day_route, "best_order", slowly)

    page = ordered(browse(officer))

    assert shown(page) == ids(three, one)
    assert "1 tugas berubah sementara rute dihitung." in page.text


def test_a_solver_that_fails_changes_nothing_and_is_said(
    given: Given, browse: Browse, officer: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = job(given, officer, 0.01), job(given, officer, 0.02)

    def broken(*_asked: object) -> list[int]:
        raise NoPlan("the child died")

    monkeypatch.setattr(day_route, "best_order", broken)

    page = ordered(browse(officer))

    assert sorted(shown(page)) == sorted(ids(one, two))
    assert "Rute belum bisa dihitung. Urutan tidak berubah. Coba lagi." in page.text
    assert "Ini urutan biasa" in page.text


def test_a_job_of_somebody_else_cannot_be_moved(
    given: Given, browse: Browse, officer: Staff
) -> None:
    theirs = job(given, given.staff(Role.OFFICER), 0.01)
    lost = job(given, officer, 0.01)
    deed = Deed(Actor(Role.OPERATOR), clock.now(), "the-desk-decides-anew")
    dispatch.assign(lost.id, Assignee(staff_id=given.staff(Role.OFFICER).id), deed, "uji")
    browser = browse(officer)

    for step in ("pindah", "dulu"):
        path = f"/tugas/rute/{{}}/{step}"
        browser.post(path.format(theirs.reference), {"ke": "1"}, status=404)
        page = browser.post(path.format(lost.reference), {"ke": "1"}, status=409)
        assert "Dialihkan ke petugas lain" in page.text


def test_a_job_that_i_finished_meanwhile_is_said_to_be_done(
    given: Given, browse: Browse, officer: Staff
) -> None:
    done: Complaint = given.complaint(Status.RESOLVED, officer=officer)
    browser = browse(officer)
    browser.post(f"/tugas/rute/{done.reference}/dulu")
    assert "Tugas ini sudah selesai." in browser.get("/tugas/rute").text


def test_the_route_needs_as_few_statements_for_nine_jobs_as_for_two(
    given: Given, browse: Browse, officer: Staff, counting: Counting
) -> None:
    browser = browse(officer)
    counts = []
    for wanted in (2, 9):
        while len(shown(browser.get("/tugas/rute"))) < wanted:
            job(given, officer, 0.01)
        ordered(browser)
        with counting() as statements:
            browser.get("/tugas/rute")
        counts.append(statements.count)
    assert counts[0] == counts[1] <= 3, statements.texts


def test_the_list_in_an_own_order_needs_no_more_statements(
    given: Given, browse: Browse, officer: Staff, counting: Counting
) -> None:
    for north in (0.01, 0.02, 0.03):
        job(given, officer, north)
    browser = browse(officer)
    browser.get("/tugas")
    with counting() as before:
        browser.get("/tugas")
    ordered(browser)
    with counting() as after:
        browser.get("/tugas")
    assert after.count == before.count <= 5, after.texts


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.MAYOR, Role.ADMIN])
def test_other_roles_have_no_route(given: Given, browse: Browse, role: Role) -> None:
    browser = browse(given.staff(role))
    browser.get("/tugas/rute", status=403)
    browser.post("/tugas/rute", status=403)
