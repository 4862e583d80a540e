"""One complaint as the desk decides about it: itself, its history, and what belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, literal, select, union_all
from sqlalchemy.orm import aliased

from ptmb.domain.geography import Point, box_around, distance_m
from ptmb.domain.lanes import Lane
from ptmb.domain.lifecycle import OPEN
from ptmb.domain.similarity import DESK_RADIUS_M, DESK_WINDOW_HOURS
from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent, Crew, Photo, Staff

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


@dataclass(frozen=True)
class HistoryEntry:
    """An event with the name of who took the step and its pictures."""

    event: ComplaintEvent
    staff: str
    photos: tuple[Photo, ...]


@dataclass(frozen=True)
class DeskDetail:
    """Newest event first."""

    complaint: Complaint
    assignee: str
    merged_into: str
    history: tuple[HistoryEntry, ...]
    related: tuple[Related, ...]

    def tied(self, tie: Tie) -> list[Related]:
        return [one for one in self.related if one.tie is tie]


def desk_detail(reference: str) -> DeskDetail | None:
    """Four queries; None when no complaint has this code."""
    target = aliased(Complaint)
    found = db.session.execute(
        select(Complaint, Staff.name, Crew.name, target.reference)
        .outerjoin(Staff, Staff.id == Complaint.officer_id)
        .outerjoin(Crew, Crew.id == Complaint.crew_id)
        .outerjoin(target, target.id == Complaint.merged_into_id)
        .where(Complaint.reference == reference)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        return None
    complaint, officer, crew, merged_into = found
    return DeskDetail(
        complaint,
        officer or crew or "",
        merged_into or "",
        _history(complaint.id),
        tuple(_related(complaint)),
    )


def similar_to(
    category_id: int, point: Point, at: datetime, *, but: int | None = None
) -> list[Related]:
    """Open complaints of the category within 300 m and two hours, nearest first."""
    rows = db.session.execute(_similar(category_id, point, at, but)).all()
    return sorted(_near(rows, point), key=lambda one: one.distance_m or 0.0)


def number_history(phone: str, most: int = 5) -> Sequence[Row[Any]]:
    """The last complaints from a number (E.164), newest first."""
    statement = _line(Tie.SAME_NUMBER).where(Complaint.reporter_phone == phone)
    return db.session.execute(statement.order_by(Complaint.id.desc()).limit(most)).all()


def _history(complaint_id: int) -> tuple[HistoryEntry, ...]:
    events = db.session.execute(
        select(ComplaintEvent, Staff.name)
        .outerjoin(Staff, Staff.id == ComplaintEvent.staff_id)
        .where(ComplaintEvent.complaint_id == complaint_id)
        .order_by(ComplaintEvent.id.desc())
    ).all()
    pictures: dict[int, list[Photo]] = {}
    for photo in db.session.scalars(
        select(Photo).where(Photo.complaint_id == complaint_id).order_by(Photo.id)
    ):
        pictures.setdefault(photo.event_id, []).append(photo)
    return tuple(
        HistoryEntry(event, name or "", tuple(pictures.get(event.id, ()))) for event, name in events
    )


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


def _similar(category_id: int, point: Point, at: datetime, but: int | None) -> Any:
    box = box_around(point, DESK_RADIUS_M)
    window = timedelta(hours=DESK_WINDOW_HOURS)
    found = _line(Tie.SIMILAR).where(
        Complaint.latitude.between(box.south, box.north),
        Complaint.longitude.between(box.west, box.east),
        Complaint.category_id == category_id,
        Complaint.lane != Lane.ENDED,
        Complaint.status.in_(sorted(OPEN)),
        Complaint.created_at.between(at - window, at + window),
    )
    return (found.where(Complaint.id != but) if but else found).limit(_MOST)


def _related(complaint: Complaint) -> list[Related]:
    """Similar ones, those merged into this one, and others of the same number, in one query."""
    mine, point = complaint.id, _point(complaint.latitude, complaint.longitude)
    parts = [_line(Tie.MERGED).where(Complaint.merged_into_id == mine).limit(_MOST)]
    if point:
        parts.append(_similar(complaint.category_id, point, complaint.created_at, mine))
    if complaint.reporter_phone:
        same = Complaint.reporter_phone == complaint.reporter_phone
        others = _line(Tie.SAME_NUMBER).where(same, Complaint.id != mine)
        parts.append(others.order_by(Complaint.id.desc()).limit(5))
    tables = [part.subquery() for part in parts]
    rows = db.session.execute(union_all(*(select(table) for table in tables))).all()
    near = _near([row for row in rows if row.tie == Tie.SIMILAR], point) if point else []
    rest = [Related(Tie(row.tie), row, None) for row in rows if row.tie != Tie.SIMILAR]
    return sorted(near, key=lambda one: one.distance_m or 0.0) + rest


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


def open_in_area(category_id: int, area_id: int, most: int = 5) -> Sequence[Row[Any]]:
    """Open complaints of a category in an area, newest first, with their landmarks."""
    statement = (
        _line(Tie.SIMILAR)
        .add_columns(Complaint.landmark)
        .where(
            Complaint.area_id == area_id,
            Complaint.category_id == category_id,
            Complaint.lane.in_((Lane.TRIAGE, Lane.RUNNING, Lane.WAITING)),
        )
    )
    return db.session.execute(statement.order_by(Complaint.id.desc()).limit(most)).all()
