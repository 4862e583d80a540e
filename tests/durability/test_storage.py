"""Promises 3, 4 and 5: no code that is not stored; who cannot write still reads; it recovers."""

import os
import shutil
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.durability.installations import Answer, Installation, Server, ptmb, serving

_SIZE = 24 * 1024 * 1024


@pytest.fixture
def small_disk(file_city: Path, tmp_path: Path) -> Iterator[Path]:
    """The installation on a disk of its own with little room."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if os.geteuid() != 0 or not mount:
        pytest.skip("a disk of 24 MB can only be mounted as root")
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(disk)], check=False
    )
    if made.returncode:
        pytest.skip("this machine does not let even root mount a disk")
    try:
        yield Path(shutil.copytree(file_city, disk / "instance"))
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def _fill(file: Path) -> None:
    """Until nothing more fits, down to the last byte."""
    with file.open("wb", buffering=0) as filler:
        for size in (1024 * 1024, 4096, 1):
            try:
                while filler.write(b"x" * size) == size:
                    pass
            except OSError:
                continue


def _reads(server: Server, code: str) -> None:
    for path in ("/", f"/t/{code}", "/lapor", "/bantuan", "/masuk"):
        assert server.get(path).status == 200, path


def _kept(answer: Answer, form: dict[str, str]) -> None:
    """Words, not an error page: what was typed and the key of the form are still there."""
    assert answer.status == 503
    assert not answer.code
    assert form["description"] in answer.text
    assert form["key"] in answer.text
    assert "belum tersimpan" in answer.text


def test_a_full_disk_refuses_politely_reads_on_and_recovers(small_disk: Path) -> None:
    with serving(Installation(small_disk)) as server:
        before = server.send(server.complaint()).code
        assert before
        _fill(small_disk.parent / "filler")
        refused = [server.complaint() for _ in range(6)]
        answers = [server.send(form) for form in refused]
        # What still fits into room already taken may be stored; the rest is refused in words.
        lost = [pair for pair in zip(refused, answers, strict=True) if pair[1].status != 303]
        assert lost
        for form, answer in lost:
            _kept(answer, form)
        _reads(server, before)
        (small_disk.parent / "filler").unlink()
        for form in refused:
            assert server.send(form).code
        stored = {row[0] for row in server.rows("SELECT submission_key FROM complaint")}
        assert {form["key"] for form in refused} < stored
        assert len(stored) == len(refused) + 1


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Another program holds the database for writing."""
    with closing(sqlite3.connect(folder / "ptmb.sqlite", isolation_level=None)) as stranger:
        stranger.execute("BEGIN EXCLUSIVE")
        yield
        stranger.execute("ROLLBACK")


def test_a_locked_database_reads_on_answers_within_seconds_and_recovers(file_city: Path) -> None:
    with serving(Installation(file_city)) as server:
        before = server.send(server.complaint()).code
        forms = [server.complaint() for _ in range(6)]
        found: list[tuple[Answer, float]] = []

        def send(form: dict[str, str]) -> None:
            began = time.monotonic()
            found.append((server.send(form), time.monotonic() - began))

        with _locked(file_city):
            threads = [threading.Thread(target=send, args=(form,)) for form in forms]
            for thread in threads:
                thread.start()
            _reads(server, before)
            for thread in threads:
                thread.join()
        assert len(found) == len(forms)
        assert max(seconds for _, seconds in found) < 6
        for answer, _ in found:
            assert (answer.status, answer.code) == (503, "")
            assert any(form["description"] in answer.text for form in forms)
        assert all(server.send(form).code for form in forms)


def test_a_missing_database_is_refused_at_start_and_never_made_anew(file_city: Path) -> None:
    with serving(Installation(file_city)) as server:
        assert server.send(server.complaint()).code
    for end in ("", "-wal", "-shm"):
        (file_city / f"ptmb.sqlite{end}").unlink(missing_ok=True)
    started = ptmb(Installation(file_city), "serve", "--port", "1")
    assert started.returncode != 0
    assert "pulihkan cadangan" in started.stderr
    assert "Traceback" not in started.stderr
    file = file_city / "ptmb.sqlite"
    assert not file.exists() or file.stat().st_size == 0


def test_a_damaged_database_is_refused_at_start_and_left_as_it_is(file_city: Path) -> None:
    file = file_city / "ptmb.sqlite"
    damaged = b"not a database at all" * 500
    file.write_bytes(damaged)
    started = ptmb(Installation(file_city), "serve", "--port", "1")
    assert started.returncode != 0
    assert "Pulihkan dari cadangan" in started.stderr
    assert "Traceback" not in started.stderr
    assert file.read_bytes() == damaged
