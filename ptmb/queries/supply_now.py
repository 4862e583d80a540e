"""The state of the water in every area at this moment, the worst first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from ptmb.domain.rationing import WaterDue
from ptmb.domain.supply import SUPPLY_ORDER, ReadingSource, SupplyState
from ptmb.domain.supply_state import Trouble, disturbs, rationed, repairs, supply_state, watched
from ptmb.extensions import db
from ptmb.models import ComplaintEvent, IncidentUpdate, RationingSchedule, ReservoirReading
from ptmb.queries.catalogue import AreaView, catalogue
from ptmb.queries.incident_list import IncidentView, open_incidents
from ptmb.queries.water_due import city_water

_NEWEST = 1_000
"""So many events are looked at for one of the staff, by their primary key."""


@dataclass(frozen=True)
class AreaSupply:
    """An area with its state and what it is made of.

    Attributes:
        incident: what disturbs or repairs, where that is the state.
        water: what the announced plan says; None where no plan covers the moment.
        partial: only some streets are rationed ("sebagian bergilir").
        until: when it is expected to change, or None when nobody said.
    """

    area: AreaView
    state: SupplyState
    incident: IncidentView | None
    water: WaterDue | None
    partial: bool
    until: datetime | None


def city_supply(at: datetime) -> list[AreaSupply]:
    """Every area; worst first, then by name. The same number of statements for any city."""
    troubles = _by_area(open_incidents())
    seen = watched(_signs(), at)
    waters = city_water(at)
    found = [
        _supply(area, troubles.get(area.id, ()), waters[area.id], at, seen=seen)
        for area in catalogue().areas.values()
    ]
    return sorted(found, key=lambda one: (SUPPLY_ORDER.index(one.state), one.area.name))


def area_supply(area_id: int, at: datetime) -> AreaSupply | None:
    """One area as `city_supply` sees it."""
    return next((one for one in city_supply(at) if one.area.id == area_id), None)


def _supply(
    area: AreaView,
    troubles: Iterable[IncidentView],
    water: WaterDue,
    at: datetime,
    *,
    seen: bool,
) -> AreaSupply:
    faults = [one for one in troubles if disturbs(_trouble(one))]
    works = [one for one in troubles if repairs(_trouble(one), at)]
    dry = rationed(water)
    state = supply_state(disturbed=bool(faults), repaired=bool(works), rationed=dry, watched=seen)
    incident = next(iter(faults or works), None)
    partial = dry and water.partial and state is SupplyState.RATIONED
    planned = water if water.planned else None
    return AreaSupply(area, state, incident, planned, partial, _until(state, incident, water))


def _until(state: SupplyState, incident: IncidentView | None, water: WaterDue) -> datetime | None:
    if incident is not None:
        return incident.expected_end_at
    if state is not SupplyState.RATIONED:
        return None
    if not water.due:
        return water.next_flow_at
    return water.window.ends_at if water.window else None


def _trouble(one: IncidentView) -> Trouble:
    return Trouble(one.kind, one.status, one.starts_at)


def _by_area(incidents: Iterable[IncidentView]) -> dict[int, list[IncidentView]]:
    found: dict[int, list[IncidentView]] = {}
    for one in incidents:
        for area_id in one.area_ids:
            found.setdefault(area_id, []).append(one)
    return found


def _signs() -> tuple[datetime | None, ...]:
    """When people of the utility last did each kind of thing; one statement, four index ends."""
    newest = (
        select(ComplaintEvent.at, ComplaintEvent.staff_id)
        .order_by(ComplaintEvent.id.desc())
        .limit(_NEWEST)
        .subquery()
    )
    events = select(func.max(newest.c.at)).where(newest.c.staff_id.is_not(None))
    updates = (
        select(IncidentUpdate.at)
        .where(IncidentUpdate.staff_id.is_not(None))
        .order_by(IncidentUpdate.id.desc())
        .limit(1)
    )
    publications = select(func.max(RationingSchedule.published_at))
    readings = (
        select(ReservoirReading.recorded_at)
        .where(ReservoirReading.source == ReadingSource.DESK)
        .order_by(ReservoirReading.id.desc())
        .limit(1)
    )
    parts = (events, updates, publications, readings)
    row = db.session.execute(select(*(one.scalar_subquery() for one in parts))).one()
    return tuple(row)
