"""When a reservoir has crossed one of its marks, and is still on the other side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from ptmb.domain.quiet_hours import quiet_since
from ptmb.domain.reservoir import Mark, Mood, Reading, mood
from ptmb.domain.supply import ThresholdKind

_DEPTH = {Mood.NORMAL: 0, Mood.LOW: 1, Mood.ALERT: 2, Mood.CRITICAL: 3}


@dataclass(frozen=True, slots=True)
class Crossing:
    """The first reading on the present side, and what the level was called before."""

    at: datetime
    before: Mood
    now: Mood

    @property
    def falling(self) -> bool:
        return _DEPTH[self.now] > _DEPTH[self.before]


def last_crossing(
    readings: Sequence[Reading], marks: Mapping[ThresholdKind, Mark], zone: tzinfo
) -> Crossing | None:
    """How the level came to where it is, by today's marks; None when it was always there.

    What a night took and gave back is none: a crossing in the quiet hours is measured from the
    level before them.

    Args:
        readings: oldest first.
    """
    moods = [mood(one.level, dict(marks)) for one in readings]
    if not moods or moods[-1] is Mood.UNKNOWN:
        return None
    first = len(moods) - 1
    while first and moods[first - 1] is moods[-1]:
        first -= 1
    entered = readings[first].at
    since = quiet_since(entered.astimezone(zone)) or entered
    earlier = [word for one, word in zip(readings, moods, strict=True) if one.at < since]
    if not earlier or earlier[-1] is moods[-1]:
        return None
    return Crossing(entered, earlier[-1], moods[-1])
