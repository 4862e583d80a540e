"""The city's status is given on while the database is locked, away or broken."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.durability.installations import Installation, Server, serving
from tests.durability.test_server import _away

_READ_LOCKS = (123, 5)
"""Where readers of a WAL database hold their locks in its -shm file (sqlite.org/walformat.html)."""

_FEEDS = {".ics": "BEGIN:VCALENDAR", ".atom": "<feed"}


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Somebody holds the database for himself alone: not even reading is possible."""
    start, length = _READ_LOCKS
    with (folder / "ptmb.sqlite-shm").open("r+b") as shared:
        fcntl.lockf(shared, fcntl.LOCK_EX, length, start)
        yield


def _looked_at_an_hour_ago(installation: Installation) -> None:
    """One person looked at the status before a restart."""
    with serving(installation) as server:
        assert not _is_old(server)
        for end in (".json", *_FEEDS):
            assert server.get(f"/status/damai{end}").status == 200
    for path in (installation.folder / "status").glob("*.copy"):
        head, _, body = path.read_bytes().partition(b"\n")
        made = head.split(b'"made_at": ')[1].split(b",")[0]
        path.write_bytes(head.replace(made, b"%f" % (float(made) - 3600)) + b"\n" + body)


def _is_old(server: Server) -> bool:
    """Whether the page says that its data are old."""
    answer = server.get("/status")
    assert answer.status == 200
    assert "Status air Balikpapan" in answer.text
    assert "Status terbaru belum bisa dimuat." in answer.text
    return "data-when-old hidden" not in answer.text


def _is_given_on(server: Server) -> None:
    assert server.get("/healthz").status == 503
    began = time.monotonic()
    assert all(_is_old(server) for _ in range(50))
    assert '"stale":true' in server.get("/status/damai.json").text
    for end, begins in _FEEDS.items():
        answer = server.get(f"/status/damai{end}")
        assert (answer.status, begins in answer.text) == (200, True)
    assert time.monotonic() - began < 20
    assert "Traceback" not in server.get("/status?cari=damai").text


def test_a_locked_database_takes_no_status_away(file_city: Path) -> None:
    installation = Installation(file_city)
    _looked_at_an_hour_ago(installation)
    with serving(installation) as server:
        with _locked(file_city):
            assert all(_is_old(server) for _ in range(10))
        time.sleep(5.5)  # so long a worker waits before it tries again
        assert not _is_old(server)


def test_a_broken_file_takes_no_status_away(file_city: Path) -> None:
    installation = Installation(file_city)
    _looked_at_an_hour_ago(installation)
    with serving(installation) as server:
        for name in ("ptmb.sqlite", "ptmb.sqlite-wal"):
            with (file_city / name).open("r+b") as file:
                file.truncate(0)
        assert all(_is_old(server) for _ in range(3))


def test_a_database_that_is_away_takes_no_status_away(server_city: Installation) -> None:
    _looked_at_an_hour_ago(server_city)
    with serving(server_city) as server:
        with _away(server_city):
            _is_given_on(server)
        time.sleep(5.5)  # so long a worker waits before it tries again
        assert not _is_old(server)
