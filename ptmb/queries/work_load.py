"""What crews and officers have in their hands now: for managers, never for a public page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, and_, case, func, select

from ptmb.domain.lanes import OPEN_LANES, PRESSING
from ptmb.domain.lifecycle import OPEN
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import Complaint, Crew, Staff
from ptmb.queries.complaint_list import holding_crew


@dataclass(frozen=True)
class Load:
    """Open complaints in somebody's hands, and how many of them are past their deadline."""

    open: int = 0
    late: int = 0


@dataclass(frozen=True)
class CrewLoad:
    """A crew; its load is its members' and what none of them has taken yet."""

    id: int
    name: str
    members: int
    on_duty: int
    load: Load


@dataclass(frozen=True)
class OfficerLoad:
    id: int
    name: str
    crew: str
    on_duty: bool
    load: Load


def crew_loads(at: datetime) -> list[CrewLoad]:
    """Active crews by name: two queries."""
    loads = _loads(holding_crew(), at)
    rows = db.session.execute(
        select(
            Crew.id,
            Crew.name,
            func.count(Staff.id),
            func.coalesce(func.sum(Staff.on_duty.cast(Integer)), 0),
        )
        .outerjoin(Staff, and_(Staff.crew_id == Crew.id, Staff.active))
        .where(Crew.active)
        .group_by(Crew.id, Crew.name)
        .order_by(Crew.name)
    )
    return [
        CrewLoad(key, name, members, int(on_duty), loads.get(key, Load()))
        for key, name, members, on_duty in rows
    ]


def officer_loads(at: datetime) -> list[OfficerLoad]:
    """Active officers by name: two queries."""
    loads = _loads(Complaint.officer_id, at)
    rows = db.session.execute(
        select(Staff.id, Staff.name, func.coalesce(Crew.name, ""), Staff.on_duty)
        .outerjoin(Crew, Crew.id == Staff.crew_id)
        .where(Staff.role == Role.OFFICER, Staff.active)
        .order_by(Staff.name, Staff.id)
    )
    return [
        OfficerLoad(key, name, crew, on_duty, loads.get(key, Load()))
        for key, name, crew, on_duty in rows
    ]


def _loads(holder: Any, at: datetime) -> dict[int, Load]:
    whose = holder.label("holder")
    late = and_(Complaint.lane.in_(PRESSING), Complaint.due_at < at)
    statement = (
        select(whose, func.count(), func.sum(case((late, 1), else_=0)))
        # The lanes have an index; an open complaint lies in no other.
        .where(Complaint.lane.in_(OPEN_LANES), Complaint.status.in_(OPEN))
        .group_by(whose)
    )
    rows = db.session.execute(statement)
    return {int(row[0]): Load(int(row[1]), int(row[2])) for row in rows if row[0] is not None}
