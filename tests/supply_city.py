"""Incidents and turns of a test's city, made through the real actions."""

import itertools
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from ptmb.actions import incidents, rationing
from ptmb.actions.incidents import NewIncident
from ptmb.actions.rationing import Plan, ZoneDetails
from ptmb.adapters import clock
from ptmb.domain.lifecycle import Cause
from ptmb.domain.roles import Actor
from ptmb.domain.supply import IncidentKind
from ptmb.models import Incident
from ptmb.queries import zones
from tests.people import Given

HOUR = timedelta(hours=1)
_numbers = itertools.count(1)


def trouble(given: Given, desk: Actor, *areas: str, **facts: Any) -> Incident:
    """Open an incident that begins now and is expected to last three hours."""
    at = facts.pop("at", clock.now())
    new = NewIncident(**{
        "kind": IncidentKind.FAULT, "cause": Cause.TECHNICAL, "title": "Pipa bocor",
        "public_text": "Pipa bocor.", "place": "", "starts_at": at,
        "expected_end_at": at + 3 * HOUR,
        "area_ids": tuple(given.area(name).id for name in areas), **facts,
    })  # fmt: skip
    return incidents.open_incident(new, desk, at, uuid5(NAMESPACE_OID, f"trouble {areas} {at}").hex)


def zone(
    given: Given, desk: Actor, share: int, *areas: str, partial: bool = False, **facts: Any
) -> None:
    """Publish a zone with one share of water from now on."""
    at = facts.pop("at", clock.now())
    details = ZoneDetails(
        f"Z{next(_numbers)}", "Zona uji",
        areas={given.area(name).id: partial for name in areas}, **facts,
    )  # fmt: skip
    made = rationing.save_zone(None, details, desk, at)
    plan = Plan("Bergilir", "Waduk surut.", "", share, at, None, ())
    schedule = rationing.draft(made.id, plan, desk, at)
    rationing.publish([schedule.id], desk, at, f"publish {made.id}")
    zones.forget()
