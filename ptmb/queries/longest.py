"""The complaints that ask for attention: furthest past their deadline, and open the longest.

Each lane gives its first few by its index, and the first of these are the first of all. Asked for
in one go, a database may read every open complaint to sort them.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select, union_all

from ptmb.domain.lanes import OPEN_LANES, PRESSING, Lane
from ptmb.domain.lifecycle import OPEN
from ptmb.extensions import db
from ptmb.models import Complaint

_BY_DEADLINE = (Complaint.due_at, Complaint.id)


def most_overdue(at: datetime, most: int, area_id: int | None = None) -> Sequence[Complaint]:
    """One query: those whose deadline passed first come first."""
    asked = {"at": at, "most": most, **({} if area_id is None else {"area": area_id})}
    return db.session.scalars(_overdue(of_area=area_id is not None), asked).all()


def longest_open(most: int) -> Sequence[Complaint]:
    """One query: the oldest of the open ones."""
    return db.session.scalars(_LONGEST, {"most": most}).all()


@cache
def _overdue(*, of_area: bool) -> Select[Complaint]:
    late = [Complaint.due_at < bindparam("at")]
    if of_area:
        late.append(Complaint.area_id == bindparam("area"))
    lanes = [_in_lane(lane).where(*late).order_by(*_BY_DEADLINE) for lane in PRESSING]
    return _first(lanes).order_by(*_BY_DEADLINE)


def _in_lane(lane: Lane) -> Select[int]:
    return select(Complaint.id).where(Complaint.lane == lane)


def _first(lanes: Iterable[Select[int]]) -> Select[Complaint]:
    few = [select(lane.limit(bindparam("most")).subquery().c.id) for lane in lanes]
    found: Any = union_all(*few).subquery()
    return select(Complaint).join(found, found.c.id == Complaint.id).limit(bindparam("most"))


_LONGEST = _first(
    _in_lane(lane).where(Complaint.status.in_(sorted(OPEN))).order_by(Complaint.id)
    for lane in OPEN_LANES
).order_by(Complaint.created_at, Complaint.id)
