"""The first start, killed wherever it is: the next one serves the whole demonstration."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from ptmb.config import Settings
from tests.cli.test_installation import ON_A_FILE
from tests.fresh import environment

SIGNS = ("assets/manifest.json", "ptmb.sqlite", "installation", "photos")
"""What appears in the instance folder one after the other."""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def serving(settings: Settings, folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """`ptmb serve --demo` in a process group of its own; killed at the end."""
    url = f"sqlite:///{folder / 'ptmb.sqlite'}"
    with subprocess.Popen(
        [sys.executable, "-m", "ptmb.cli", "serve", "--demo", "--port", str(port)],
        env=environment(settings, folder, url),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            kill(process)


def kill(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def wait_for(sign: Path, process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 60
    while not sign.exists() and time.monotonic() < end and process.poll() is None:
        time.sleep(0.002)
    assert sign.exists(), sign


def log_in_page(port: int) -> int:
    """Its status, as soon as somebody answers."""
    end = time.monotonic() + 90
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/masuk", timeout=10) as answer:
                return int(answer.status)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    raise AssertionError("nobody answered for 90 seconds")


def counted(folder: Path) -> tuple[int, int, int]:
    engine = create_engine(f"sqlite:///{folder / 'ptmb.sqlite'}")
    with engine.connect() as connection:
        found = [
            connection.execute(text(f"SELECT COUNT(*) FROM {table}")).scalar_one()  # noqa: S608  our own names
            for table in ("complaint", "staff", "area")
        ]
    engine.dispose()
    return (found[0], found[1], found[2])


@ON_A_FILE
@pytest.mark.timeout(400)
def test_killed_at_any_moment_it_starts_again(settings: Settings, tmp_path: Path) -> None:
    port = free_port()
    for sign in SIGNS:
        with serving(settings, tmp_path, port) as process:
            wait_for(tmp_path / sign, process)
            kill(process)
    with serving(settings, tmp_path, port) as process:
        assert log_in_page(port) == 200
        process.send_signal(signal.SIGTERM)
        told, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "kata sandi kata-sandi-untuk-uji-saja" in told
    assert counted(tmp_path) == (286, 14, 34)

    with serving(settings, tmp_path, port) as process:
        assert log_in_page(port) == 200
        kill(process)
        told, _ = process.communicate(timeout=60)
    assert "Memuat" not in told
    assert counted(tmp_path) == (286, 14, 34)
