"""The account of a period, adding up to the unit, and how long things took in it."""

from collections import Counter
from dataclasses import dataclass

from ptmb.domain.choices import Confirmation
from ptmb.domain.durations import median
from ptmb.domain.figures import NO, WAITING, YES, Outcome, Tallied
from ptmb.domain.periods import Period
from ptmb.queries.figures import open_now
from ptmb.queries.tallies import Ask, Sums, buckets, gathered, members, outcomes, sums


@dataclass(frozen=True)
class Line:
    """Complaints by what has become of them by now; the parts are the whole."""

    outcomes: Counter[Outcome]

    @property
    def total(self) -> int:
        return self.outcomes.total()

    @property
    def resolved(self) -> int:
        return self.outcomes[Outcome.RESOLVED]

    @property
    def rejected(self) -> int:
        return self.outcomes[Outcome.REJECTED]

    @property
    def merged(self) -> int:
        return self.outcomes[Outcome.MERGED]

    @property
    def withdrawn(self) -> int:
        return self.outcomes[Outcome.WITHDRAWN]

    @property
    def open(self) -> int:
        return self.outcomes[Outcome.OPEN]


@dataclass(frozen=True)
class Ledger:
    """`received`: in the period. `carried`: before it, and still open when it began."""

    received: Line
    carried: Line

    @property
    def sum(self) -> Line:
        return Line(self.received.outcomes + self.carried.outcomes)


SINCE = (Tallied.RECEIVED_CAUSE, Tallied.ENDED_CAUSE)
"""What is asked of the days since a period began, see `carried_over`."""


def ledger(period: Period, area_id: int | None = None) -> Ledger:
    """Two queries."""
    since, own = gathered(
        Ask(SINCE, period.since(), area_id), Ask((Tallied.RECEIVED_CAUSE,), period, area_id)
    )
    received = outcomes(own[Tallied.RECEIVED_CAUSE])
    return Ledger(Line(received), carried_over(since, open_now(area_id)))


def carried_over(since: Sums, open_now: int) -> Line:
    """Those received before a period that ended in it or later, or are open.

    How many ended so is what ended since its first day less those of it that were received since.

    Args:
        since: sums of `SINCE` from the first day of the period until whenever.
        open_now: how many are open, whenever they were received.
    """
    later = outcomes(since[Tallied.RECEIVED_CAUSE])
    carried = outcomes(since[Tallied.ENDED_CAUSE])
    carried.subtract(later)
    carried[Outcome.OPEN] = open_now - later[Outcome.OPEN]
    return Line(carried)


OF_WORK = (
    Tallied.RECEIVED_CHANNEL, Tallied.RECEIVED_REOPENED, Tallied.RESPONSE_TIME,
    Tallied.FINISHED_CREW, Tallied.FINISHED_CREW_LATE, Tallied.FINISHED_LATE,
    Tallied.FINISHED_CONFIRMED, Tallied.FINISHED_RATING, Tallied.RESOLUTION_TIME,
)  # fmt: skip


@dataclass(frozen=True)
class Work:
    """How well a period went. Times are counts by bucket (domain/durations.py).

    Of those received in it: channels, reopened, response times. Of those finished in it: the rest.
    """

    channels: Counter[str]
    reopened: int
    responses: Counter[int]
    crews: Counter[int]
    late_crews: Counter[int]
    on_time: int
    late: int
    confirmed: Counter[str]
    ratings: Counter[int]
    resolutions: Counter[int]

    @property
    def received(self) -> int:
        """Every complaint came by one channel."""
        return self.channels.total()

    @property
    def finished(self) -> int:
        return self.on_time + self.late

    @property
    def by_reporter(self) -> int:
        """Finished, and the reporter said so."""
        return self.confirmed[Confirmation.REPORTER.value]

    @property
    def unconfirmed(self) -> int:
        """Finished, and the reporter has still time to answer."""
        return self.confirmed[WAITING]

    @property
    def rating(self) -> float | None:
        """The mean of the stars, 1 to 5; None when nobody gave any."""
        stars = sum(star * number for star, number in self.ratings.items())
        return stars / self.ratings.total() if self.ratings else None

    @property
    def response_median(self) -> float | None:
        """Seconds."""
        return median(self.responses)

    @property
    def resolution_median(self) -> float | None:
        """Seconds."""
        return median(self.resolutions)


def work(period: Period, area_id: int | None = None) -> Work:
    """One query."""
    return work_of(sums(OF_WORK, period, area_id))


def work_of(found: Sums) -> Work:
    """From sums of `OF_WORK`."""
    late = members(found[Tallied.FINISHED_LATE])
    return Work(
        channels=members(found[Tallied.RECEIVED_CHANNEL]),
        reopened=found[Tallied.RECEIVED_REOPENED].total(),
        responses=buckets(found[Tallied.RESPONSE_TIME]),
        crews=_numbered(members(found[Tallied.FINISHED_CREW])),
        late_crews=_numbered(members(found[Tallied.FINISHED_CREW_LATE])),
        on_time=late[NO],
        late=late[YES],
        confirmed=members(found[Tallied.FINISHED_CONFIRMED]),
        ratings=_numbered(members(found[Tallied.FINISHED_RATING])),
        resolutions=buckets(found[Tallied.RESOLUTION_TIME]),
    )


def _numbered(counts: Counter[str]) -> Counter[int]:
    return Counter({int(member): total for member, total in counts.items()})
