"""The past days of an area in hours of each state, for bars like those of a status page."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from ptmb.domain.supply import SUPPLY_ORDER, SupplyState


@dataclass(frozen=True, slots=True)
class Stretch:
    """From when until when (exclusive) an area was in a state that was written down."""

    state: SupplyState
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class DayHours:
    """A day of the city in minutes of each state; the day of today ends now.

    `watched`: somebody of the utility did something on that day. The time that is in no stretch
    is normal on such a day, and unknown on any other.
    """

    on: date
    minutes: dict[SupplyState, int]

    @property
    def worst(self) -> SupplyState:
        """The worst state of the day, however short."""
        return next(
            (state for state in SUPPLY_ORDER if self.minutes.get(state)), SupplyState.NO_DATA
        )

    @property
    def known(self) -> int:
        """Minutes of which something is known."""
        return sum(self.minutes.values()) - self.minutes.get(SupplyState.NO_DATA, 0)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the city as moments; `ends_at` is exclusive."""

    on: date
    starts_at: datetime
    ends_at: datetime
    watched: bool


def day_hours(day: Day, stretches: Iterable[Stretch]) -> DayHours:
    """How long a day was in which state; where stretches overlap the worst one counts."""
    inside = [
        Stretch(one.state, max(one.starts_at, day.starts_at), min(one.ends_at, day.ends_at))
        for one in stretches
        if one.starts_at < day.ends_at and one.ends_at > day.starts_at
    ]
    otherwise = SupplyState.NORMAL if day.watched else SupplyState.NO_DATA
    edges = {day.starts_at, day.ends_at}
    edges.update(edge for one in inside for edge in (one.starts_at, one.ends_at))
    minutes: Counter[SupplyState] = Counter()
    for begin, end in pairwise(sorted(edges)):
        state = _worst(inside, begin, otherwise)
        minutes[state] += int((end - begin).total_seconds() // 60)
    return DayHours(day.on, {state: minutes[state] for state in SUPPLY_ORDER if minutes[state]})


def total(days: Iterable[DayHours]) -> Counter[SupplyState]:
    """Minutes of each state over all days."""
    found: Counter[SupplyState] = Counter()
    for day in days:
        found.update(day.minutes)
    return found


def _worst(stretches: Sequence[Stretch], at: datetime, otherwise: SupplyState) -> SupplyState:
    present = {one.state for one in stretches if one.starts_at <= at < one.ends_at}
    return next((state for state in SUPPLY_ORDER if state in present), otherwise)
