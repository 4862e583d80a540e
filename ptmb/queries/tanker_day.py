"""A day's runs with their stops: for the desk, the run sheet and the driver."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select

from ptmb.domain.tankers import RunStatus
from ptmb.extensions import db
from ptmb.models import (
    Complaint,
    Crew,
    FillingPoint,
    TankerPlan,
    TankerRequest,
    TankerRun,
    TankerStop,
    TankerTruck,
)

_DRIVEN = (RunStatus.PUBLISHED, RunStatus.STARTED, RunStatus.FINISHED)


@dataclass(frozen=True)
class StopRow:
    stop: TankerStop
    request: TankerRequest
    complaint: Complaint

    @property
    def open(self) -> bool:
        return self.stop.finished_at is None


@dataclass(frozen=True)
class RunRow:
    """A run with its stops in order."""

    run: TankerRun
    truck: TankerTruck
    stops: Sequence[StopRow]

    @property
    def litres(self) -> int:
        return sum(one.stop.litres for one in self.stops)

    @property
    def next(self) -> StopRow | None:
        """The stop the driver is on the way to, else the first that is left."""
        left = [one for one in self.stops if one.open]
        begun = [one for one in left if one.stop.set_off_at]
        return next(iter(begun or left), None)


@dataclass(frozen=True)
class TruckRow:
    truck: TankerTruck
    crew: str
    filling: FillingPoint


def runs_of_day(on: date) -> list[RunRow]:
    """Every run of a day but the cancelled ones, by truck and number: two statements."""
    return _runs(TankerRun.on == on, TankerRun.status != RunStatus.CANCELLED)


def runs_of_crew(crew_id: int | None, on: date) -> list[RunRow]:
    """What a crew drives on a day: the published runs of its trucks."""
    if crew_id is None:
        return []
    theirs = TankerTruck.crew_id == crew_id
    return _runs(TankerRun.on == on, TankerRun.status.in_(_DRIVEN), theirs)


def run_row(run_id: int) -> RunRow | None:
    return next(iter(_runs(TankerRun.id == run_id)), None)


def stop_of_crew(stop_id: int, crew_id: int | None) -> tuple[RunRow, StopRow] | None:
    """A stop of this crew's trucks, and the run it belongs to; what is another's is not there."""
    if crew_id is None:
        return None
    theirs = select(TankerStop.run_id).where(TankerStop.id == stop_id).scalar_subquery()
    rows = _runs(
        TankerRun.id == theirs, TankerTruck.crew_id == crew_id, TankerRun.status.in_(_DRIVEN)
    )
    if not rows:
        return None
    return rows[0], next(one for one in rows[0].stops if one.stop.id == stop_id)


def open_stops_of_crew(crew_id: int | None, on: date) -> int:
    """How many deliveries are left for a crew today; asks nothing for who has no crew."""
    if crew_id is None:
        return 0
    left = (
        select(func.count())
        .select_from(TankerStop)
        .join(TankerRun, TankerRun.id == TankerStop.run_id)
        .join(TankerTruck, TankerTruck.id == TankerRun.truck_id)
        .where(
            TankerTruck.crew_id == crew_id,
            TankerRun.on == on,
            TankerRun.status.in_(_DRIVEN),
            TankerStop.finished_at.is_(None),
        )
    )
    return int(db.session.scalar(left) or 0)


def active_trucks() -> list[TruckRow]:
    """Trucks that drive, by plate, with crew and filling point."""
    rows = db.session.execute(
        select(TankerTruck, Crew.name, FillingPoint)
        .join(FillingPoint, FillingPoint.id == TankerTruck.filling_point_id)
        .outerjoin(Crew, Crew.id == TankerTruck.crew_id)
        .where(TankerTruck.active, FillingPoint.active)
        .order_by(TankerTruck.plate)
    )
    return [TruckRow(row[0], row[1] or "", row[2]) for row in rows]


def newest_plan(on: date) -> TankerPlan | None:
    """The last reckoning of a day."""
    statement = select(TankerPlan).where(TankerPlan.on == on).order_by(TankerPlan.id.desc())
    return db.session.scalar(statement.limit(1))


def plan_by_id(plan_id: int) -> TankerPlan | None:
    return db.session.get(TankerPlan, plan_id, populate_existing=True)


def _runs(*which: ColumnElement[bool]) -> list[RunRow]:
    found = db.session.execute(
        select(TankerRun, TankerTruck)
        .join(TankerTruck, TankerTruck.id == TankerRun.truck_id)
        .where(*which)
        .order_by(TankerTruck.plate, TankerRun.number)
    ).all()
    stops: dict[int, list[StopRow]] = {row[0].id: [] for row in found}
    if not found:
        return []
    rows = db.session.execute(
        select(TankerStop, TankerRequest, Complaint)
        .join(TankerRequest, TankerRequest.id == TankerStop.request_id)
        .join(Complaint, Complaint.id == TankerRequest.complaint_id)
        .where(TankerStop.run_id.in_(list(stops)))
        .order_by(TankerStop.run_id, TankerStop.position)
    )
    for stop, request, complaint in rows:
        stops[stop.run_id].append(StopRow(stop, request, complaint))
    return [RunRow(row[0], row[1], stops[row[0].id]) for row in found]
