"""One address of the status pages: its copy in memory and on disk, and whose turn it is to draw."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ptmb.web.status_copy import Answer, Copy, file_name, read_copy, write_copy
from ptmb.web.status_turn import alone

FRESH_SECONDS = 60.0
_PASSES_SECONDS = 3 * FRESH_SECONDS
"""So old a copy may be given without a word while a newer one is drawn."""
_TURN_FILES = 32
"""Pages share these, so that asking for pages that do not exist makes no files."""


class Place:
    """`good_until` (seconds since 1970): until then the copy is given without a question.

    A copy from the future is old: the clock of the machine was set back.
    """

    def __init__(self, folder: Path, address: str) -> None:
        self._folder, self.address = folder, address
        self._lock = threading.Lock()
        self.copy: Copy | None = None
        self.good_until = 0.0

    def fresh(self, at: float) -> bool:
        return self.copy is not None and at < self.good_until <= at + FRESH_SECONDS

    def passes(self, at: float) -> bool:
        """Whether the copy is young enough to be given, this once, as it is."""
        return self.copy is not None and 0 <= at - self.copy.made_at < _PASSES_SECONDS

    def keep(self, answer: Answer, at: float) -> Copy:
        """Make an answer of this moment the copy, here and for the other workers."""
        copy = self._take(Copy.of(answer, at))
        write_copy(self._folder, self.address, copy)
        return copy

    def look_on_disk(self, at: float) -> None:
        """The copy of another worker, or of before a restart, may be younger than this one's."""
        kept = read_copy(self._folder, self.address)
        if kept is None:
            return
        if self.copy is None or at < self.copy.made_at or self.copy.made_at < kept.made_at <= at:
            self._take(kept)

    def grow_old(self, copy: Copy, until: float) -> Copy:
        """Say that the copy is old, and give it on until then."""
        aged = copy.aged()
        if self.copy is copy:  # and not a newer one that came meanwhile
            self.copy, self.good_until = aged, until
        return aged

    @contextmanager
    def turn(self, patience: float) -> Iterator[bool]:
        """Whether it is this thread's turn to draw, among all threads and workers.

        Args:
            patience: for how many seconds another's turn is waited for.
        """
        until = time.monotonic() + patience
        mine = self._lock.acquire(timeout=patience)
        number = int(file_name(self.address), 16) % _TURN_FILES
        try:
            with alone(self._folder / f"{number}.turn", until) as free:
                yield mine and free
        finally:
            if mine:
                self._lock.release()

    def _take(self, copy: Copy) -> Copy:
        self.copy, self.good_until = copy, copy.made_at + FRESH_SECONDS
        return copy
