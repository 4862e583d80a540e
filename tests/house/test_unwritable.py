"""While nobody can write, staff can still read."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from ptmb.actions import auditing, log_ins
from ptmb.adapters import clock
from ptmb.database import Busy
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db
from ptmb.models import StaffSession
from ptmb.web import identity
from tests.browsing import Browser
from tests.people import Given

Browse = Callable[..., Browser]
GONE = OperationalError("SELECT secret_column", {}, Exception("disk I/O error"))
INSIDE = ("Traceback", "secret_column", "sqlalchemy", "OperationalError", "site-packages", ".py")


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test tries to write by itself; in the product a failure is not repeated for a minute."""
    monkeypatch.setattr(identity, "_pause", identity._Pause())


class TestWhenNothingCanBeWritten:
    @pytest.mark.usefixtures("no_pause")
    @pytest.mark.parametrize("error", [Busy(), GONE])
    def test_staff_still_read(
        self,
        browse: Browse,
        given: Given,
        monkeypatch: pytest.MonkeyPatch,
        error: Exception,
    ) -> None:
        tries: list[int] = []

        def fail(session_id: int, **_: Any) -> None:
            tries.append(session_id)
            raise error

        browser = browse(given.staff(Role.OFFICER))
        clock.pin(clock.now() + timedelta(minutes=6))
        monkeypatch.setattr(log_ins, "touch", fail)
        browser.get("/akun/sandi")
        browser.get("/akun/sandi")
        assert len(tries) == 1, "a minute must pass before the next try"

    @pytest.mark.usefixtures("no_pause")
    def test_a_database_locked_by_another_program_delays_but_refuses_nothing(
        self, browse: Browse, given: Given
    ) -> None:
        if db.engine.dialect.name != "sqlite":
            pytest.skip("only SQLite has one lock for all")
        browser = browse(given.staff(Role.OFFICER))
        clock.pin(clock.now() + timedelta(minutes=6))
        db.session.remove()
        other = sqlite3.connect(str(db.engine.url.database), isolation_level=None)
        try:
            other.execute("BEGIN IMMEDIATE")
            browser.get("/akun/sandi")
        finally:
            other.close()

    @pytest.mark.usefixtures("no_pause")
    def test_the_last_use_is_written_every_five_minutes_only(
        self, browse: Browse, given: Given
    ) -> None:
        browser = browse(given.staff(Role.OFFICER))
        started = clock.now()
        seen = select(StaffSession.seen_at)
        for minutes, expected in ((4, 0), (5, 5), (9, 5), (10, 10)):
            clock.pin(started + timedelta(minutes=minutes))
            browser.get("/akun/sandi")
            assert db.session.scalar(seen) == started + timedelta(minutes=expected)

    def test_no_telephone_number_is_shown_without_a_trace(
        self, app: Flask, given: Given, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        operator = given.staff(Role.OPERATOR)

        class Person:
            actor = Actor(Role.OPERATOR, operator.id)

        monkeypatch.setattr(identity, "current_user", Person())
        with app.test_request_context("/meja"):
            assert identity.phone_may_be_shown("PTM-AAAAA-AAAAA")

        def fail(*_: Any, **__: Any) -> None:
            raise Busy

        monkeypatch.setattr(auditing, "note_phone_view", fail)
        with app.test_request_context("/meja"):
            assert not identity.phone_may_be_shown("PTM-BBBBB-BBBBB")

    def test_an_absent_database_is_a_page_in_words(
        self, browse: Browse, given: Given, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: Any) -> None:
            raise GONE

        browser = browse(given.staff(Role.ADMIN))
        monkeypatch.setattr(identity, "logged_in", fail)
        page = browser.get("/admin/pengguna", status=503)
        assert page.response.headers["Retry-After"] == "10"
        assert page.response.headers["Cache-Control"] == "no-store"
        assert [word for word in INSIDE if word in page.html] == []
