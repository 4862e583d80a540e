"""The schema: made by migrations, the same as the models, killed or doubled without harm."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, text

from ptmb import create_app
from ptmb.actions.founding import found_city
from ptmb.adapters import clock
from ptmb.cli.db import migrations
from ptmb.cli.prepare import prepare as make_ready
from ptmb.cli.schema import Schema, known_revisions, schema_of
from ptmb.config import Settings
from ptmb.domain.lifecycle import Status
from ptmb.extensions import db
from tests.fresh import environment, fresh_database
from tests.people import Given
from tests.roll_ups import check_roll_ups, kept


@pytest.fixture
def address(settings: Settings, tmp_path: Path) -> Iterator[str]:
    with fresh_database(settings, tmp_path) as url:
        yield url


@pytest.fixture
def empty(settings: Settings, tmp_path: Path, address: str) -> Iterator[Flask]:
    """An app over a database without a single table."""
    app = create_app(replace(settings, instance=tmp_path, database_url=address))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def schema() -> Schema:
    with db.engine.connect() as connection:
        return schema_of(connection)


def test_migrations_make_exactly_what_the_models_say(empty: Flask) -> None:
    migrations(empty).upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_the_way_down_leaves_nothing_and_the_way_up_works_again(empty: Flask) -> None:
    migrations(empty).upgrade()
    found_city()
    db.session.remove()
    migrations(empty).downgrade("base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]
    migrations(empty).upgrade()
    assert schema() is Schema.CURRENT


def test_there_is_one_newest_revision() -> None:
    known, newest = known_revisions()
    assert newest in known


def test_a_second_upgrade_changes_nothing(empty: Flask) -> None:
    migrations(empty).upgrade()
    found_city()
    db.session.remove()
    migrations(empty).upgrade()
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM area")).scalar() == 34


def test_the_schema_tells_how_it_stands(empty: Flask) -> None:
    assert schema() is Schema.EMPTY
    migrations(empty).upgrade()
    assert schema() is Schema.CURRENT
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'f00d'"))
    assert schema() is Schema.NEWER


def test_tables_of_somebody_else_are_recognised(empty: Flask) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE shop (id INTEGER)"))
    assert schema() is Schema.FOREIGN


def test_the_connections_of_the_app_keep_their_own_rules(empty: Flask) -> None:
    migrations(empty).upgrade()
    if db.engine.dialect.name != "sqlite":
        pytest.skip("pragmas are SQLite's")
    with db.engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert connection.execute(text("PRAGMA busy_timeout")).scalar_one() <= 3000


def prepare(settings: Settings, folder: Path, url: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "ptmb.cli", "prepare"],
        env=environment(settings, folder, url),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> None:
    """Wait for it, and see that all went well."""
    told, _ = process.communicate(timeout=100)
    assert process.returncode == 0, told


def test_two_that_start_at_once_make_one_installation(
    settings: Settings, tmp_path: Path, address: str, empty: Flask
) -> None:
    both = [prepare(settings, tmp_path, address) for _ in range(2)]
    for one in both:
        ended(one)
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM area")).scalar() == 34
        assert connection.execute(text("SELECT COUNT(*) FROM category")).scalar() == 16


def test_killed_while_it_migrates_it_starts_again(
    settings: Settings, tmp_path: Path, address: str, empty: Flask
) -> None:
    """The moments lie around the migration, wherever it is on this machine."""
    begin = time.monotonic()
    ended(prepare(settings, tmp_path, address))
    whole = time.monotonic() - begin
    with db.engine.begin() as connection:
        db.metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
    (tmp_path / "installation").unlink()
    for share in (0.5, 0.7, 0.85):
        process = prepare(settings, tmp_path, address)
        time.sleep(whole * share)
        process.kill()
        process.communicate()
    ended(prepare(settings, tmp_path, address))
    with db.engine.connect() as connection:
        assert schema_of(connection) is Schema.CURRENT
        assert connection.execute(text("SELECT COUNT(*) FROM area")).scalar() == 34


def test_an_older_database_with_complaints_has_right_figures_after_its_upgrade(
    empty: Flask,
) -> None:
    migrations(empty).upgrade()
    found_city()
    given = Given(empty)
    for status in (Status.RECEIVED, Status.RESOLVED, Status.CLOSED, Status.REJECTED, Status.MERGED):
        for days in (0, 20, 50):
            given.complaint(status, at=clock.now() - timedelta(days=days, hours=3))
    before = kept()
    db.session.remove()
    migrations(empty).downgrade("0002")
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM complaint")).scalar() == 18
    make_ready(demo=False)
    check_roll_ups()
    assert kept() == before
