"""Counters for the limits, in the memory of this process.

The library's own memory starts a thread for nearly every count and has it walk over all counters.
"""

import threading
import time
from typing import Any

from limits.storage import Storage

_LEAST = 4_096


class ProcessCounters(Storage):
    """Counts within fixed windows; what ran out is swept away when there are too many."""

    STORAGE_SCHEME = ["process"]

    def __init__(
        self, uri: str | None = None, wrap_exceptions: bool = False, **options: Any
    ) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions, **options)
        self._lock = threading.Lock()
        self._windows: dict[str, tuple[int, float]] = {}
        self._most = _LEAST

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count, in a window that ends `expiry` seconds after its first count."""
        at = time.time()
        with self._lock:
            count, ends = self._window(key, at)
            self._windows[key] = (count + amount, ends or at + expiry)
            if len(self._windows) > self._most:
                self._sweep(at)
        return count + amount

    def get(self, key: str) -> int:
        return self._window(key, time.time())[0]

    def get_expiry(self, key: str) -> float:
        return self._window(key, time.time())[1] or time.time()

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        with self._lock:
            forgotten = len(self._windows)
            self._windows.clear()
        return forgotten

    def clear(self, key: str) -> None:
        with self._lock:
            self._windows.pop(key, None)

    def _window(self, key: str, at: float) -> tuple[int, float]:
        """Count and end; zeros when there is none or it is over."""
        count, ends = self._windows.get(key, (0, 0.0))
        return (count, ends) if ends > at else (0, 0.0)

    def _sweep(self, at: float) -> None:
        self._windows = {key: kept for key, kept in self._windows.items() if kept[1] > at}
        self._most = max(_LEAST, 2 * len(self._windows))
