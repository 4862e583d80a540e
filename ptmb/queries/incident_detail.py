"""One incident as the desk works on it: what was said, who is in it, who waits for an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, func, select, union

from ptmb.domain.lifecycle import Status
from ptmb.extensions import db
from ptmb.models import Complaint, Crew, Follow, IncidentUpdate, Staff, Supporter
from ptmb.queries.following import PEOPLE

PAGE = 50

_UPDATES = (
    select(IncidentUpdate, Staff.name)
    .outerjoin(Staff, Staff.id == IncidentUpdate.staff_id)
    .where(IncidentUpdate.incident_id == bindparam("id"))
    .order_by(IncidentUpdate.id.desc())
)
_FOLLOWING = (
    select(Complaint.id)
    .where(Complaint.incident_id == bindparam("id"), Complaint.status == Status.GROUPED)
    .scalar_subquery()
)
_NUMBERS = union(
    select(Complaint.reporter_phone.label("phone")).where(Complaint.id.in_(_FOLLOWING)),
    select(Complaint.reporter_phone).where(Complaint.merged_into_id.in_(_FOLLOWING)),
    select(Supporter.phone).where(Supporter.complaint_id.in_(_FOLLOWING)),
).subquery()
_ASKED = select(
    select(func.count()).where(_NUMBERS.c.phone != "").scalar_subquery().label("numbers"),
    select(func.count())
    .select_from(Complaint)
    .where(Complaint.incident_id == bindparam("id"), Complaint.status == Status.GROUPED)
    .scalar_subquery()
    .label("complaints"),
    select(PEOPLE)
    .select_from(Follow)
    .where(Follow.incident_id == bindparam("id"), Follow.ended_at.is_(None))
    .scalar_subquery()
    .label("followers"),
)
_ROWS: Any = (
    select(
        Complaint.id,
        Complaint.reference,
        Complaint.version,
        Complaint.status,
        Complaint.category_id,
        Complaint.area_id,
        Complaint.landmark,
        Complaint.created_at,
    )
    .where(Complaint.incident_id == bindparam("id"), Complaint.id > bindparam("after"))
    .order_by(Complaint.id)
    .limit(PAGE + 1)
)


@dataclass(frozen=True)
class UpdateEntry:
    """What was said, and the name of who said it."""

    update: IncidentUpdate
    staff: str


@dataclass(frozen=True)
class Waiting:
    """Who hears of it: complaints that follow it, numbers behind them, and mere followers."""

    complaints: int
    numbers: int
    followers: int


def updates_of(incident_id: int) -> list[UpdateEntry]:
    """Everything that was said, newest first, in one query."""
    rows = db.session.execute(_UPDATES, {"id": incident_id})
    return [UpdateEntry(update, name or "") for update, name in rows]


def waiting_for(incident_id: int) -> Waiting:
    """How many complaints and people wait, in one query; a number counts once."""
    row = db.session.execute(_ASKED, {"id": incident_id}).one()
    return Waiting(row.complaints, row.numbers, row.followers)


def complaints_of(incident_id: int, after_id: int = 0) -> Sequence[Row[Any]]:
    """One page of its complaints, oldest first, and one more when there is a next page."""
    found: Sequence[Row[Any]] = db.session.execute(
        _ROWS, {"id": incident_id, "after": after_id}
    ).all()  # fmt: skip
    return found


def crew_choices() -> list[tuple[int, str]]:
    """Active crews by name, as a select box wants them."""
    rows = db.session.execute(select(Crew.id, Crew.name).where(Crew.active).order_by(Crew.name))
    return [(row.id, row.name) for row in rows]
