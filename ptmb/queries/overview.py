"""All that a page tells of one period, and of the one it is compared with, in one statement."""

from collections import Counter
from dataclasses import dataclass

from ptmb.domain.figures import Tallied
from ptmb.domain.periods import Period
from ptmb.queries.breakdowns import months_of, times_by_member
from ptmb.queries.figures import Counts, counts_of
from ptmb.queries.ledger import OF_WORK, SINCE, Ledger, Line, Work, carried_over, work_of
from ptmb.queries.tallies import Ask, Sums, gathered

Times = dict[int, Counter[int]]
"""By the id of a crew or a category: counts by bucket, see domain/durations.py."""


@dataclass(frozen=True)
class Overview:
    """A period in the city or in one area.

    Attributes:
        before: what was done in the period it is compared with.
        crew_times, category_times: empty for one area, since they are kept for the city alone.
    """

    counts: Counts
    work: Work
    before: Work
    crew_times: Times
    category_times: Times
    since: Sums

    def ledger(self, open_now: int) -> Ledger:
        """Args:
        open_now: how many are open at present, whenever they were received.
        """
        return Ledger(Line(self.counts.outcomes), carried_over(self.since, open_now))


def overview(period: Period, area_id: int | None = None) -> Overview:
    """One query."""
    crew, category = Tallied.RESOLUTION_CREW, Tallied.RESOLUTION_CATEGORY
    counts, own, before, since, months = gathered(
        Ask((Tallied.RECEIVED_CAUSE,), period, area_id, by_area=True),
        Ask((*OF_WORK, crew), period, area_id),
        Ask(OF_WORK, period.before(), area_id),
        Ask(SINCE, period.since(), area_id),
        Ask((category,), months_of(period), area_id),
    )
    return Overview(
        counts=counts_of(counts[Tallied.RECEIVED_CAUSE]),
        work=work_of(own),
        before=work_of(before),
        crew_times=times_by_member(own[crew]),
        category_times=times_by_member(months[category]),
        since=since,
    )
