"""Is water due? A zone's time line, and what can be read off it for one moment."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

FULL, DRY = 100, 0
"""Shares of the usual water, in per cent."""

Occurrence = tuple[datetime, datetime, int]
"""Start, end (exclusive) and share of one turn."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time with one share of water in per cent; `ends_at` lies outside of it."""

    starts_at: datetime
    ends_at: datetime
    share: int

    def holds(self, at: datetime) -> bool:
        return self.starts_at <= at < self.ends_at


@dataclass(frozen=True, slots=True)
class WaterDue:
    """What the announced plan says about one place at one moment: a plan, never a promise.

    Attributes:
        planned: a published schedule covers the moment; without one, water is due.
        window: the stretch around the moment; its end may only be as far as is known.
        next_flow_at: when water next starts to be due after being off; None: not known.
        next_stop_at: when water next stops to be due; None: not known, or never.
        ended_at: end of the latest dry stretch, when water is due now; None when that is longer
            ago than was looked back.
        recovering_until: `ended_at` and the zone's recovery time; may lie in the past.
        partial: the schedule holds for some streets of the area only.
        open_end: the schedule goes on "sampai selesai".
    """

    planned: bool = False
    due: bool = True
    share: int = FULL
    window: Window | None = None
    next_flow_at: datetime | None = None
    next_stop_at: datetime | None = None
    ended_at: datetime | None = None
    recovering_until: datetime | None = None
    partial: bool = False
    open_end: bool = False
    zone_id: int | None = None
    schedule_id: int | None = None
    reason: str = ""
    advice: str = ""


def timeline(
    rules_occurrences: Iterable[Occurrence],
    share_otherwise: int,
    since: datetime,
    until: datetime,
) -> list[Window]:
    """The whole of [since, until) in windows without a gap; neighbours differ in share.

    Where occurrences overlap the larger share wins; outside of all it is `share_otherwise`.
    """
    changes: list[tuple[datetime, int, int]] = []
    for starts_at, ends_at, share in rules_occurrences:
        begin, end = max(starts_at, since), min(ends_at, until)
        if begin < end:
            changes += [(begin, share, 1), (end, share, -1)]
    changes.sort()
    found: list[Window] = []
    running: Counter[int] = Counter()
    reached = since
    for at, share, step in changes:
        _append(found, Window(reached, at, _largest(running, share_otherwise)))
        running[share] += step
        reached = at
    _append(found, Window(reached, until, _largest(running, share_otherwise)))
    return found


def due_at(
    windows: Sequence[Window],
    at: datetime,
    recovery: timedelta,
    known_until: datetime | None = None,
) -> WaterDue:
    """What a zone's windows, which do not overlap, say about the moment `at`.

    Args:
        known_until: what happens from this moment on is not known, so nothing changes there;
            None: after the last window there is no plan, and water is due.
    """
    line = sorted(windows, key=lambda one: one.starts_at)
    window = _around(line, at)
    dry = _dry_stretches(line)
    now_dry = next((one for one in dry if one[0] <= at < one[1]), None)
    coming = next((one for one in dry if one[0] > at), None)
    ended_at = None if now_dry else max((end for _, end in dry if end <= at), default=None)
    wait = now_dry or coming
    return WaterDue(
        planned=window is not None,
        due=now_dry is None,
        share=window.share if window else FULL,
        window=window,
        next_flow_at=_known(wait[1], known_until) if wait else None,
        next_stop_at=_known(coming[0], known_until) if coming else None,
        ended_at=ended_at,
        recovering_until=ended_at + recovery if ended_at else None,
    )


def joined(windows: Iterable[Window]) -> list[Window]:
    """The same time line without borders between neighbours of one share; sorted by start."""
    found: list[Window] = []
    for window in sorted(windows, key=lambda one: one.starts_at):
        _append(found, window)
    return found


def difference(
    before: Iterable[Window], after: Iterable[Window], since: datetime, until: datetime
) -> tuple[timedelta, timedelta]:
    """For how long in [since, until) there will be less water than before, and for how long more.

    Time without a window is time without a plan, and counts as full.
    """
    lines = [_whole(before, since, until), _whole(after, since, until)]
    edges = sorted(
        {edge for line in lines for one in line for edge in (one.starts_at, one.ends_at)}
    )
    less = more = timedelta()
    for begin, end in pairwise(edges):
        was, becomes = (next(one.share for one in line if one.holds(begin)) for line in lines)
        less += end - begin if becomes < was else timedelta()
        more += end - begin if becomes > was else timedelta()
    return less, more


def _whole(windows: Iterable[Window], since: datetime, until: datetime) -> list[Window]:
    kept = [(one.starts_at, one.ends_at, one.share) for one in windows]
    return timeline(kept, FULL, since, until)


def _around(line: Sequence[Window], at: datetime) -> Window | None:
    """The stretch of one share around the moment, over the borders of windows."""
    index = next((number for number, one in enumerate(line) if one.holds(at)), None)
    if index is None:
        return None
    found = line[index]
    for one in reversed(line[:index]):
        if (one.ends_at, one.share) != (found.starts_at, found.share):
            break
        found = Window(one.starts_at, found.ends_at, found.share)
    for one in line[index + 1 :]:
        if (one.starts_at, one.share) != (found.ends_at, found.share):
            break
        found = Window(found.starts_at, one.ends_at, found.share)
    return found


def _dry_stretches(line: Sequence[Window]) -> list[tuple[datetime, datetime]]:
    found: list[tuple[datetime, datetime]] = []
    for one in line:
        if one.share != DRY:
            continue
        if found and found[-1][1] == one.starts_at:
            found[-1] = (found[-1][0], one.ends_at)
        else:
            found.append((one.starts_at, one.ends_at))
    return found


def _known(at: datetime, known_until: datetime | None) -> datetime | None:
    return at if known_until is None or at < known_until else None


def _largest(running: Counter[int], otherwise: int) -> int:
    return max((share for share, count in running.items() if count), default=otherwise)


def _append(found: list[Window], window: Window) -> None:
    if window.starts_at >= window.ends_at:
        return
    last = found[-1] if found else None
    if last and last.share == window.share and last.ends_at == window.starts_at:
        found[-1] = Window(last.starts_at, window.ends_at, window.share)
    else:
        found.append(window)
