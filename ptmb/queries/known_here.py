"""What is known of the water at a place, to be said before somebody reports."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from ptmb.config import CITY_TIME
from ptmb.domain.geography import Point
from ptmb.domain.known import KnownKind, known_facts, recovered_at
from ptmb.domain.rationing import WaterDue
from ptmb.queries.incident_list import IncidentView, incidents_at
from ptmb.queries.water_due import water_due


@dataclass(frozen=True)
class Known:
    """The most important thing; `others` counts what else is known.

    `until` is when it ends, or begins (later today), as far as anybody knows.
    """

    kind: KnownKind
    incident: IncidentView | None
    water: WaterDue
    until: datetime | None
    others: int


def known_here(
    area_id: int | None, point: Point | None, category_supply: bool, at: datetime
) -> Known | None:
    """Three short queries; none for a category that no schedule explains.

    Args:
        category_supply: see `domain.known.about_supply`.
    """
    if area_id is None or not category_supply:
        return None
    water = water_due(area_id, at, point)
    facts = known_facts(incidents_at(area_id, point), water, at, _day_ends(at))
    if not facts:
        return None
    first = facts[0]
    until = _until(first.kind, first.incident, water)
    return Known(first.kind, first.incident, water, until, len(facts) - 1)


def _until(kind: KnownKind, incident: IncidentView | None, water: WaterDue) -> datetime | None:
    if incident is not None:
        return incident.expected_end_at or incident.next_update_at
    if kind is KnownKind.RATIONED:
        return water.next_flow_at
    return recovered_at(water) if kind is KnownKind.RECOVERING else water.next_stop_at


def _day_ends(at: datetime) -> datetime:
    """The next midnight of the city."""
    tomorrow = at.astimezone(CITY_TIME).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), CITY_TIME)
