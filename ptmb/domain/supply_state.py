"""What an area is called now: the worst that holds, and "normal" only where somebody looked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ptmb.domain.rationing import FULL, WaterDue
from ptmb.domain.supply import IncidentKind, IncidentStatus, SupplyState

FRESH = timedelta(hours=24)
"""No news is good news only for as long as this."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """An incident as far as the state of an area depends on it."""

    kind: IncidentKind
    status: IncidentStatus
    starts_at: datetime


def watched(signs: Iterable[datetime | None], at: datetime) -> bool:
    """Whether somebody of the utility did something in the 24 hours before `at`.

    Signs are what people there do: a step of the desk or a crew, an incident's news, a published
    schedule, a reservoir level typed in. Citizens' reports and automatic gauges are none: they
    come in also while nobody looks. A sign of the future says nothing.
    """
    return any(sign is not None and sign <= at < sign + FRESH for sign in signs)


def disturbs(trouble: Trouble) -> bool:
    """Whether an open incident is a disturbance: a fault is one from its first word on."""
    return trouble.kind is IncidentKind.FAULT


def repairs(trouble: Trouble, at: datetime) -> bool:
    """Whether planned work is under way.

    Announced work counts from its announced start on, also when nobody wrote that it began: the
    water was said to be off from then.
    """
    if trouble.kind is not IncidentKind.PLANNED:
        return False
    return trouble.status is not IncidentStatus.ANNOUNCED or trouble.starts_at <= at


def rationed(water: WaterDue) -> bool:
    """Whether the plan gives this place less than its usual water now."""
    return not water.due or water.share < FULL


def supply_state(*, disturbed: bool, repaired: bool, rationed: bool, watched: bool) -> SupplyState:
    """Disturbed before repair before rationed before normal; normal only when watched."""
    if disturbed:
        return SupplyState.DISTURBED
    if repaired:
        return SupplyState.REPAIR
    if rationed:
        return SupplyState.RATIONED
    return SupplyState.NORMAL if watched else SupplyState.NO_DATA
