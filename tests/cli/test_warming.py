"""What the server works out before it makes its workers."""

import gc

import pytest
from flask import Flask, template_rendered
from flask_babel import refresh

from ptmb.cli.server import Listening
from ptmb.cli.warming import warm_up
from ptmb.extensions import db
from ptmb.web.languages import LANGUAGES, language
from tests.cli.conftest import Run


def test_the_first_page_was_drawn_in_each_language(app: Flask) -> None:
    spoken: list[str] = []

    def note(_app: Flask, **_drawn: object) -> None:
        refresh()  # else the context around this test would remember the first language
        spoken.append(language())

    with template_rendered.connected_to(note, app):
        warm_up(app)
    assert spoken == list(LANGUAGES)


def test_no_connection_is_left_that_a_worker_could_take_along(app: Flask) -> None:
    warm_up(app)
    with app.app_context():
        assert "Connections in pool: 0" in db.engine.pool.status()
        assert "checked out connections: 0" in db.engine.pool.status().lower()


def test_garbage_is_collected_again_when_the_server_ended(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    loading: list[bool] = []

    def serve(_app: Flask, _how: Listening) -> None:
        loading.append(gc.isenabled())

    monkeypatch.setattr("ptmb.cli.serve.serve", serve)
    run("prepare")
    assert run("serve").exit_code == 0
    assert (loading, gc.isenabled()) == ([False], True)
