"""The city every test starts from: founded, empty of complaints, with its clock stopped."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import hypothesis
import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.pool import NullPool

from ptmb import create_app
from ptmb.actions.founding import found_city
from ptmb.adapters import clock, passwords
from ptmb.config import Settings
from ptmb.extensions import db
from ptmb.queries import catalogue, main_reservoir, zones
from ptmb.web import assets
from ptmb.web.mayor import kept as mayors_blocks
from ptmb.web.public import lately
from ptmb.web.status_copies import copies_of
from tests.browsing import Browser
from tests.order import pytest_collection_modifyitems  # noqa: F401  a hook of all tests
from tests.people import Given

# A slow machine must not turn a true property into a failure.
hypothesis.settings.register_profile("ptmb", deadline=None, print_blob=True)
hypothesis.settings.load_profile("ptmb")

# So many objects live through a whole run that looking for garbage among them often is a waste.
gc.set_threshold(50_000, 20, 20)

NOW = datetime(2024, 2, 10, 14, 32, tzinfo=ZoneInfo("Asia/Makassar"))
ENGINE = os.environ.get("PTMB_TEST_ENGINE", "sqlite")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of the PostgreSQL server that all tests of this process share."""
    from tests.postgres import running_server  # noqa: PLC0415  only there

    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def database_url(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[str]:
    """Where the tests keep their rows: a file, or a database on a real PostgreSQL."""
    if ENGINE == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('database') / 'ptmb.sqlite'}"
        return
    from tests.postgres import empty_database  # noqa: PLC0415  only there

    with empty_database(request.getfixturevalue("postgres")) as database:
        yield database


@pytest.fixture(scope="session")
def settings(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("instance")
    assets.build(Path(assets.__file__).parents[1] / "static", folder / "assets")
    return Settings(
        instance=folder,
        database_url=database_url,
        storage=folder / "photos",
        secret_key="for-tests-only-" * 4,
        public_url="http://localhost",
        demo=False,
        demo_password="",
        now=NOW,
        trusted_proxies=0,
        tile_url="",
        tile_attribution="",
        redis_url="",
        rate_limits=False,
        workers=1,
        threads=4,
        message_gateway="off",
        message_url="",
        message_token="",
    )


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Passwords are hashed with next to no work; adapters/test_passwords.py does all of it."""
    light = cache(lambda: PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", light)
        yield


@pytest.fixture(scope="session")
def founded(settings: Settings) -> tuple[Flask, Callable[[], None]]:
    """The app over a founded city, and the way back to it after a test has changed it."""
    app = create_app(settings)
    app.testing = True
    # Errors must reach our own error pages, as they do in front of a citizen.
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with app.app_context():
        db.create_all()
        found_city()
        engine = db.engine
        engine.dispose()
    return app, _way_back(engine)


def _way_back(engine: Engine) -> Callable[[], None]:
    if engine.dialect.name == "sqlite":
        return _copy_back(engine)
    return _clone_back(engine)


def _copy_back(engine: Engine) -> Callable[[], None]:
    file = Path(str(engine.url.database))
    kept = file.with_suffix(".kept")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    shutil.copy(file, kept)
    # Nothing here must survive a power cut; the durability tests open files of their own.
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))

    def back() -> None:
        engine.dispose()
        for end in ("-wal", "-shm"):
            Path(f"{file}{end}").unlink(missing_ok=True)
        # A file of its own: a thread that still reads the old one must not meet the new one.
        fresh = file.with_suffix(".fresh")
        shutil.copy(kept, fresh)
        fresh.replace(file)

    return back


def _clone_back(engine: Engine) -> Callable[[], None]:
    from tests.way_back import Snapshot  # noqa: PLC0415  only there

    name = str(engine.url.database)
    kept = f"{name}_kept"
    admin = create_engine(
        make_url(engine.url).set(database="postgres"),
        isolation_level="AUTOCOMMIT",
        poolclass=NullPool,
    )

    def clone(source: str, target: str) -> None:
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)'))
            connection.execute(text(f'CREATE DATABASE "{target}" TEMPLATE "{source}"'))

    clone(name, kept)
    address = make_url(engine.url).set(drivername="postgresql")
    snapshot = Snapshot(address.render_as_string(hide_password=False), lambda: clone(kept, name))

    def back() -> None:
        engine.dispose()
        snapshot.back()

    return back


@pytest.fixture
def app(founded: tuple[Flask, Callable[[], None]]) -> Iterator[Flask]:
    """The application, its city as on the first day, inside an application context."""
    app, back = founded
    back()
    catalogue.kept.clear()
    zones.kept.clear()
    main_reservoir._held.clear()
    copies_of(app).forget()
    lately.forget()
    mayors_blocks.forget()
    clock.pin(NOW)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    clock.pin(NOW)


@pytest.fixture
def given(app: Flask) -> Given:
    """People and complaints, made through the real actions."""
    return Given(app)


@pytest.fixture
def browse(app: Flask) -> Callable[..., Browser]:
    """`browse()` as anybody, `browse(staff)` logged in; every page is looked at for faults."""

    def start(person: Any = None) -> Browser:
        return Browser(app, person)

    return start


@dataclass
class Statements:
    """The SQL that ran, without the words around a transaction."""

    texts: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.texts)


@pytest.fixture
def counting(app: Flask) -> Callable[[], AbstractContextManager[Statements]]:
    """`with counting() as statements:` tells how many SQL statements a page needs."""

    @contextmanager
    def count() -> Iterator[Statements]:
        seen = Statements()

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if statement.split(None, 1)[0].upper() not in ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA"):
                seen.texts.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return count
