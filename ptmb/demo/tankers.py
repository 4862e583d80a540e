"""The demonstration's tanker relief: eight trucks, a queue, one run done and one under way.

Eight trucks with seven customers a day each, 5,000 l for Rp 50,000 and the post in Jl. MT Haryono
are the press's; who asked is made up.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from ptmb.actions import tanker_asking, tanker_driving, tanker_fleet, tanker_planning, tanker_runs
from ptmb.actions.tanker_asking import Wish
from ptmb.actions.tanker_driving import Delivery
from ptmb.actions.tanker_fleet import FillingDetails, PriceDetails, TruckDetails
from ptmb.config import CITY_TIME
from ptmb.demo.calendar import on_day
from ptmb.demo.rationing import FIRST, Act, Moved
from ptmb.demo.stage import Stage
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import REPORTER, Actor
from ptmb.domain.tanker_rule import DRY_CATEGORIES, Ground
from ptmb.domain.tankers import Access, RequestStatus, Vulnerable
from ptmb.models import Area, Category, Complaint, TankerRequest, TankerRun, TankerStop, TankerTruck

_MINUTES = 60
_AFTER = 10_000
_ASKED = 34
_HOURS = 24
_NOON = 12 * _MINUTES
_POST = FillingDetails("Posko Jl. MT Haryono", -1.2480, 116.8590, 6 * 60, 22 * 60, 20)
_PRICES = (PriceDetails(1000, 15_000, None), PriceDetails(2500, 30_000, None),
           PriceDetails(5000, 50_000, None))  # fmt: skip
_CREWS = ("Tim Tengah", "Tim Selatan", "Tim Utara", "Tim Barat", "Tim Timur", "Tim Kota",
          "Tim Tengah", "Tim Selatan")  # fmt: skip
_NARROW = 7
"""The last truck is small: 2,000 l, for the gangs."""


def tanker_acts(session: Session, stage: Stage, moved: Moved) -> Iterator[Act]:
    """The fleet is there from the start; the queue and the two runs are of the tenth."""
    yield on_day(1, 4 * _MINUTES), FIRST, partial(_fleet, stage, moved)
    yield on_day(10, 7 * _MINUTES + 30), _AFTER, partial(_ask, session, stage, moved)
    for place, (minute, stops) in enumerate(_PLANNED):
        moment = on_day(10, minute)
        yield moment, _AFTER, partial(_plan, session, stage, moved(moment), place, stops)
    for place, (minute, act) in enumerate(_DRIVEN):
        moment = on_day(10, minute)
        yield moment, _AFTER, partial(act, session, stage, moved, place, moment)


def _fleet(stage: Stage, moved: Moved) -> None:
    by, at = stage.operators[0], moved(on_day(1, 4 * _MINUTES))
    post = tanker_fleet.create(_POST, by, at)
    for price in _PRICES:
        tanker_fleet.create(price, by, at)
    crews = {name: id_ for id_, name in stage.crews.items()}
    for place, crew in enumerate(_CREWS):
        truck = TruckDetails(
            plate=f"KT {8001 + place} PM",
            litres=2000 if place == _NARROW else 5000,
            narrow=place == _NARROW,
            crew_id=crews[crew],
            filling_point_id=post,
            shift_starts=7 * _MINUTES,
            shift_ends=21 * _MINUTES,
        )
        tanker_fleet.create(truck, by, at)


def _ask(session: Session, stage: Stage, moved: Moved) -> None:
    """Who has waited for water for a day or longer asks for a truck, one after the other."""
    random, at = stage.random, moved(on_day(10, 7 * _MINUTES + 30))
    # Before 14.32 the last day is squeezed: its morning may lie less than a day after the ninth's.
    since = min(moved(on_day(9, 7 * _MINUTES)), at - timedelta(hours=_HOURS))
    waiting = (
        select(Complaint.id, Area.highland)
        .join(Category)
        .join(Area, Area.id == Complaint.area_id)
        .where(
            Complaint.status == Status.RATIONED,
            Complaint.created_at < since,
            Complaint.clock_started_at < since,
            Category.code.in_(DRY_CATEGORIES),
        )
        .order_by(Complaint.id)
        .limit(_ASKED)
    )
    for number, (complaint_id, highland) in enumerate(session.execute(waiting).all()):
        litres = random.choices((1000, 2500, 5000), (5, 3, 2))[0]
        frail = random.choices((None, *Vulnerable), (6, 2, 2, 1, 1))[0]
        wish = Wish(
            litres=litres,
            storage_litres=litres if random.random() < 0.8 else None,
            access=Access.NARROW if litres == 1000 and random.random() < 0.25 else Access.WIDE,
            vulnerable=(frail,) if frail else (),
            opens=random.choice((7, 7, 8, 15)) * _MINUTES,
            closes=random.choice((18, 19, 21)) * _MINUTES,
            phone=f"+628120001{number:04d}",
        )
        ground = Ground(_HOURS, highland=highland)
        tanker_asking.ask(complaint_id, wish, ground, REPORTER, at, stage.key())


def _plan(session: Session, stage: Stage, at: datetime, place: int, stops: int) -> None:
    """The neediest of the wide streets go onto a truck."""
    by, today = stage.operators[0], at.astimezone(CITY_TIME).date()
    trucks = session.scalars(select(TankerTruck.id).order_by(TankerTruck.id)).all()
    neediest = (
        select(TankerRequest.id)
        .where(
            TankerRequest.status == RequestStatus.WAITING,
            TankerRequest.access == Access.WIDE,
            TankerRequest.litres == 1000,
            TankerRequest.opens < _NOON,
        )
        .order_by(TankerRequest.score.desc(), TankerRequest.id)
        .limit(stops)
    )
    first, *others = session.scalars(neediest).all()
    run_id = tanker_runs.open_run(first, trucks[place], today, by, at)
    for request_id in others:
        tanker_runs.insert(request_id, run_id, by, at, _seen(session, run_id))
    tanker_planning.publish([(run_id, _seen(session, run_id))], by, at)


def _bring(session: Session, stage: Stage, moved: Moved, place: int, moment: datetime) -> None:
    stop, driver = _stop(session, stage, place)
    at = moved(moment)
    tanker_driving.set_off(stop.id, driver, at)
    tanker_driving.deliver(stop.id, Delivery(stop.litres), driver, at, stage.key())


def _set_off(session: Session, stage: Stage, moved: Moved, place: int, moment: datetime) -> None:
    stop, driver = _stop(session, stage, place)
    tanker_driving.set_off(stop.id, driver, moved(moment))


def _stop(session: Session, stage: Stage, place: int) -> tuple[TankerStop, Actor]:
    """A stop of the first run, and who drives it."""
    run = session.scalars(select(TankerRun).order_by(TankerRun.id).limit(1)).one()
    truck = session.get_one(TankerTruck, run.truck_id)
    driver = next(one for one in stage.officers.values() if one.crew_id == truck.crew_id)
    return run.stops[place], driver


def _seen(session: Session, run_id: int) -> int:
    return session.get_one(TankerRun, run_id, populate_existing=True).version


_PLANNED = ((12 * _MINUTES + 30, 3), (14 * _MINUTES + 20, 2))
"""Minutes of the tenth when a run is published, and how many houses it goes to."""
_DRIVEN = (
    (12 * _MINUTES + 58, _bring),
    (13 * _MINUTES + 35, _bring),
    (14 * _MINUTES + 12, _set_off),
)
"""Minutes of the tenth: water for two houses, and the truck is on its way to the third."""
