"""`ptmb doctor` finds what is wrong, says how to mend it, and answers 1."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_installation import ON_A_FILE, stored
from tests.conftest import NOW


def test_a_healthy_installation_is_told_so(run: Run) -> None:
    run("demo", "--size", "20")
    told = run("doctor")
    assert told.exit_code == 0, told.output
    assert "SALAH" not in told.output
    assert "skema cocok" in told.output
    assert "jam ditahan" in told.output


def test_before_anything_was_made_it_says_what_to_do(run: Run) -> None:
    told = run("doctor")
    assert told.exit_code == 1
    assert "ptmb db upgrade" in told.output


def test_a_key_that_others_may_read_is_found(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("prepare")
    key = folder / "secret_key"
    key.write_text("x" * 64)
    key.chmod(0o644)
    told = run("doctor")
    assert told.exit_code == 1
    assert f"chmod 600 {key}" in told.output


def test_a_photo_folder_that_is_a_file_is_found(run: Run, folder: Path) -> None:
    run("prepare")
    (folder / "photos").write_text("in the way")
    told = run("doctor")
    assert told.exit_code == 1
    assert "tidak bisa ditulis" in told.output


def test_a_clock_set_back_is_found(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("demo", "--size", "20")
    monkeypatch.setenv("PTMB_NOW", (NOW - timedelta(days=40)).isoformat())
    told = run("doctor")
    assert told.exit_code == 1
    assert "masa depan" in told.output


def test_dead_letters_are_found(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("demo", "--size", "20")
    monkeypatch.setenv("PTMB_MESSAGE_GATEWAY", "log")
    assert run("doctor").exit_code == 0
    stored(
        "INSERT INTO message (complaint_id, phone, language, template, facts, created_at, attempts,"
        " failed_at, error) VALUES (1, '+6281200000001', 'id', 'receive', '{}',"
        " '2024-02-10 06:00:00', 8, '2024-02-10 06:30:00', 'HTTP 500')"
    )
    told = run("doctor")
    assert told.exit_code == 1
    assert "HTTP 500" in told.output


def test_a_full_disk_is_found(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("prepare")
    nearly_full = type("usage", (), {"total": 1000, "free": 90})()
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: nearly_full)
    told = run("doctor")
    assert told.exit_code == 1
    assert "9 % bebas" in told.output


@ON_A_FILE
def test_a_damaged_file_is_found(run: Run, folder: Path) -> None:
    run("demo", "--size", "300")
    import sqlite3  # noqa: PLC0415  used here alone

    file = folder / "ptmb.sqlite"
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    content = bytearray(file.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 20 * 4096] = b"\xff" * 20 * 4096
    file.write_bytes(content)
    told = run("doctor")
    assert told.exit_code == 1
    assert "rusak" in told.output
