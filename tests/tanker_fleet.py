"""Trucks, prices and requests for the tests, made through the real actions."""

import itertools
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import inspect, select

from ptmb.actions import tanker_asking, tanker_fleet, tanker_runs
from ptmb.actions.tanker_asking import Wish
from ptmb.actions.tanker_fleet import FillingDetails, PriceDetails, TruckDetails
from ptmb.actions.tanker_planning import publish
from ptmb.adapters import clock
from ptmb.config import CITY_TIME
from ptmb.domain.roles import REPORTER, Actor, Role
from ptmb.domain.tanker_rule import Ground
from ptmb.domain.tankers import Access
from ptmb.extensions import db
from ptmb.models import (
    Complaint,
    ComplaintEvent,
    FillingPoint,
    Message,
    TankerRequest,
    TankerRun,
    TankerStop,
    TankerTruck,
)
from tests.people import Given

_numbers = itertools.count(1)
DESK = Actor(Role.OPERATOR)
WISH = Wish(1000, 1000, Access.WIDE, (), 7 * 60, 19 * 60, "+6281200000001")
RULE = Ground(24)


def sold(*prices: tuple[int, int]) -> None:
    """Prices by litres; strangers pay by distance."""
    for litres, price in prices or ((1000, 10_000), (2500, 25_000), (5000, 50_000)):
        tanker_fleet.create(PriceDetails(litres, price, None), DESK, clock.now())


def filling() -> FillingPoint:
    """The filling point near the middle of the city; always the same one."""
    details = FillingDetails("Posko tangki", -1.2415, 116.8582, 6 * 60, 22 * 60, 20)
    found = db.session.get(FillingPoint, tanker_fleet.create(details, DESK, clock.now()))
    assert found
    return found


def truck(**fields: Any) -> TankerTruck:
    """A truck of 5,000 litres; `crew_id`, `narrow` and whatever else by name."""
    plain = TruckDetails(f"KT {next(_numbers):04d} AB", 5000, False, None, filling().id, 420, 1140)
    details = replace(plain, **fields)
    found = db.session.get(TankerTruck, tanker_fleet.create(details, DESK, clock.now()))
    assert found
    return found


def dry(given: Given, days: float = 2, **fields: Any) -> Complaint:
    """A complaint about a tap that is dry for so long."""
    return given.complaint(at=clock.now() - timedelta(days=days), **fields)


def asked(
    given: Given, complaint: Complaint | None = None, at: datetime | None = None, **wish: Any
) -> TankerRequest:
    """A request in the queue; its telephone number is its own unless said otherwise."""
    number = next(_numbers)
    wish.setdefault("phone", f"+62812{number:08d}")
    complaint = complaint or dry(given)
    request = tanker_asking.ask(
        complaint.id,
        replace(WISH, **wish),
        RULE,
        REPORTER,
        at or clock.now(),
        f"ask-{number:012d}",
    )
    return fresh(request)


def run_of(truck_row: TankerTruck, *requests: TankerRequest, published: bool = True) -> TankerRun:
    """A run of today with these requests in order."""
    on = clock.now().astimezone(CITY_TIME).date()
    first, *others = requests
    run_id = tanker_runs.open_run(first.id, truck_row.id, on, DESK, clock.now())
    for request in others:
        tanker_runs.insert(request.id, run_id, DESK, clock.now(), version_of(run_id))
    if published:
        publish([(run_id, version_of(run_id))], DESK, clock.now())
    return run_now(run_id)


def run_now(run_id: int) -> TankerRun:
    db.session.rollback()
    return db.session.get_one(TankerRun, run_id, populate_existing=True)


def version_of(run_id: int) -> int:
    return run_now(run_id).version


def stops_of(run: TankerRun) -> list[TankerStop]:
    identity = inspect(run).identity
    assert identity
    return list(run_now(identity[0]).stops)


def fresh(request: TankerRequest) -> TankerRequest:
    """The request as it is stored now."""
    db.session.rollback()
    return db.session.get_one(TankerRequest, request.id, populate_existing=True)


def told(request: TankerRequest) -> list[str]:
    """The messages its household got, in order."""
    texts = select(Message.template).where(Message.phone == request.phone).order_by(Message.id)
    return list(db.session.scalars(texts))


def relief_of(complaint_id: int) -> list[str]:
    """What the complaint's history says of tankers."""
    events = select(ComplaintEvent).where(ComplaintEvent.complaint_id == complaint_id)
    found = db.session.scalars(events.order_by(ComplaintEvent.id))
    return [event.facts["relief"] for event in found if "relief" in event.facts]
