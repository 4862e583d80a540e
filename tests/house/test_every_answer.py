"""What every answer of every address owes, and what no answer may believe or tell."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from ptmb import create_app
from ptmb.config import Settings
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import LoginAttempt
from tests.browsing import Browser
from tests.house.test_access import access_of, addresses
from tests.people import Given

Browse = Callable[..., Browser]
OWED = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "geolocation=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FORBIDDEN = ("Access-Control-Allow-Origin", "Server", "X-Powered-By")
FOR_OTHER_SITES = {
    "/status/sisip": {"X-Frame-Options", "Cross-Origin-Resource-Policy"},
    "/status/og.png": {"Cross-Origin-Resource-Policy"},
    "/status.json": {"Cross-Origin-Resource-Policy", "Access-Control-Allow-Origin"},
    "/statistik.json": {"Cross-Origin-Resource-Policy", "Access-Control-Allow-Origin"},
    "/statistik/kamus.json": {"Cross-Origin-Resource-Policy", "Access-Control-Allow-Origin"},
    "/statistik/kepadatan.geojson": {
        "Cross-Origin-Resource-Policy",
        "Access-Control-Allow-Origin",
    },
}
"""What the press may frame, show and read: the same for everybody, with nothing to press."""
PHONE = "+6281234567890"


def _ask(browser: Browser, method: str, address: str, **headers: str) -> tuple[int, dict[str, str]]:
    if method != "GET":
        headers["X-CSRFToken"] = browser.token()
    answer = browser._ask(method, address, headers=headers)
    answer.close()
    return answer.status_code, dict(answer.headers)


def _lacks(headers: dict[str, str]) -> list[str]:
    lacking = [name for name, text in OWED.items() if text not in headers.get(name, "")]
    referrer = headers.get("Referrer-Policy", "")
    lacking += [] if referrer in ("same-origin", "no-referrer") else ["Referrer-Policy"]
    return lacking + [name for name in FORBIDDEN if name in headers]


@pytest.mark.parametrize("role", [None, Role.OPERATOR, Role.OFFICER, Role.MAYOR, Role.ADMIN])
def test_every_address_answers_with_every_header(
    app: Flask, browse: Browse, given: Given, role: Role | None
) -> None:
    person, wrong = given.staff(role) if role else None, []
    for rule, method, address in addresses(app):
        status, headers = _ask(browse(person), method, address, Origin="https://evil.example")
        meant = FOR_OTHER_SITES.get(address, set())
        lacking = [one for one in _lacks(headers) if one not in meant]
        kept = headers.get("Cache-Control", "")
        if access_of(app, rule) and status == 200 and "private" not in kept:
            lacking += [] if kept == "no-store" else [f"Cache-Control: {kept}"]
        wrong += [f"{method} {address} {status}: {lacking}"] if lacking else []
    assert wrong == []


def test_what_lies_under_static_is_kept_for_good_and_read_as_what_it_is(browse: Browse) -> None:
    browser = browse()
    page = browser.get("/lapor/lokasi?k=LEAK")
    found = {str(one.get("src") or one.get("href")) for one in page.all("script, link[href]")}
    files = {one.split("#")[0] for one in found if one.startswith("/static/")}
    assert len(files) > 5
    for file in files:
        headers = _ask(browser, "GET", file)[1]
        assert "immutable" in headers["Cache-Control"], file
        assert headers["X-Content-Type-Options"] == "nosniff", file
        assert "Access-Control-Allow-Origin" not in headers, file
        assert "Set-Cookie" not in headers, file


@pytest.mark.parametrize(
    "path", ["../../config.py", "..%2f..%2fconfig.py", "%2e%2e/%2e%2e/config.py", "//etc/passwd"]
)
@pytest.mark.parametrize("folder", ["/static/", "/foto/", "/lapor/foto/", "/meja/PTM-A/foto/"])
def test_no_address_leads_out_of_its_folder(
    browse: Browse, given: Given, folder: str, path: str
) -> None:
    browser = browse(given.staff(Role.OPERATOR))
    assert _ask(browser, "GET", folder + path)[0] in (308, 404)


class TestTheNameOfTheHost:
    @pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host"])
    def test_no_page_believes_it(self, browse: Browse, given: Given, header: str) -> None:
        complaint, evil = given.complaint(), {header: "evil.example"}
        paths = ("/", "/masuk", f"/t/{complaint.reference}", "/manifest.webmanifest",
                 "/.well-known/security.txt", "/robots.txt", "/meja", "/tugas")  # fmt: skip
        for path in paths:
            answer = browse()._ask("GET", path, headers=evil)
            assert "evil.example" not in answer.get_data(as_text=True), path
            assert "evil.example" not in answer.headers.get("Location", ""), path
        staff = browse(given.staff(Role.OPERATOR))
        answer = staff._ask("GET", f"/meja/{complaint.reference}", headers=evil)
        assert "evil.example" not in answer.get_data(as_text=True)


@pytest.mark.usefixtures("app")
class TestUnderHttps:
    @pytest.fixture
    def secure(self, settings: Settings) -> Iterator[Flask]:
        """The city under https, with nobody having said how many proxies stand before it."""
        other = create_app(replace(settings, public_url="https://air.example"))
        yield other
        with other.app_context():
            db.session.remove()
            db.engine.dispose()

    def test_every_cookie_is_for_https_alone(self, secure: Flask, given: Given) -> None:
        officer = Browser(secure, given.staff(Role.OFFICER))
        answers = [
            officer._ask("GET", "/bahasa/en"),
            officer._ask("GET", f"/?wilayah={given.area().id}"),
            officer._ask("POST", "/tugas/saya/tampilan", data={"tema": "dark"},
                         headers={"X-CSRFToken": officer.token()}),
            officer._ask("POST", "/tugas/mengerti/1", headers={"X-CSRFToken": officer.token()}),
        ]  # fmt: skip
        for answer in answers:
            cookies = answer.headers.getlist("Set-Cookie")
            assert cookies, answer.request.path
            for cookie in cookies:
                assert "Secure" in cookie, cookie
                assert "SameSite=Lax" in cookie, cookie

    def test_an_unasked_proxy_cannot_say_where_somebody_comes_from(self, secure: Flask) -> None:
        browser = Browser(secure, None)
        headers = {"X-Forwarded-For": "203.0.113.7", "X-CSRFToken": browser.token()}
        browser._ask("POST", "/masuk", data={"username": "a", "password": "b"}, headers=headers)
        assert list(db.session.scalars(select(LoginAttempt.address))) == ["127.0.0.1"]


class TestTheTelephoneNumber:
    def test_who_has_only_the_code_learns_nothing_personal(
        self, app: Flask, browse: Browse, given: Given
    ) -> None:
        complaint = given.complaint(
            phone=PHONE, reporter_name="Orang Rahasia", landmark="warung rahasia",
            description="cerita rahasia",
        )  # fmt: skip
        secret = ("rahasia", "81234567890", "34567890", "Rahasia",
                  f"{complaint.latitude:.4f}", f"{complaint.longitude:.4f}")  # fmt: skip
        for rule, method, _ in addresses(app):
            if method != "GET" or "reference" not in rule.arguments:
                continue
            address = re.sub(r"<reference>", complaint.reference, rule.rule)
            address = re.sub(r"<[^>]*photo_id>", "1", address).replace("<token>", "x" * 32)
            for browser in (browse(), browse(given.staff(Role.OFFICER))):
                text = browser._ask("GET", address).get_data(as_text=True)
                assert [word for word in secret if word in text] == [], address

    def test_the_officers_page_opens_without_the_number_when_no_look_can_be_written(
        self, browse: Browse, given: Given
    ) -> None:
        if db.engine.dialect.name != "sqlite":
            pytest.skip("only SQLite has one lock for all")
        officer = given.staff(Role.OFFICER)
        complaint = given.complaint(Status.EN_ROUTE, officer=officer, phone=PHONE)
        browser, path = browse(officer), f"/tugas/{complaint.reference}"
        db.session.remove()
        with closing(sqlite3.connect(str(db.engine.url.database), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            page = browser.get(path)
            assert "81234567890" not in page.html
            assert "Nomor belum bisa ditampilkan" in page.text
        assert "81234567890" in browser.get(path).html

    def test_the_number_goes_with_the_job(self, browse: Browse, given: Given) -> None:
        officer = given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",))
        ended = given.complaint(Status.RESOLVED, officer=officer, phone=PHONE)
        waiting = given.complaint(phone=PHONE)
        browser = browse(officer)
        for complaint in (ended, waiting):
            for end in ("", "/telepon"):
                answer = browser._ask("GET", f"/tugas/{complaint.reference}{end}")
                assert "81234567890" not in answer.get_data(as_text=True), end
