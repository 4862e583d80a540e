"""What is known of the water at a place, in the order in which it matters to who wants to report.

The order is that of the product design, P3: at most one card, and how many others there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from ptmb.domain.rationing import WaterDue
from ptmb.domain.supply import INCIDENT_OPEN, IncidentKind, IncidentStatus

RECOVERS_WITHIN = timedelta(hours=3)
"""So long after a turn high ground may still be dry, where its zone does not say more."""
_ALSO_SUPPLY = frozenset({"SCHED"})
"""Asks about supply although it is no trouble of the tap (see `domain.categories`)."""


class KnownKind(StrEnum):
    """In order of importance."""

    CREW = "crew"
    INCIDENT = "incident"
    RATIONED = "rationed"
    RECOVERING = "recovering"
    LATER = "later"
    PLANNED = "planned"


@dataclass(frozen=True)
class Turn:
    """A turn without water: whose it is, and when water is due again, as far as that is known."""

    zone_id: int | None
    flows_at: datetime | None


class Trouble(Protocol):
    """What an incident tells about itself."""

    @property
    def kind(self) -> IncidentKind: ...
    @property
    def status(self) -> IncidentStatus: ...
    @property
    def crew_assigned(self) -> bool: ...
    @property
    def starts_at(self) -> datetime: ...


One = TypeVar("One", bound=Trouble)


@dataclass(frozen=True)
class Fact(Generic[One]):
    """One thing that is known; `incident` is None for what the schedule says."""

    kind: KnownKind
    incident: One | None = None


def about_supply(code: str, supply: bool) -> bool:
    """Whether the schedule can explain a complaint of this category; a leak it never explains."""
    return supply or code in _ALSO_SUPPLY


def known_facts(
    incidents: Iterable[One], water: WaterDue, at: datetime, day_ends: datetime
) -> list[Fact[One]]:
    """Everything known at the moment `at`, the most important first.

    Args:
        day_ends: what begins after it is not of today.
    """
    found = [Fact(kind, one) for one in incidents if (kind := _kind_of(one, day_ends)) is not None]
    plan = _of_schedule(water, at, day_ends)
    if plan is not None:
        found.append(Fact(plan))
    order = list(KnownKind)
    return sorted(found, key=lambda fact: order.index(fact.kind))


def recovered_at(water: WaterDue) -> datetime | None:
    """When water should be everywhere again after the turn that ended last."""
    if not water.due or water.ended_at is None:
        return None
    at_least = water.ended_at + RECOVERS_WITHIN
    return max(at_least, water.recovering_until or at_least)


def _kind_of(one: Trouble, day_ends: datetime) -> KnownKind | None:
    if one.status not in INCIDENT_OPEN:
        return None
    if one.kind is IncidentKind.PLANNED:
        return KnownKind.PLANNED if one.starts_at < day_ends else None
    return KnownKind.CREW if one.crew_assigned else KnownKind.INCIDENT


def _of_schedule(water: WaterDue, at: datetime, day_ends: datetime) -> KnownKind | None:
    if not water.due:
        return KnownKind.RATIONED
    recovered = recovered_at(water)
    if recovered is not None and at < recovered:
        return KnownKind.RECOVERING
    if water.next_stop_at is not None and water.next_stop_at < day_ends:
        return KnownKind.LATER
    return None
