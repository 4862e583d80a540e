"""Logging in and out."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import AuditEntry, LoginAttempt, Staff, StaffSession
from tests.browsing import Browser, Page
from tests.people import Given

Browse = Callable[..., Browser]
PASSWORD = "kereta api senja merah"
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.5"}


def log_in(
    browser: Browser, username: str = "petugas", password: str = PASSWORD, **rest: object
) -> Page:
    data = {"username": username, "password": password, "lanjut": rest.pop("lanjut", "")}
    return browser.post("/masuk", data, **rest)  # type: ignore[arg-type]  # what post takes


def open_sessions() -> int:
    return db.session.scalar(select(func.count()).select_from(StaffSession)) or 0


@pytest.mark.parametrize(
    ("role", "first_page"),
    [
        (Role.OFFICER, "/tugas"),
        (Role.OPERATOR, "/meja"),
        (Role.SUPERVISOR, "/meja"),
        (Role.MAYOR, "/walikota"),
        (Role.MANAGER, "/walikota"),
        (Role.ADMIN, "/admin/pengguna"),
    ],
)
def test_each_role_starts_where_its_work_is(
    given: Given, browse: Browse, password_hash: str, role: Role, first_page: str
) -> None:
    given.staff(role, username="orang", password_hash=password_hash)
    browser = browse()
    assert log_in(browser, "orang").location == first_page
    assert browser.get("/masuk", status=303).location == first_page


@pytest.mark.usefixtures("officer")
def test_the_form_as_the_page_gives_it_logs_in_and_the_name_may_be_in_capitals(
    browse: Browse,
) -> None:
    browser = browse()
    fields = browser.get("/masuk?lanjut=/akun/sandi").form("/masuk")
    answer = browser.post("/masuk", {**fields, "username": " Petugas ", "password": PASSWORD})
    assert answer.location == "/akun/sandi"
    assert "Akun petugas" in browser.get("/akun/sandi").text


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(("username", "password"), [("petugas", "salah"), ("hantu", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_read_the_same(
    browse: Browse, username: str, password: str
) -> None:
    page = log_in(browse(), username, password, status=422)
    assert "Nama pengguna atau kata sandi salah." in page.text
    assert page.one("#username")["value"] == username, "what was typed stays"
    assert not page.one("#password").get("value"), "but the password does not"
    assert page.one("title").text.startswith("Kesalahan")
    assert open_sessions() == 0


def test_an_empty_form_says_what_is_missing_and_counts_no_attempt(browse: Browse) -> None:
    page = log_in(browse(), "", "", status=422)
    assert "Isi nama pengguna Anda." in page.text
    assert "Isi kata sandi Anda." in page.text
    assert db.session.scalar(select(func.count()).select_from(LoginAttempt)) == 0


@pytest.mark.parametrize(
    "lanjut",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/%0d%0aX: y\r\nX: y",
        "javascript:alert(1)",
        "http:tugas",
        "/meja",
        "/tidak-ada",
        "/masuk",
        "/keluar",
        "/sandi/abc",
        "/" + "a" * 5000,
    ],
)
@pytest.mark.usefixtures("officer")
def test_an_address_that_is_not_for_this_person_is_not_followed(
    browse: Browse, lanjut: str
) -> None:
    assert log_in(browse(), lanjut=lanjut).location == "/tugas"


@pytest.mark.usefixtures("officer")
def test_the_page_that_was_asked_for_comes_after_the_log_in(browse: Browse) -> None:
    browser = browse()
    there = browser.get("/akun/sandi", status=303).location
    assert there == "/masuk?lanjut=/akun/sandi"
    fields = browser.get(there).form("/masuk")
    answer = browser.post("/masuk", {**fields, "username": "petugas", "password": PASSWORD})
    assert answer.location == "/akun/sandi"


@pytest.mark.usefixtures("officer")
def test_too_many_failures_ask_to_wait_and_say_how_long(browse: Browse) -> None:
    for _ in range(5):
        log_in(browse(), password="salah", status=422)
    page = log_in(browse(), status=429)
    assert page.response.headers["Retry-After"] == "900"
    assert "Coba lagi 15 mnt lagi." in page.text
    assert page.one("#username")["value"] == "petugas"
    assert log_in(browse(), environ_overrides=ELSEWHERE).location == "/tugas"
    deeds = list(db.session.scalars(select(AuditEntry.deed).order_by(AuditEntry.id)))
    assert deeds == ["log_in_burst", "log_in"]


@pytest.mark.usefixtures("officer")
def test_a_made_up_forwarding_header_is_no_new_address(browse: Browse) -> None:
    for number in range(5):
        headers = {"X-Forwarded-For": f"203.0.113.{number}"}
        log_in(browse(), password="salah", status=422, headers=headers)
    log_in(browse(), status=429, headers={"X-Forwarded-For": "203.0.113.77"})


def test_a_disabled_account_reads_like_a_wrong_password(
    given: Given, browse: Browse, password_hash: str
) -> None:
    given.staff(Role.OFFICER, username="lama", password_hash=password_hash, active=False)
    page = log_in(browse(), "lama", status=422)
    assert "Nama pengguna atau kata sandi salah." in page.text


@pytest.mark.usefixtures("officer")
def test_nothing_from_before_the_log_in_survives_it(app: Flask, browse: Browse) -> None:
    browser = browse()
    browser.get("/masuk")
    with browser.client.session_transaction() as session:
        before = session["csrf_token"]
        session["planted"] = "by somebody else"
    log_in(browser)
    with browser.client.session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf_token") != before
    cookie = browser.client.get_cookie(str(app.config["SESSION_COOKIE_NAME"]))
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"


@pytest.mark.usefixtures("officer")
def test_logging_out_ends_the_session_on_the_server_too(app: Flask, browse: Browse) -> None:
    browser, thief = browse(), browse()
    log_in(browser)
    name = str(app.config["SESSION_COOKIE_NAME"])
    stolen = browser.client.get_cookie(name)
    assert stolen is not None
    assert browser.post("/keluar").location == "/masuk"
    assert open_sessions() == 0
    thief.client.set_cookie(name, stolen.value)
    assert thief.get("/akun/sandi", status=303).location.startswith("/masuk")
    browser.post("/keluar")


def test_logging_out_cannot_be_caused_by_a_link(browse: Browse, officer: Staff) -> None:
    browser = browse(officer)
    browser.get("/keluar", status=405)
    assert open_sessions() == 1


@pytest.mark.usefixtures("officer")
def test_a_right_password_without_the_forms_proof_is_refused(browse: Browse) -> None:
    browser = browse()
    answer = browser._ask("POST", "/masuk", data={"username": "petugas", "password": PASSWORD})
    assert answer.status_code == 400
    assert open_sessions() == 0


def test_strangers_looking_around_write_nothing(browse: Browse) -> None:
    browser = browse()
    browser.get("/masuk")
    browser.get("/bahasa/en?lanjut=/masuk", status=303)
    assert open_sessions() == 0
