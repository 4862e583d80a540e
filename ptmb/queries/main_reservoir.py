"""The reservoir that most of the city drinks from, held in memory: it stands on busy pages."""

import threading
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from ptmb.extensions import db
from ptmb.queries.editions import editions
from ptmb.queries.reservoir_levels import Level, main_level

EDITION = "reservoirs"
"""Raised with every reading and every mark."""
_GOOD_SECONDS = 600
"""Marks begin to hold and trends end by time alone: after this long it is read again."""


@dataclass(frozen=True)
class _Held:
    edition: int
    since: datetime
    level: Level | None

    def good(self, edition: int, at: datetime) -> bool:
        age = (at - self.since).total_seconds()
        return self.edition == edition and 0 <= age < _GOOD_SECONDS


_lock = threading.Lock()
_held: dict[Engine, _Held] = {}


def main_reservoir(at: datetime) -> Level | None:
    """As `main_level`, mostly without a statement of its own; None where there is no reservoir.

    Compare its reading with `at` again (`Level.stale`): the reading may have grown old meanwhile.
    """
    engine, edition = db.engine, editions().get(EDITION, 0)
    with _lock:
        held = _held.get(engine)
        if held is None or not held.good(edition, at):
            held = _held[engine] = _Held(edition, at, main_level(at))
    return held.level
