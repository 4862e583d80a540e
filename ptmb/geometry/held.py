"""What is worked out once per edition of the areas and then kept for the whole process."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Held(Generic[Value]):
    """Values of one edition of the areas, by key; asking for another edition lets them go."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._edition: Hashable = None
        self._values: dict[Hashable, Value] = {}

    def get(self, edition: Hashable, key: Hashable, make: Callable[[], Value]) -> Value:
        """The kept value, or a new one from `make`.

        `make` runs outside the lock: it may wait for a database connection that another waiting
        thread holds. Two threads may so make the same value once too often, which harms nobody.
        """
        with self._lock:
            if edition == self._edition and key in self._values:
                return self._values[key]

        value = make()

        with self._lock:
            if edition != self._edition:
                self._edition, self._values = edition, {}
            return self._values.setdefault(key, value)
