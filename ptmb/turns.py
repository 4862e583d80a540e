"""One writer at a time on SQLite, and nobody for ever: see `database`."""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_WAIT_SECONDS = 3.0
_LONGEST_PAUSE, _SHORTEST_PAUSE = 0.001, 0.000_2


class Busy(Exception):
    """Nobody could write for three seconds; nothing was stored."""


class Turns:
    """One writer at a time over all threads and processes that use the same file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = threading.Lock()
        self._owner = 0
        self._queue = self._writer = -1

    def _open(self) -> None:
        # A lock belongs to an open file; after a fork each process needs files of its own.
        if self._owner == os.getpid():
            return
        self._queue = os.open(f"{self._path}-queue", os.O_RDWR | os.O_CREAT, 0o600)
        self._writer = os.open(f"{self._path}-turn", os.O_RDWR | os.O_CREAT, 0o600)
        self._owner = os.getpid()

    @contextmanager
    def turn(self) -> Iterator[None]:
        until = time.monotonic() + _WAIT_SECONDS
        if not self._threads.acquire(timeout=_WAIT_SECONDS):
            raise Busy
        try:
            self._open()
            # Who waits for the writer holds the queue, so the last writer cannot barge in again.
            _lock(self._queue, until)
            try:
                _lock(self._writer, until)
            finally:
                fcntl.flock(self._queue, fcntl.LOCK_UN)
            try:
                yield
            finally:
                fcntl.flock(self._writer, fcntl.LOCK_UN)
        finally:
            self._threads.release()


def _lock(file: int, until: float) -> None:
    """Asks again and again: a blocking lock could not be given up when its holder hangs.

    Who has waited long asks more often than who has just come, and so is served before.

    Raises:
        Busy: it is still somebody else's at `until` (monotonic seconds).
    """
    pause = _LONGEST_PAUSE
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise Busy from None
            time.sleep(pause)
            pause = max(_SHORTEST_PAUSE, pause * 0.8)
        else:
            return
