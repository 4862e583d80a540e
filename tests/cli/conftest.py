"""`ptmb` as a person at a terminal meets it, in an installation of its own."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from ptmb import create_app
from ptmb.adapters import clock
from ptmb.cli import _group
from ptmb.config import Settings
from ptmb.extensions import db
from tests.conftest import NOW
from tests.fresh import environment, fresh_database

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def run(settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """`run("users", "list")`; a fresh program each time, as on a real terminal."""
    with fresh_database(settings, folder) as url:
        for name, value in environment(settings, folder, url).items():
            if name.startswith("PTMB_"):
                monkeypatch.setenv(name, value)

        def call(*words: str, typed: str = "") -> Result:
            made: list[Flask] = []

            def make() -> Flask:
                made.append(create_app())
                return made[-1]

            info = ScriptInfo(create_app=make)
            kept = dict(os.environ)
            result = CliRunner().invoke(_group, words, input=typed, obj=info)
            # A real program takes its variables with it when it ends.
            os.environ.clear()
            os.environ.update(kept)
            for app in made:
                with app.app_context():
                    db.session.remove()
                    db.engine.dispose()
            return result

        yield call
    clock.pin(NOW)
