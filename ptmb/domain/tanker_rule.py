"""Who may ask for tanker water, how often, and when it may be expected."""

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from ptmb.domain.choices import DrySpan
from ptmb.domain.lifecycle import OPEN, Status
from ptmb.domain.tankers import FailReason

DRY_CATEGORIES = frozenset({"NOFLOW", "SCHED", "TANKER"})
"""Categories of a house without any water (see `domain.categories`)."""
HOUSEHOLD_PAUSE = timedelta(hours=48)
"""After a delivery the same household waits so long before it may ask again."""
MOST_ATTEMPTS = 3
"""So often a truck comes in vain through no fault of ours; then the request ends."""
THEIR_SIDE = frozenset({FailReason.NOBODY, FailReason.NO_STORAGE, FailReason.NOT_FOUND})
_AT_LEAST = {
    DrySpan.TODAY: timedelta(0),
    DrySpan.YESTERDAY: timedelta(hours=12),
    DrySpan.DAYS_2_3: timedelta(days=2),
    DrySpan.OVER_3_DAYS: timedelta(days=3),
}
"""How long the tap had been dry at least when the citizen said so; "since yesterday" is reckoned
as half a day, the rest of the night."""


@dataclass(frozen=True)
class Ground:
    """What lies outside the complaint: the setting, and what the schedule says of the place.

    Args:
        hours: without water, after which anybody may ask.
        outside_schedule: water should flow there now.
        area_dry_since: since when the schedule keeps the place dry, when it does.
    """

    hours: int
    outside_schedule: bool = False
    area_dry_since: datetime | None = None
    highland: bool = False


@dataclass(frozen=True)
class DryHouse:
    """A complaint as the rule sees it; `since` is when it was made, or opened again."""

    category: str
    status: Status
    since: datetime
    dry_span: DrySpan | None = None

    @property
    def known_dry_since(self) -> datetime:
        return self.since - (_AT_LEAST[self.dry_span] if self.dry_span else timedelta(0))


class Verdict(StrEnum):
    """Whether a house may ask, and why."""

    NOT_DRY = "not_dry"
    TOO_EARLY = "too_early"
    LONG_DRY = "long_dry"
    OUTSIDE_SCHEDULE = "outside_schedule"


ALLOWED = frozenset({Verdict.LONG_DRY, Verdict.OUTSIDE_SCHEDULE})


def dry_since(house: DryHouse, ground: Ground) -> datetime:
    """Since when at the latest the house has been without water."""
    known = house.known_dry_since
    return min(known, ground.area_dry_since) if ground.area_dry_since else known


def asks_from(house: DryHouse, ground: Ground) -> datetime:
    """From when on the hours without water are enough."""
    return dry_since(house, ground) + timedelta(hours=ground.hours)


def verdict(house: DryHouse, ground: Ground, at: datetime) -> Verdict:
    """The rule: an open complaint about a dry tap, long enough or outside the schedule."""
    if house.category not in DRY_CATEGORIES or house.status not in OPEN:
        return Verdict.NOT_DRY
    if asks_from(house, ground) <= at:
        return Verdict.LONG_DRY
    return Verdict.OUTSIDE_SCHEDULE if ground.outside_schedule else Verdict.TOO_EARLY


def expected_on(position: int, a_day: int, today: date) -> date | None:
    """The day a place in the queue is reached; today's trucks are planned already.

    Args:
        position: 1 for the first.
        a_day: deliveries of all trucks in a day; without trucks nothing can be expected.
    """
    return today + timedelta(days=math.ceil(position / a_day)) if a_day > 0 else None


def told_window(expected_at: datetime) -> tuple[datetime, datetime]:
    """The two hours that are promised for a reckoned moment; traffic is not reckoned."""
    start = expected_at.replace(minute=0, second=0, microsecond=0)
    return start, start + timedelta(hours=2)
