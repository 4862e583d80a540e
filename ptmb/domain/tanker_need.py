"""Who gets tanker water first: a sum of named points, so that the order can be explained.

need = frailty + high ground + 4 x days without water + 6 x days since it was asked for

Frailty adds up what the household says of itself: somebody ill 30, a house of worship or a public
facility 25, an infant 20, somebody old 15. Houses on high ground get 10: pipes reach them last.
The days count in fractions and without an end, so nobody waits for ever: who has waited five days
longer outweighs an ill person. The weights are this product's own choice, not a norm.

All needs grow by the same ten points a day. So the order of two households never turns by itself,
and a rank is kept instead of a need: the points as they would have been at EPOCH.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from ptmb.domain.tankers import Vulnerable

EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
FRAILTY = {
    Vulnerable.ILL: 30.0,
    Vulnerable.PUBLIC_FACILITY: 25.0,
    Vulnerable.INFANT: 20.0,
    Vulnerable.ELDERLY: 15.0,
}
HIGH_GROUND = 10.0
DRY_A_DAY, WAITING_A_DAY = 4.0, 6.0
MOST_POINTS = 999
_DAY = timedelta(days=1)


class ReasonKind(StrEnum):
    """Why a household is where it is in the queue."""

    FRAIL = "frail"
    HIGHLAND = "highland"
    DRY = "dry"
    WAITING = "waiting"


@dataclass(frozen=True)
class Household:
    """What is known of a request; `dry_since` is when the water stopped, as far as known."""

    vulnerable: tuple[Vulnerable, ...]
    highland: bool
    dry_since: datetime
    asked_at: datetime


@dataclass(frozen=True)
class Reason:
    """One addend; `days` for what grows with time, `who` for a frail person."""

    kind: ReasonKind
    points: float
    days: float = 0.0
    who: Vulnerable | None = None


def reasons(house: Household, at: datetime) -> tuple[Reason, ...]:
    """The addends of the need at a moment, in the order in which they are named."""
    return tuple(_reasons(house, at))


def need(house: Household, at: datetime) -> float:
    """The points of a household at a moment."""
    return sum(reason.points for reason in _reasons(house, at))


def rank(house: Household) -> float:
    """The need as of EPOCH: the larger goes first, at whatever moment one looks."""
    return need(house, EPOCH)


def rank_of(points: float, at: datetime) -> float:
    """The rank of somebody who shall have so many points at this moment."""
    return points - _grown(at)


def points_of(rank: float, at: datetime) -> float:
    """The need at a moment of who has this rank."""
    return rank + _grown(at)


def vulnerable_of(values: Iterable[str]) -> tuple[Vulnerable, ...]:
    """Known groups in their usual order, each once."""
    named = set(values)
    return tuple(one for one in Vulnerable if one.value in named)


def _grown(at: datetime) -> float:
    return (DRY_A_DAY + WAITING_A_DAY) * ((at - EPOCH) / _DAY)


def _reasons(house: Household, at: datetime) -> Iterator[Reason]:
    for who in house.vulnerable:
        yield Reason(ReasonKind.FRAIL, FRAILTY[who], who=who)
    if house.highland:
        yield Reason(ReasonKind.HIGHLAND, HIGH_GROUND)
    for kind, since, a_day in (
        (ReasonKind.DRY, house.dry_since, DRY_A_DAY),
        (ReasonKind.WAITING, house.asked_at, WAITING_A_DAY),
    ):
        days = (at - since) / _DAY
        yield Reason(kind, days * a_day, days=days)
