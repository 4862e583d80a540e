"""When finished work deserves a second look: pure rules over what the phone said and showed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ptmb.domain.choices import WorkDone
from ptmb.domain.spot_checks import Doubt

FAR_M = 300.0
"""Farther than this from the complaint's point nobody can have worked on it."""
CLOCK_S = 300
"""A phone's clock that is wrong by more than this many seconds makes its times worth little."""
QUICK = timedelta(minutes=3)
BY_HAND = frozenset({WorkDone.PIPE_REPAIRED, WorkDone.METER_REPLACED, WorkDone.PIPE_FLUSHED})
"""Works that nobody does in less: a valve is turned and a thing explained more quickly."""
_BEFORE_ARRIVAL = timedelta(minutes=2)
"""A camera's clock and the tap on "Saya tiba" are never quite together."""


@dataclass(frozen=True)
class Finish:
    """What is known of one finish.

    Args:
        positioned: whether phone or pictures said at all where they were.
        distances_m: from the complaint's point to the phone and to each picture, where known.
        reused: whether one of the pictures belongs to another complaint too.
        taken: when the pictures of the result were taken, by the corrected clock of the phone.
        arrived_at: when the officer came, by the same clock; None when nobody recorded it.
        on_site: from the arrival to the finish.
        skew_s: by how many seconds the phone's clock was behind ours; None: not measured.
    """

    work: WorkDone
    positioned: bool
    distances_m: Sequence[float] = ()
    reused: bool = False
    taken: Sequence[datetime] = ()
    arrived_at: datetime | None = None
    on_site: timedelta | None = None
    skew_s: int | None = None


def doubts(finish: Finish) -> list[Doubt]:
    """Every reason to look twice, in the order of `Doubt`; none of them proves anything."""
    found = {
        Doubt.NO_POSITION: not finish.positioned,
        Doubt.FAR_AWAY: any(away > FAR_M for away in finish.distances_m),
        Doubt.PHOTO_REUSED: finish.reused,
        Doubt.PHOTO_OLD: _taken_before(finish),
        Doubt.CLOCK_WRONG: abs(finish.skew_s or 0) > CLOCK_S,
        Doubt.TOO_QUICK: _too_quick(finish),
    }
    return [doubt for doubt, there in found.items() if there]


def in_sample(event_id: int, percent: int) -> bool:
    """Whether work that nobody doubts is looked at too: so many of a hundred, the same each time.

    By the number's digest and not by the number, so that no officer can count along.
    """
    digest = hashlib.sha256(f"spot-check-{event_id}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % 100 < percent


def _taken_before(finish: Finish) -> bool:
    if finish.arrived_at is None:
        return False
    return any(moment < finish.arrived_at - _BEFORE_ARRIVAL for moment in finish.taken)


def _too_quick(finish: Finish) -> bool:
    return finish.work in BY_HAND and finish.on_site is not None and finish.on_site < QUICK
