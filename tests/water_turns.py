"""Zones with turns for the tests, published through the real actions."""

import itertools
from datetime import datetime, timedelta

from sqlalchemy import update

from ptmb.actions.rationing import Plan, ZoneDetails, draft, publish, save_zone
from ptmb.adapters import clock
from ptmb.domain.rationing import FULL
from ptmb.domain.roles import Actor, Role
from ptmb.domain.water_plans import LOCAL, WITA, PlanRule
from ptmb.extensions import db
from ptmb.models import Zone
from ptmb.queries import zones
from tests.people import Given

_numbers = itertools.count(1)
DESK = Actor(Role.OPERATOR)
HERE = "Gunung Sari Ilir"


def only_zone(given: Given, *areas: str, recovery: int = 0, partial: bool = False) -> Zone:
    """The one zone of the city; `recovery` in minutes."""
    db.session.execute(update(Zone).values(active=False))
    db.session.commit()
    number = next(_numbers)
    details = ZoneDetails(
        f"T{number}",
        f"Zona {number}",
        recovery_minutes=recovery,
        areas={given.area(name).id: partial for name in areas or (HERE,)},
    )
    return save_zone(None, details, DESK, clock.now())


def dry(zone: Zone, begins: datetime, ends: datetime, told: datetime | None = None) -> str:
    """One turn without water, published now or then; the publication's token."""
    told = told or clock.now()
    local = begins.astimezone(WITA).strftime(LOCAL)
    minutes = int((ends - begins) / timedelta(minutes=1))
    midnight = clock.now().astimezone(WITA).replace(hour=0, minute=0, second=0, microsecond=0)
    plan = Plan("Giliran", "", "", FULL, midnight, None, (PlanRule(local, minutes, "", 0),))
    schedule = draft(zone.id, plan, DESK, told)
    token = publish([schedule.id], DESK, told, f"turn-{next(_numbers):012d}").token
    zones.forget()
    return token


def at(hour: int, minute: int = 0, days: int = 0) -> datetime:
    """This clock of the city, today or so many days later."""
    today = clock.now().astimezone(WITA).replace(hour=hour, minute=minute, second=0, microsecond=0)
    return today + timedelta(days=days)


def dry_now(given: Given, *areas: str, recovery: int = 0, partial: bool = False) -> Zone:
    """No water from 06.00 to 18.00 today."""
    zone = only_zone(given, *areas, recovery=recovery, partial=partial)
    dry(zone, at(6), at(18))
    return zone
