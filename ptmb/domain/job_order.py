"""Where a job stands in an officer's list: the job at hand, then what presses, or their own order.

An order lasts a day, and a job keeps its place in it only as long as it stays what it was: one that
ended and came back, or was given anew, stands where the usual rule puts it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ptmb.domain.deadlines import URGENCY_RANK, Urgency
from ptmb.domain.states import Status

OFFICER_HOLDS = (Status.ASSIGNED, Status.EN_ROUTE, Status.IN_PROGRESS, Status.FOLLOW_UP)
BEGUN = (Status.EN_ROUTE, Status.IN_PROGRESS)
_SAME_DEADLINE = timedelta(minutes=30).total_seconds()
"""Deadlines within the same half-hour count as equal: then the nearer job goes first."""

Standing = tuple[int, int, int, float, datetime, int]


@dataclass(frozen=True)
class Waiting:
    """What decides about a job's place.

    Args:
        held: its place is not safe to work at.
        rank: of its urgency, see `URGENCY_RANK`.
        away: metres from the officer, None when a position is not known.
        place: in the officer's own order, None when it has none there.
    """

    id: int
    status: Status
    held: bool
    rank: int
    due_at: datetime
    away: float | None
    place: int | None

    @property
    def aside(self) -> bool:
        """Whether it waits at the end: unsafe, or major work that nobody has pulled forward."""
        return self.held or (self.status is Status.FOLLOW_UP and self.place is None)


def standing(job: Waiting, *, ordered: bool) -> Standing:
    """The smaller, the sooner. `ordered` says whether any job of the list has a place of its own.

    Beside an own order a job without a place is news: an emergency goes on top, others to the end.
    """
    slot = int(job.due_at.timestamp() // _SAME_DEADLINE)
    away = job.away if job.away is not None else float("inf")
    place = job.place or 0
    return _group(job, ordered), place, slot, away, job.due_at, job.id


def _group(job: Waiting, ordered: bool) -> int:
    if job.aside:
        return 3
    if not ordered:
        return 0
    if job.place is not None:
        return 1
    return 0 if job.rank == URGENCY_RANK[Urgency.EMERGENCY] else 2
