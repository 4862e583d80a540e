"""The stops of an officer's day: what is shown of each, and the way for the phone's own map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from ptmb.domain.geography import Point
from ptmb.domain.job_route import Stop, Visit, schedule
from ptmb.domain.states import Status
from ptmb.queries.job_list import Job, JobList

MOST_POINTS = 10
"""The last one and nine on the way to it: more a link to Google Maps does not take."""


@dataclass(frozen=True)
class DayStop:
    """A job on the way; `up` and `down` are the places it would go to, None where it cannot.

    Args:
        number: counts from 1, the job at hand included.
        added: it came after the order was made.
    """

    job: Job
    stop: Stop
    number: int
    at: datetime
    up: int | None
    down: int | None
    added: bool


@dataclass(frozen=True)
class Day:
    """The way through the day; `aside` are jobs that wait at the end and are not on it."""

    stops: list[DayStop]
    aside: list[Job]
    ordered_at: datetime | None
    ends_at: datetime

    @property
    def metres(self) -> int:
        return sum(one.stop.metres or 0 for one in self.stops)

    @property
    def minutes(self) -> int:
        return self.stops[-1].stop.ends // 60 if self.stops else 0

    @property
    def missed(self) -> int:
        """How many will be finished after their target."""
        return sum(one.stop.late > 0 for one in self.stops)

    @property
    def pointless(self) -> int:
        """How many have no point on the map."""
        return sum(one.stop.visit.point is None for one in self.stops)

    @property
    def points(self) -> list[Point]:
        """Where to go next, in this order."""
        ahead = [one.stop.visit for one in self.stops if not one.stop.visit.here]
        return [one.point for one in ahead if one.point]


def visits_of(jobs: Sequence[Job], at: datetime, settings: Mapping[str, str]) -> list[Visit]:
    """The jobs of a list that are on the way, in its order."""
    at_hand = JobList.at_hand(jobs)
    return [
        _visit(one, one is at_hand, at, settings)
        for one in jobs
        if one is at_hand or not one.standing.aside
    ]


def _visit(job: Job, at_hand: bool, at: datetime, settings: Mapping[str, str]) -> Visit:
    row = job.complaint
    here = at_hand and row.status is Status.IN_PROGRESS
    service = timedelta(minutes=int(settings[f"visit_minutes_{row.urgency}"]))
    if here:
        service = max(timedelta(0), service - (at - row.status_since))
    placed = row.latitude is not None and row.longitude is not None
    waits = row.status is Status.FOLLOW_UP  # its target stands still
    return Visit(
        row.id,
        Point(row.latitude, row.longitude) if placed else None,
        round(service.total_seconds()),
        None if waits else round((row.due_at - at).total_seconds()),
        row.urgency_rank,
        at_hand,
        here,
    )


def day_of(jobs: Sequence[Job], visits: Sequence[Visit], start: Point | None, at: datetime) -> Day:
    """The list as a way that starts now."""
    by_id = {one.complaint.id: one for one in jobs}
    stops = schedule(start, visits)
    fixed = sum(one.at_hand for one in visits)
    ordered_at = max((one.ordered_at for one in jobs if one.ordered_at), default=None)
    shown = []
    for index, stop in enumerate(stops):
        job, place, last = by_id[stop.visit.id], index - fixed + 1, len(stops) - fixed
        movable = not stop.visit.at_hand
        shown.append(
            DayStop(
                job,
                stop,
                index + 1,
                at + timedelta(seconds=stop.arrives),
                place - 1 if movable and place > 1 else None,
                place + 1 if movable and place < last else None,
                ordered_at is not None and job.place is None and movable,
            )
        )
    on_way = {one.id for one in visits}
    aside = [one for one in jobs if one.complaint.id not in on_way]
    ends = timedelta(seconds=stops[-1].ends if stops else 0)
    return Day(shown, aside, ordered_at, at + ends)


def whole_way(points: Sequence[Point]) -> str:
    """A link that opens the phone's navigation from where it is through the first of these points.

    Empty for fewer than two: a single one has a link of its own.
    """
    if len(points) < 2:
        return ""
    *between, last = [f"{one.lat:.6f},{one.lng:.6f}" for one in points[:MOST_POINTS]]
    asked = {"api": "1", "destination": last, "waypoints": "|".join(between)}
    return "https://www.google.com/maps/dir/?" + urlencode(asked)
