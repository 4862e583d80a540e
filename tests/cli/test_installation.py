"""A database that is lost, foreign, newer or older: refused in one line, never replaced."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from ptmb.cli import installation
from ptmb.cli.schema import known_revisions
from ptmb.cli.server import Listening
from tests.cli.conftest import Run
from tests.conftest import ENGINE

ON_A_FILE = pytest.mark.skipif(ENGINE != "sqlite", reason="a file can be lost, a server cannot")


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Listening]:
    """What `ptmb serve` would have listened on; the server itself stays off."""
    seen: list[Listening] = []
    monkeypatch.setattr("ptmb.cli.serve.serve", lambda _app, how: seen.append(how))
    return seen


def stored(statement: str) -> None:
    import os  # noqa: PLC0415  used here alone

    engine = create_engine(os.environ["PTMB_DATABASE_URL"])
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_a_prepared_installation_is_served(run: Run, served: list[Listening]) -> None:
    run("prepare")
    assert run("serve", "--port", "8123", "--workers", "3").exit_code == 0
    assert [(how.port, how.workers) for how in served] == [(8123, 3)]


def test_an_older_schema_is_not_changed_behind_the_back(
    run: Run, served: list[Listening], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("prepare")
    known, _ = known_revisions()
    ahead = known | {"later"}, "later"
    monkeypatch.setattr("ptmb.cli.schema.known_revisions", lambda: ahead)
    refused = run("serve")
    assert refused.exit_code == 1
    assert refused.output == (
        "Error: Skema basis data lebih lama dari program. Jalankan: ptmb db upgrade\n"
    )
    assert served == []


def test_a_newer_schema_is_refused(run: Run, served: list[Listening]) -> None:
    run("prepare")
    stored("UPDATE alembic_version SET version_num = 'f00d'")
    for words in (("serve",), ("serve", "--demo"), ("worker",), ("db", "upgrade")):
        refused = run(*words)
        assert (refused.exit_code, refused.output.count("\n")) == (1, 1)
        assert "lebih baru" in refused.output
    assert served == []


def test_a_database_of_somebody_else_is_refused(run: Run, served: list[Listening]) -> None:
    stored("CREATE TABLE shop (id INTEGER)")
    refused = run("serve", "--demo")
    assert "bukan milik PTMB" in refused.output
    assert served == []


def test_the_database_of_another_installation_is_refused(run: Run, folder: Path) -> None:
    run("prepare")
    (folder / "installation").write_text("another\n")
    refused = run("serve")
    assert refused.exit_code == 1
    assert "instalasi lain" in refused.output


def test_a_database_that_another_start_founds_meanwhile_is_not_refused(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, theirs = installation._read, folder / "installation"

    def slow() -> installation.Installation:
        """The first look is over before the other start has founded the city."""
        found = real()
        if theirs.exists():
            return replace(found, name="theirs")
        theirs.write_text("theirs\n")
        return found

    monkeypatch.setattr(installation, "_read", slow)
    told = run("db", "upgrade")
    assert told.exit_code == 0, told.output


@ON_A_FILE
def test_a_lost_database_is_never_replaced_by_an_empty_one(run: Run, folder: Path) -> None:
    run("prepare")
    for file in folder.glob("ptmb.sqlite*"):
        file.unlink()
    for words in (("serve", "--demo"), ("prepare",), ("doctor",), ("db", "upgrade"), ("worker",)):
        refused = run(*words)
        assert refused.exit_code == 1, words
        assert "dulu berisi" in refused.output, words
        assert not (folder / "ptmb.sqlite").exists(), words


@ON_A_FILE
def test_a_cut_off_file_is_refused(run: Run, folder: Path) -> None:
    run("prepare")
    file = folder / "ptmb.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    file.write_bytes(b"not a database" + file.read_bytes()[14:5000])
    refused = run("serve")
    assert refused.exit_code == 1
    assert "rusak" in refused.output


def test_a_restored_copy_is_recognised_without_its_marker(run: Run, folder: Path) -> None:
    run("prepare")
    name = (folder / "installation").read_text()
    (folder / "installation").unlink()
    run("prepare")
    assert (folder / "installation").read_text() == name
