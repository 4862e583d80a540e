"""What is held in memory, and of which edition: all asked in the one statement of a request."""

import threading
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from sqlalchemy import Engine, text

from ptmb.extensions import db
from ptmb.prepared import Prepared

_ALL = Prepared(text("SELECT name, number FROM edition"))
_MEMO = "ptmb_editions"


def editions() -> dict[str, int]:
    """The number of each name; the database is asked at most once per request."""
    session = db.session()
    memo: dict[str, int] | None = session.info.get(_MEMO)
    if memo is None:
        rows: Iterable[Any] = _ALL.run(session.connection(), {})
        memo = session.info[_MEMO] = {str(row[0]): int(row[1]) for row in rows}
    return memo


def forget() -> None:
    """Drop this request's memo after a change, so that the next look reads anew."""
    db.session().info.pop(_MEMO, None)


T = TypeVar("T")


class Kept(Generic[T]):
    """Rows read once for each edition of `name` and shared by the threads of this process."""

    def __init__(self, name: str, read: Callable[[int], T]) -> None:
        self._name, self._read = name, read
        self._memo = f"ptmb_{name}"
        self._lock = threading.Lock()
        self._held: dict[Engine, tuple[int, T]] = {}

    def present(self) -> T:
        """What is now; one request sees one edition from its beginning to its end."""
        session = db.session()
        if self._memo in session.info:
            memo: T = session.info[self._memo]
            return memo
        edition, engine = editions().get(self._name, 0), db.engine
        with self._lock:
            held = self._held.get(engine)
            if held is None or held[0] != edition:
                held = self._held[engine] = edition, self._read(edition)
        session.info[self._memo] = held[1]
        return held[1]

    def forget(self) -> None:
        """Drop this request's memo after a change, so that the next look reads anew."""
        forget()
        db.session().info.pop(self._memo, None)

    def clear(self) -> None:
        """Drop everything: the database is another one."""
        self._held.clear()
