"""An officer's way through the day: what it costs, when they come where, which target is missed.

Times are seconds from now. Ways are the tankers': straight lines times a detour, at their average
speed (see `tanker_trips`). The officer does not come back to where they set off.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ptmb.domain.geography import Point
from ptmb.domain.tanker_trips import METRES_A_SECOND, Distances, straight

MISSED_METRES = 100_000
"""A missed target weighs as much as this way, farther than any through the city and back, times the
urgency (1 to 4): so whatever can be in time goes first."""
LATER_METRES = 10_000
"""And each step of being later still, so that what is late already is not left for the evening."""
_LATER_STEPS = (30 * 60, 60 * 60, 120 * 60, 240 * 60)
ENDLESS = 10_000_000
"""Seconds; no day is so long."""


@dataclass(frozen=True)
class Visit:
    """One job as the way sees it.

    Args:
        point: None when only words say where it is.
        service: seconds of work there.
        due: when it should be finished, negative when that is over; None when nothing presses.
        rank: of its urgency, 0 to 3.
        at_hand: the officer is at it or on the way to it; it comes first whatever it costs.
        here: and they stand there already.
    """

    id: int
    point: Point | None
    service: int
    due: int | None
    rank: int
    at_hand: bool = False
    here: bool = False

    @property
    def steps(self) -> tuple[tuple[int, int], ...]:
        """What coming at this time or before costs, in metres: (seconds, metres), rising."""
        if self.due is None:
            return ((ENDLESS, 0),)
        latest, weight = self.due - self.service, self.rank + 1
        from_then = max(0, latest)
        later = [
            (from_then + step, weight * (MISSED_METRES + index * LATER_METRES))
            for index, step in enumerate(_LATER_STEPS)
        ]
        worst = weight * (MISSED_METRES + len(_LATER_STEPS) * LATER_METRES)
        in_time = [(latest, 0)] if latest >= 0 else []
        return (*in_time, *later, (ENDLESS, worst))


@dataclass(frozen=True)
class Way:
    """Jobs with a point, in no order yet; the tables have the start first, then the jobs."""

    visits: tuple[Visit, ...]
    distances: Distances

    def cost(self, order: Sequence[int]) -> int:
        """Metres driven, and those that missed targets weigh, in this order of indexes."""
        now, here, metres = 0, 0, 0
        for index in order:
            visit, there = self.visits[index], index + 1
            now += self.distances.seconds[here][there]
            metres += self.distances.metres[here][there]
            metres += next(weight for until, weight in visit.steps if now <= until)
            now, here = now + visit.service, there
        return metres

    def by_deadline(self) -> list[int]:
        """The order without a computer: the earliest target first."""
        dues = [one.due if one.due is not None else ENDLESS for one in self.visits]
        return sorted(range(len(self.visits)), key=dues.__getitem__)


@dataclass(frozen=True)
class Choice:
    """A day: the job at hand, the way behind it that can be chosen, then what has no point."""

    first: tuple[Visit, ...]
    way: Way
    unplaced: tuple[Visit, ...]

    def ids(self, order: Sequence[int]) -> list[int]:
        """The jobs' ids, when the way is gone in this order."""
        chosen = [self.way.visits[index] for index in order]
        return [one.id for one in (*self.first, *chosen, *self.unplaced)]


def choice_of(start: Point | None, visits: Sequence[Visit]) -> Choice:
    """Without a position the way begins at the first job that has a point."""
    first = tuple(one for one in visits if one.at_hand)
    begun = schedule(start, first)
    free = begun[-1].ends if begun else 0
    rest = [one for one in visits if not one.at_hand]
    placed = tuple(_sooner(one, free) for one in rest if one.point)
    points = [one.point for one in placed if one.point]
    begins = next((one.point for one in first if one.point), start) or next(iter(points), None)
    way = Way(placed, straight([begins, *points] if begins else []))
    return Choice(first, way, tuple(one for one in rest if not one.point))


def _sooner(visit: Visit, seconds: int) -> Visit:
    return visit if visit.due is None else replace(visit, due=visit.due - seconds)


@dataclass(frozen=True)
class Stop:
    """One job on the way.

    Args:
        metres: from the stop before; None when one of the two places is not known.
        late: seconds past its target when it is finished; 0 in time or when nothing presses.
    """

    visit: Visit
    metres: int | None
    arrives: int
    ends: int
    late: int

    @property
    def seconds(self) -> int | None:
        """Of the way there."""
        return None if self.metres is None else round(self.metres / METRES_A_SECOND)


def schedule(start: Point | None, visits: Sequence[Visit]) -> list[Stop]:
    """When the officer comes where, in this order; an unknown way takes no time."""
    now, here, stops = 0, start, list[Stop]()
    for visit in visits:
        metres = _metres(visit.point if visit.here else here, visit.point)
        arrives = now + round((metres or 0) / METRES_A_SECOND)
        ends = arrives + visit.service
        late = max(0, ends - visit.due) if visit.due is not None else 0
        stops.append(Stop(visit, metres, arrives, ends, late))
        now, here = ends, visit.point or here
    return stops


def _metres(here: Point | None, there: Point | None) -> int | None:
    if here is None or there is None:
        return None
    return straight([here, there]).metres[0][1]
