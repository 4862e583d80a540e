"""Trucks, filling points and prices, as the administrator keeps them."""

from dataclasses import dataclass

from sqlalchemy import select

from ptmb.extensions import db
from ptmb.models import Crew, FillingPoint, TankerPrice, TankerTruck


@dataclass(frozen=True)
class FleetTruck:
    truck: TankerTruck
    crew: str
    filling: str


def trucks() -> list[FleetTruck]:
    """Every truck, those that drive first."""
    rows = db.session.execute(
        select(TankerTruck, Crew.name, FillingPoint.name)
        .join(FillingPoint, FillingPoint.id == TankerTruck.filling_point_id)
        .outerjoin(Crew, Crew.id == TankerTruck.crew_id)
        .order_by(TankerTruck.active.desc(), TankerTruck.plate)
    )
    return [FleetTruck(row[0], row[1] or "", row[2]) for row in rows]


def fillings() -> list[FillingPoint]:
    order = FillingPoint.active.desc(), FillingPoint.name
    return list(db.session.scalars(select(FillingPoint).order_by(*order)))


def price_list() -> list[TankerPrice]:
    order = TankerPrice.active.desc(), TankerPrice.litres
    return list(db.session.scalars(select(TankerPrice).order_by(*order)))


def crews() -> list[Crew]:
    """Those that may be given a truck."""
    return list(db.session.scalars(select(Crew).where(Crew.active).order_by(Crew.name)))


def truck_by_id(truck_id: int) -> TankerTruck | None:
    return db.session.get(TankerTruck, truck_id)


def filling_by_id(filling_id: int) -> FillingPoint | None:
    return db.session.get(FillingPoint, filling_id)


def price_by_id(price_id: int) -> TankerPrice | None:
    return db.session.get(TankerPrice, price_id)
