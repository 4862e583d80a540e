"""The demonstration city, loaded once for all tests that only look at it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from ptmb import create_app
from ptmb.actions.founding import found_city
from ptmb.config import Settings
from ptmb.demo.calendar import MOMENT
from ptmb.demo.loading import load_demonstration
from ptmb.extensions import db
from tests.fresh import fresh_database


@pytest.fixture(scope="session")
def loaded(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An app whose database holds the ten days."""
    folder: Path = tmp_path_factory.mktemp("demonstration")
    with fresh_database(settings, folder) as url:
        app = create_app(
            replace(settings, instance=folder, storage=folder / "photos", database_url=url)
        )
        with app.app_context():
            db.create_all()
            found_city()
            load_demonstration(MOMENT, quiet=True)
            db.session.remove()
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def city(loaded: Flask) -> Iterator[Flask]:
    """That app, for a test that only looks at it."""
    with loaded.app_context():
        yield loaded
        db.session.remove()
