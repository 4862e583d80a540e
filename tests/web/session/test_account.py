"""One's own password and sessions."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from ptmb.actions import log_ins
from ptmb.actions._sessions import Origin
from ptmb.adapters import clock
from ptmb.domain.roles import STAFF_ROLES, Role
from ptmb.extensions import db
from ptmb.models import Staff, StaffSession
from ptmb.queries.staff_session import logged_in
from tests.browsing import Browser
from tests.people import Given

Browse = Callable[..., Browser]
PASSWORD = "kereta api senja merah"
NEW = "hujan turun di pelabuhan"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


def change(browser: Browser, present: str = PASSWORD, new: str = NEW, status: int = 303) -> str:
    fields = browser.get("/akun/sandi").form("/akun/sandi")
    data = {**fields, "present": present, "password": new, "again": new}
    return browser.post("/akun/sandi", data, status=status).text


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_everybody_who_works_here_has_the_page_in_their_own_frame(
    given: Given, browse: Browse, role: Role
) -> None:
    page = browse(given.staff(role)).get("/akun/sandi")
    assert page.one("h1").get_text(strip=True) == "Kata sandi dan sesi"
    assert "Sesi ini" in page.text


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(
    browse: Browse, officer: Staff
) -> None:
    browser = browse(officer)
    other = log_ins.open_session(officer.id, Origin(), at=clock.now())
    change(browser)
    assert logged_in(other, clock.now()) is None
    assert "Kata sandi diganti" in browser.get("/akun/sandi").text
    assert browse().post("/masuk", {"username": "petugas", "password": NEW}).location == "/tugas"
    browse().post("/masuk", {"username": "petugas", "password": PASSWORD}, status=422)


def test_the_present_password_is_asked_for_and_guessing_it_is_stopped(
    browse: Browse, officer: Staff
) -> None:
    browser = browse(officer)
    for _ in range(5):
        assert "Kata sandi sekarang salah." in change(browser, present="salah", status=422)
    assert "Terlalu banyak percobaan." in change(browser, status=429)


def test_a_weak_password_is_refused_before_the_old_one_is_looked_at(
    browse: Browse, officer: Staff
) -> None:
    assert "15 tanda" in change(browse(officer), present="salah", new="pendek", status=422)


def test_one_sees_where_one_is_logged_in_and_ends_one_of_them(
    browse: Browse, officer: Staff
) -> None:
    browser = browse(officer)
    token = log_ins.open_session(officer.id, Origin("203.0.113.9", PHONE), at=clock.now())
    other = logged_in(token, clock.now())
    assert other is not None
    page = browser.get("/akun/sandi")
    assert "Chrome di Android" in page.text
    assert "203.0.113.9" in page.text
    browser.post(f"/akun/sesi/{other.session_id}/akhiri")
    assert logged_in(token, clock.now()) is None
    browser.post(f"/akun/sesi/{other.session_id}/akhiri", status=404)


def test_nobody_ends_the_session_of_another(browse: Browse, officer: Staff, given: Given) -> None:
    token = log_ins.open_session(officer.id, Origin(), at=clock.now())
    theirs = logged_in(token, clock.now())
    assert theirs is not None
    browse(given.staff(Role.ADMIN)).post(f"/akun/sesi/{theirs.session_id}/akhiri", status=404)
    assert logged_in(token, clock.now()) is not None


def test_leaving_everywhere_ends_this_session_too(browse: Browse, officer: Staff) -> None:
    browser = browse(officer)
    log_ins.open_session(officer.id, Origin(), at=clock.now())
    assert browser.post("/akun/keluar-semua").location == "/masuk"
    assert db.session.scalar(select(func.count()).select_from(StaffSession)) == 0
    assert "keluar dari semua perangkat" in browser.get("/masuk").text
