"""Which other complaints belong beside one: similar, merged into it, of the same number."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Row, bindparam, literal, select, union_all

from ptmb.domain.geography import Point, box_around, distance_m
from ptmb.domain.lanes import OPEN_LANES
from ptmb.domain.similarity import DESK_RADIUS_M, DESK_WINDOW_HOURS
from ptmb.extensions import db
from ptmb.models import Complaint

_MOST = 20


class Tie(StrEnum):
    """Why another complaint is shown beside this one."""

    SIMILAR = "similar"
    MERGED = "merged"
    SAME_NUMBER = "same_number"


@dataclass(frozen=True)
class Related:
    """Another complaint in a line; distance in metres, None when unknown."""

    tie: Tie
    row: Row[Any]
    distance_m: float | None


def related_to(complaint: Complaint) -> list[Related]:
    """Similar ones, those merged into this one, and others of the same number, in one query."""
    facts: dict[str, Any] = {"mine": complaint.id}
    point = _point(complaint.latitude, complaint.longitude)
    if point:
        facts |= asdict(box_around(point, DESK_RADIUS_M))
        window = timedelta(hours=DESK_WINDOW_HOURS)
        facts |= {
            "category": complaint.category_id,
            "since": complaint.created_at - window,
            "until": complaint.created_at + window,
        }
    if complaint.reporter_phone:
        facts["phone"] = complaint.reporter_phone
    statement = _relations(point is not None, bool(complaint.reporter_phone))
    rows = db.session.execute(statement, facts).all()
    near = _near([row for row in rows if row.tie == Tie.SIMILAR], point) if point else []
    rest = [Related(Tie(row.tie), row, None) for row in rows if row.tie != Tie.SIMILAR]
    return sorted(near, key=lambda one: one.distance_m or 0.0) + rest


def number_history(phone: str, most: int = 5) -> Sequence[Row[Any]]:
    """The last complaints from a number (E.164), newest first."""
    statement = _line(Tie.SAME_NUMBER).where(Complaint.reporter_phone == phone)
    return db.session.execute(statement.order_by(Complaint.id.desc()).limit(most)).all()


def open_in_area(category_id: int, area_id: int, most: int = 5) -> Sequence[Row[Any]]:
    """Open complaints of a category in an area, newest first, with their landmarks."""
    statement = (
        _line(Tie.SIMILAR)
        .add_columns(Complaint.landmark)
        .where(
            Complaint.area_id == area_id,
            Complaint.category_id == category_id,
            Complaint.lane.in_(OPEN_LANES),
        )
    )
    # Not by the index of age, which holds the ended ones too: only the few open ones are sorted.
    return db.session.execute(statement.order_by((Complaint.id + 0).desc()).limit(most)).all()


def _line(tie: Tie) -> Any:
    return select(
        literal(tie.value).label("tie"),
        Complaint.id,
        Complaint.reference,
        Complaint.version,
        Complaint.status,
        Complaint.category_id,
        Complaint.area_id,
        Complaint.created_at,
        Complaint.latitude,
        Complaint.longitude,
    )


def _similar() -> Any:
    return (
        _line(Tie.SIMILAR)
        .where(
            Complaint.latitude.between(bindparam("south"), bindparam("north")),
            Complaint.longitude.between(bindparam("west"), bindparam("east")),
            Complaint.category_id == bindparam("category"),
            Complaint.lane.in_(OPEN_LANES),
            Complaint.created_at.between(bindparam("since"), bindparam("until")),
            Complaint.id != bindparam("mine"),
        )
        .limit(_MOST)
    )


@cache
def _relations(near: bool, number: bool) -> Any:
    """The statement, made once for each case: making it costs more than running it."""
    parts = [_line(Tie.MERGED).where(Complaint.merged_into_id == bindparam("mine")).limit(_MOST)]
    if near:
        parts.append(_similar())
    if number:
        same = Complaint.reporter_phone == bindparam("phone")
        others = _line(Tie.SAME_NUMBER).where(same, Complaint.id != bindparam("mine"))
        parts.append(others.order_by(Complaint.id.desc()).limit(5))
    return union_all(*(select(part.subquery()) for part in parts))


def _near(rows: Sequence[Row[Any]], point: Point) -> list[Related]:
    found = []
    for row in rows:
        far = distance_m(point, Point(row.latitude, row.longitude))
        if far <= DESK_RADIUS_M:
            found.append(Related(Tie.SIMILAR, row, far))
    return found


def _point(latitude: float | None, longitude: float | None) -> Point | None:
    if latitude is None or longitude is None:
        return None
    return Point(latitude, longitude)
