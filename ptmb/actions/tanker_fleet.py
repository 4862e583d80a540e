"""Trucks, filling points and prices, as the administrator wishes them."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ptmb.actions import _audit, _catalogue, _tankers
from ptmb.actions._record import Incomplete
from ptmb.database import writing
from ptmb.domain.audit import AuditDeed
from ptmb.domain.roles import Actor
from ptmb.domain.words import N_
from ptmb.models import FillingPoint, TankerPrice, TankerTruck


@dataclass(frozen=True)
class TruckDetails:
    """Times are minutes after midnight in the city."""

    plate: str
    litres: int
    narrow: bool
    crew_id: int | None
    filling_point_id: int
    shift_starts: int
    shift_ends: int
    active: bool = True


@dataclass(frozen=True)
class FillingDetails:
    """Degrees (WGS 84), minutes after midnight, and the minutes of a full load."""

    name: str
    latitude: float
    longitude: float
    opens: int
    closes: int
    fill_minutes: int
    active: bool = True


@dataclass(frozen=True)
class PriceDetails:
    """Rupiah for so many litres; `stranger_rupiah` None: by distance."""

    litres: int
    customer_rupiah: int
    stranger_rupiah: int | None
    active: bool = True


@dataclass(frozen=True)
class _Kind:
    """What the three have in common: the table, and the column that names a row."""

    table: type[Any]
    name: str
    taken: str


_TRUCK = _Kind(TankerTruck, "plate", N_("Nomor polisi ini sudah ada."))
_FILLING = _Kind(FillingPoint, "name", N_("Nama ini sudah dipakai."))
_PRICE = _Kind(TankerPrice, "litres", N_("Jumlah liter ini sudah ada."))
_KINDS = {TruckDetails: _TRUCK, FillingDetails: _FILLING, PriceDetails: _PRICE}
Details = TruckDetails | FillingDetails | PriceDetails


def create(details: Details, by: Actor, at: datetime, address: str = "") -> int:
    """Add a truck, a filling point or a price; its id. The same one sent twice is one.

    Raises:
        Incomplete: another one has its name.
    """
    kind = _KINDS[type(details)]
    try:
        with writing() as session:
            _tankers.take_turn(session)
            there = _named(session, kind, details)
            if there is None:
                there = kind.table(**asdict(details))
                session.add(there)
                session.flush()
                _note(session, kind, there, "+", (by, at, address))
            elif not _same(there, details):
                raise Incomplete(kind.name, kind.taken)
            return int(there.id)
    except IntegrityError as error:
        raise Incomplete(kind.name, kind.taken) from error


def change(
    row_id: int, details: Details, by: Actor, at: datetime, seen: str, address: str = ""
) -> None:
    """Change one. What is planned already stays as it is planned.

    Raises:
        CatalogueChanged: it is not as it was seen any more.
        Incomplete: another one has its name.
    """
    kind = _KINDS[type(details)]
    with writing() as session:
        _tankers.take_turn(session)
        row: Any = _catalogue.held(session, kind.table, row_id, seen)
        other = _named(session, kind, details)
        if other is not None and other.id != row_id:
            raise Incomplete(kind.name, kind.taken)
        for name, value in asdict(details).items():
            setattr(row, name, value)
        changed = _catalogue.changed_columns(row)
        if changed:
            _note(session, kind, row, changed, (by, at, address))


def _named(session: Session, kind: _Kind, details: Details) -> Any:
    column = getattr(kind.table, kind.name)
    return session.scalar(select(kind.table).where(column == getattr(details, kind.name)))


def _same(row: Any, details: Details) -> bool:
    return all(getattr(row, name) == value for name, value in asdict(details).items())


def _note(
    session: Session, kind: _Kind, row: Any, detail: str, who: tuple[Actor, datetime, str]
) -> None:
    by, at, address = who
    subject = f"{kind.table.__tablename__} {getattr(row, kind.name)}"
    _audit.add(
        session, AuditDeed.TANKER_CHANGED, subject, by=by, at=at, address=address, detail=detail
    )
