"""What every answer owes: its headers, its cookies, and no word of the inside."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError

from ptmb import create_app
from ptmb.adapters import clock
from ptmb.config import Settings
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import LoginAttempt, StaffSession
from ptmb.web import identity
from ptmb.web.headers import content_security_policy
from tests.browsing import Browser
from tests.people import Given

Browse = Callable[..., Browser]
GONE = OperationalError("SELECT secret_column", {}, Exception("disk I/O error"))
INSIDE = ("Traceback", "secret_column", "sqlalchemy", "OperationalError", "site-packages", ".py")


class TestHeaders:
    @pytest.mark.parametrize(
        ("address", "status"), [("/", 200), ("/masuk", 200), ("/hantu", 404), ("/meja", 303)]
    )
    def test_every_answer_carries_them(self, browse: Browse, address: str, status: int) -> None:
        headers = browse().get(address, status=status).response.headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "geolocation=(self)" in headers["Permissions-Policy"]
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "Strict-Transport-Security" not in headers, "this address has no https"

    def test_the_policy_lets_nothing_inline_and_nobody_else_in(self) -> None:
        policy = content_security_policy("")
        assert "unsafe" not in policy
        assert "http" not in policy
        assert "*" not in policy
        tiles = content_security_policy("https://{s}.tiles.example/{z}/{x}/{y}.png")
        assert "img-src 'self' data: blob: https://*.tiles.example;" in tiles

    def test_what_staff_see_is_kept_by_no_browser_and_no_cache(
        self, browse: Browse, given: Given
    ) -> None:
        page = browse(given.staff(Role.ADMIN)).get("/admin/pengguna")
        assert page.response.headers["Cache-Control"] == "no-store"

    def test_a_page_with_somebodys_cookie_is_never_public(self, browse: Browse) -> None:
        browser = browse()
        for address in ("/", "/masuk", "/lapor", "/privasi"):
            response = browser.get(address).response
            if "Set-Cookie" in response.headers:
                assert "public" not in response.headers["Cache-Control"], address


@pytest.mark.usefixtures("app")
class TestCookies:
    @pytest.fixture
    def secure(self, settings: Settings) -> Iterator[Flask]:
        https = replace(settings, public_url="https://air.example", trusted_proxies=1)
        app = create_app(https)
        yield app
        with app.app_context():
            db.engine.dispose()  # the next test gets another file under the same name

    def test_under_https_they_are_bound_to_this_host(self, secure: Flask) -> None:
        headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
        answer = secure.test_client().get("/masuk", headers=headers)
        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith("__Host-ptmb=")
        for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
            assert part in cookie
        assert "Domain" not in cookie
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
        language = secure.test_client().get("/bahasa/en", headers=headers).headers["Set-Cookie"]
        assert "Secure" in language

    def test_behind_our_own_proxy_the_visitors_address_is_counted(self, secure: Flask) -> None:
        with secure.app_context():
            browser = Browser(secure, None)
            headers = {"X-Forwarded-Proto": "https", "Referer": "https://localhost/masuk"}
            headers["X-Forwarded-For"] = "10.9.9.9, 203.0.113.7"
            url = {"base_url": "https://localhost"}
            browser.client.get("/masuk", headers=headers, **url)
            with browser.client.session_transaction(**url) as session:
                session["csrf_token"] = "raw"
            token = _signed(secure, "raw")
            answer = browser.client.post(
                "/masuk",
                data={"username": "hantu", "password": "salah", "csrf_token": token},
                headers=headers,
                **url,
            )
            assert answer.status_code == 422
            assert list(db.session.scalars(select(LoginAttempt.address))) == ["203.0.113.7"]


def _signed(app: Flask, raw: str) -> str:
    from itsdangerous import URLSafeTimedSerializer  # noqa: PLC0415  used here alone

    return str(URLSafeTimedSerializer(str(app.secret_key), salt="wtf-csrf-token").dumps(raw))


class TestSecretsStaySecret:
    def test_a_fault_of_ours_shows_nothing_of_the_inside(
        self, browse: Browse, given: Given, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: Any) -> None:
            raise RuntimeError("secret_column")

        monkeypatch.setattr(identity, "logged_in", fail)
        page = browse(given.staff(Role.ADMIN)).get("/admin/pengguna", status=500)
        assert [word for word in INSIDE if word in page.html] == []

    def test_no_password_is_logged(self, browse: Browse, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.DEBUG):
            data = {"username": "hantu", "password": "hujan turun di pelabuhan"}
            page = browse().post("/masuk", data, status=422)
        assert "pelabuhan" not in caplog.text
        assert "pelabuhan" not in page.html

    def test_a_token_that_was_made_up_opens_nothing(self, browse: Browse) -> None:
        for token in ("", "x", "0" * 43, "' OR 1=1 --", "\x00", None, 7, ["a"]):
            browser = browse()
            with browser.client.session_transaction() as session:
                session["_user_id"] = token
            browser.get("/admin/pengguna", status=303)

    def test_strangers_leave_no_row_behind(self, browse: Browse) -> None:
        for address in ("/", "/masuk", "/lapor", "/lacak", "/privasi"):
            browse().get(address)
        assert db.session.scalar(select(func.count()).select_from(StaffSession)) == 0

    def test_a_session_whose_time_is_over_is_closed(self, browse: Browse, given: Given) -> None:
        browser = browse(given.staff(Role.OFFICER))
        db.session.execute(update(StaffSession).values(expires_at=clock.now()))
        db.session.commit()
        browser.get("/akun/sandi", status=303)
