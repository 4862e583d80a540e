"""The turn that keeps a place dry at this moment, by the published schedule."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from ptmb.domain.geography import Point
from ptmb.domain.known import Turn, about_supply
from ptmb.domain.lifecycle import Cause
from ptmb.models import Complaint
from ptmb.queries.catalogue import catalogue
from ptmb.queries.incident_list import IncidentView, incidents_at
from ptmb.queries.water_due import water_due
from ptmb.queries.zones import zones


def turn_here(area_id: int | None, point: Point | None, at: datetime) -> Turn | None:
    """None where water is due, where nobody planned anything, and without an area. One query."""
    if area_id is None:
        return None
    water = water_due(area_id, at, point)
    return None if water.due else Turn(water.zone_id, water.next_flow_at)


def covering_turn(
    complaint: Complaint, at: datetime, incidents: Iterable[IncidentView] | None = None
) -> Turn | None:
    """What explains a dry tap at its place now and says until when; one query, or two.

    The schedule, else an open incident whose cause is rationing. None where the category asks for
    something else, and where nobody has said when water is due.

    Args:
        incidents: those that are open at its place, when they are known already.
    """
    category = catalogue().categories[complaint.category_id]
    if not about_supply(category.code, category.supply):
        return None
    point = _point(complaint)
    turn = turn_here(complaint.area_id, point, at)
    if turn is None or turn.flows_at is None:
        if incidents is None:
            incidents = incidents_at(complaint.area_id, point)
        turn = _of_incident(incidents)
    return turn if turn and turn.flows_at and turn.flows_at > at else None


def _of_incident(incidents: Iterable[IncidentView]) -> Turn | None:
    here = (one for one in incidents if one.cause is Cause.RATIONING)
    return next((Turn(None, one.expected_end_at) for one in here if one.expected_end_at), None)


def _point(complaint: Complaint) -> Point | None:
    if complaint.latitude is None or complaint.longitude is None:
        return None
    return Point(complaint.latitude, complaint.longitude)


def promised_at(complaint: Complaint) -> datetime | None:
    """When water should be there at the latest: its turn, and the time its zone needs to fill.

    None where no moment was said.
    """
    if complaint.water_due_at is None:
        return None
    zone = zones().zones.get(complaint.zone_id) if complaint.zone_id else None
    return complaint.water_due_at + timedelta(minutes=zone.recovery_minutes if zone else 0)
