"""Several complaints of one kind, close together and soon after one another: perhaps one incident.

The thresholds are those of the product design (D3): five similar ones within 500 m and 2 hours.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush

from ptmb.domain.geography import Point, distance_m, metres_per_degree

LIKELY_RADIUS_M = 500.0
LIKELY_WINDOW = timedelta(hours=2)
LEAST = 5


@dataclass(frozen=True, slots=True)
class Sighting:
    """An open complaint with its point; `ticket` is the code and the version seen."""

    id: int
    ticket: str
    category_id: int
    area_id: int | None
    point: Point
    at: datetime


@dataclass(frozen=True)
class Likely:
    """Sightings that are probably one incident, earliest first, around the middle one's point."""

    centre: Point
    sightings: tuple[Sighting, ...]

    @property
    def category_id(self) -> int:
        return self.sightings[0].category_id

    @property
    def area_ids(self) -> tuple[int, ...]:
        """The areas they lie in, the commonest first."""
        found = [one.area_id for one in self.sightings if one.area_id is not None]
        return tuple(sorted(set(found), key=lambda area: (-found.count(area), area)))


def likely(sightings: Iterable[Sighting]) -> list[Likely]:
    """Groups of at least `LEAST`, the largest first; no sighting is in two of them.

    Greedy: the sighting with most others around it makes the first group, then again among what
    is left. Lazy, too: a group only shrinks while others take its members, so that what it once
    held is a bound, and most groups are counted but once (M. Minoux, Optimization Techniques,
    1978).
    """
    ordered = sorted(sightings, key=lambda one: (one.at, one.id))
    near, taken, found = _neighbours(ordered), set[int](), []
    bounds = [(-len(around), centre) for centre, around in enumerate(near) if len(around) >= LEAST]
    heapify(bounds)
    while bounds:
        _, centre = heappop(bounds)
        group = [] if centre in taken else _busiest_window(ordered, near[centre], taken)
        if len(group) < LEAST:
            continue
        size = -len(group), centre
        if bounds and size > bounds[0]:
            heappush(bounds, size)
            continue
        found.append(Likely(ordered[centre].point, tuple(ordered[place] for place in group)))
        taken.update(group)
        # What came hours later around the same point may be a group of its own.
        heappush(bounds, size)
    return found


_Cell = tuple[int, int, int]


def _neighbours(ordered: Sequence[Sighting]) -> list[list[int]]:
    """For each place in the list, the places of its kind within the radius, itself included."""
    near: list[list[int]] = [[place] for place in range(len(ordered))]
    cells: dict[_Cell, list[int]] = defaultdict(list)
    poleward = max((abs(one.point.lat) for one in ordered), default=0.0)
    for place, one in enumerate(ordered):
        cell = _cell(one, poleward)
        for other in _around(cell, cells):
            if distance_m(one.point, ordered[other].point) <= LIKELY_RADIUS_M:
                near[place].append(other)
                near[other].append(place)
        cells[cell].append(place)
    return [sorted(places) for places in near]


def _cell(one: Sighting, poleward: float) -> _Cell:
    """Its square: one per cent wider than the radius, because `distance_m` walks a sphere.

    Degrees of longitude are measured where they are shortest, at the latitude `poleward`: no
    two sightings within the radius are then more than one column apart.
    """
    north_m, _ = metres_per_degree(0.0)
    _, east_m = metres_per_degree(poleward)
    wide = LIKELY_RADIUS_M * 1.01
    return (
        one.category_id,
        int(one.point.lat * north_m // wide),
        int(one.point.lng * east_m // wide),
    )


def _around(cell: _Cell, cells: Mapping[_Cell, list[int]]) -> Iterable[int]:
    """The nine squares that hold whatever lies within the radius."""
    category, row, column = cell
    for up in (-1, 0, 1):
        for right in (-1, 0, 1):
            yield from cells.get((category, row + up, column + right), ())


def _busiest_window(
    ordered: Sequence[Sighting], near: Iterable[int], taken: Container[int]
) -> list[int]:
    """The most of them that came within the window and are not taken, earliest first."""
    places = [place for place in near if place not in taken]
    begin, end, first = 0, 0, 0
    for last, place in enumerate(places):
        while ordered[place].at - ordered[places[first]].at > LIKELY_WINDOW:
            first += 1
        if last + 1 - first > end - begin:
            begin, end = first, last + 1
    return places[begin:end]
