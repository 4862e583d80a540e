"""The worker goes on whatever happens, and throws away only what nobody needs."""

import logging
import threading
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from ptmb.actions._sessions import Origin
from ptmb.actions.log_ins import open_session
from ptmb.adapters.clock import now
from ptmb.adapters.photo_store import PhotoStore
from ptmb.config import Settings
from ptmb.demo.pictures import draw_photo
from ptmb.domain.photos import PhotoSize
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.jobs import prune, runner
from ptmb.jobs.runner import Chore
from ptmb.models import LoginAttempt, StaffSession
from tests.people import Given


def test_a_chore_that_fails_stops_no_other(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop, done = threading.Event(), []

    def fail(_at: datetime) -> None:
        raise OSError("disk is gone")

    def work(at: datetime) -> None:
        done.append(at)
        stop.set()

    found = [Chore("broken", 0.0, fail), Chore("working", 0.0, work)]
    monkeypatch.setattr(runner, "chores", lambda _send: found)
    with caplog.at_level(logging.ERROR):
        runner.run(app, stop)
    assert done == [now()]
    assert "broken failed and will be tried again" in caplog.text


def test_a_chore_waits_its_time() -> None:
    chore = Chore("minute", 60.0, lambda _at: None)
    assert [chore.due(at) for at in (0.0, 30.0, 61.0, 62.0)] == [True, False, True, False]


def test_without_a_gateway_nothing_is_sent() -> None:
    names = [chore.name for chore in runner.chores(None)]
    assert "deliver" not in names
    assert "close_silent" in names


def test_a_stray_photo_goes_and_a_used_one_stays(app: Flask, given: Given) -> None:
    from ptmb.actions._photos import NewPhoto  # noqa: PLC0415  used here alone

    settings: Settings = app.config["PTMB"]
    store, old = PhotoStore(settings.storage), now() - timedelta(days=3)
    prune.prune_photos(now())  # what other tests left in the same folder
    stray = store.stage(draw_photo("LEAK", 1), at=old)
    used = store.stage(draw_photo("LEAK", 2), at=old)
    photo = NewPhoto(used.token, used.width, used.height, used.size_bytes, used.sha256, used.dhash)
    given.complaint(photos=(photo,))
    assert prune.prune_photos(now()) == 1
    assert store.path(stray.token, PhotoSize.FULL) is None
    assert store.path(used.token, PhotoSize.FULL)


def test_old_attempts_and_ended_sessions_go(given: Given) -> None:
    staff = given.staff(Role.OPERATOR)
    open_session(staff.id, Origin("127.0.0.1", "uji"), at=now())
    open_session(staff.id, Origin("127.0.0.1", "uji"), at=now() - timedelta(days=60))
    for age in (1, 100):
        moment = now() - timedelta(hours=age)
        db.session.add(LoginAttempt(username="x", address="127.0.0.1", at=moment))
    db.session.commit()
    prune.prune_rows(now())
    assert len(db.session.scalars(select(LoginAttempt)).all()) == 1
    assert len(db.session.scalars(select(StaffSession)).all()) == 1
