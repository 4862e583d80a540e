"""Whose turn it is to draw a status page, over all workers of a machine."""

import fcntl
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_log = logging.getLogger(__name__)
_PAUSE_SECONDS = 0.01


@contextmanager
def alone(path: Path, until: float) -> Iterator[bool]:
    """Whether no other worker draws this page; a lock ends with its worker, however that ends."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:  # a full disk must not take the page away
        _log.warning("Status pages are drawn by each worker for itself: %s", error)
        yield True
        return
    try:
        yield _locked(file, until)
    finally:
        os.close(file)


def _locked(file: int, until: float) -> bool:
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(_PAUSE_SECONDS)
        else:
            return True
