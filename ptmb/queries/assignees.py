"""Who could be sent, and who is out there now."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Integer, Row, bindparam, exists, func, select

from ptmb.domain.geography import Point, distance_m
from ptmb.domain.lanes import Lane
from ptmb.domain.lifecycle import Status
from ptmb.domain.ranking import Candidate
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import Complaint, Crew, Staff, staff_area

_NO_AREA = 0


@dataclass(frozen=True)
class CrewNow:
    """A crew as the desk's table shows it; `status` is what its busiest member does, at `area`."""

    name: str
    on_duty: int
    members: int
    open_jobs: int
    status: Status | None
    area_id: int | None


def candidates_for(area_id: int | None, point: Point | None) -> list[Candidate]:
    """Every active officer and crew, in one query; `domain.ranking` puts them in order."""
    rows = db.session.execute(_officers(), {"area": area_id or _NO_AREA}).all()
    officers = [
        Candidate(
            row.id,
            None,
            row.name,
            row.on_duty,
            row.serves,
            row.own_jobs + (row.crew_jobs or 0),
            _distance(point, row),
        )
        for row in rows
    ]
    return officers + _crews(rows, point)


@cache
def _officers() -> Any:
    """The statement, made once: making it costs more than running it."""
    serves = exists().where(
        staff_area.c.staff_id == Staff.id, staff_area.c.area_id == bindparam("area")
    )
    own = select(func.count()).where(
        Complaint.officer_id == Staff.id, Complaint.lane == Lane.RUNNING
    )
    of_crew = select(func.count()).where(
        Complaint.crew_id == Staff.crew_id,
        Complaint.lane == Lane.RUNNING,
        Complaint.officer_id.is_(None),
    )
    return (
        select(
            Staff.id,
            Staff.name,
            Staff.on_duty,
            Staff.latitude,
            Staff.longitude,
            Staff.crew_id,
            Crew.name.label("crew"),
            Crew.active.label("crew_active"),
            serves.label("serves"),
            own.scalar_subquery().label("own_jobs"),
            of_crew.scalar_subquery().label("crew_jobs"),
        )
        .outerjoin(Crew, Crew.id == Staff.crew_id)
        .where(Staff.role == Role.OFFICER, Staff.active)
        .order_by(Staff.name)
    )


def _crews(rows: Iterable[Row[Any]], point: Point | None) -> list[Candidate]:
    """A crew is on duty when a member is; its jobs are its members' and its own."""
    members: dict[int, list[Row[Any]]] = {}
    for row in rows:
        if row.crew_id is not None and row.crew_active:
            members.setdefault(row.crew_id, []).append(row)
    return [_crew(crew_id, group, point) for crew_id, group in members.items()]


def _crew(crew_id: int, group: list[Row[Any]], point: Point | None) -> Candidate:
    distances = [far for far in (_distance(point, row) for row in group) if far is not None]
    return Candidate(
        None,
        crew_id,
        group[0].crew,
        any(row.on_duty for row in group),
        any(row.serves for row in group),
        sum(row.own_jobs for row in group) + (group[0].crew_jobs or 0),
        min(distances, default=None),
    )


def _distance(point: Point | None, row: Row[Any]) -> float | None:
    if point is None or row.latitude is None or row.longitude is None:
        return None
    return distance_m(point, Point(row.latitude, row.longitude))


_BUSIEST = (Status.IN_PROGRESS, Status.EN_ROUTE, Status.ASSIGNED)


def crews_now() -> list[CrewNow]:
    """Every active crew with what it does now: two queries, whatever the number of crews."""
    people = db.session.execute(
        select(
            Crew.id,
            Crew.name,
            func.count(Staff.id).label("members"),
            func.coalesce(func.sum(Staff.on_duty.cast(Integer)), 0).label("on_duty"),
        )
        .outerjoin(Staff, (Staff.crew_id == Crew.id) & Staff.active)
        .where(Crew.active)
        .group_by(Crew.id, Crew.name)
        .order_by(Crew.name)
    ).all()
    jobs = _jobs_by_crew()
    return [_crew_now(row, jobs.get(row.id, [])) for row in people]


def officer_names() -> list[tuple[int, str]]:
    """Active officers for a select box."""
    statement = select(Staff.id, Staff.name).where(Staff.role == Role.OFFICER, Staff.active)
    return [(row.id, row.name) for row in db.session.execute(statement.order_by(Staff.name))]


def _jobs_by_crew() -> dict[int, list[Row[Any]]]:
    crew = func.coalesce(Staff.crew_id, Complaint.crew_id).label("crew_id")
    area = func.min(Complaint.area_id).label("area_id")
    statement: Any = (
        select(crew, Complaint.status, area, func.count().label("jobs"))
        .outerjoin(Staff, Staff.id == Complaint.officer_id)
        .where(Complaint.lane == Lane.RUNNING)
        .group_by(crew, Complaint.status)
    )
    found: dict[int, list[Row[Any]]] = {}
    for row in db.session.execute(statement):
        found.setdefault(row.crew_id or 0, []).append(row)
    return found


def _crew_now(row: Row[Any], jobs: list[Row[Any]]) -> CrewNow:
    total = sum(job.jobs for job in jobs)
    for status in _BUSIEST:
        for job in jobs:
            if job.status is status:
                return CrewNow(row.name, row.on_duty, row.members, total, status, job.area_id)
    return CrewNow(row.name, row.on_duty, row.members, total, None, None)
