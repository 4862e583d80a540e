"""Incidents as everybody may see them: those that are open, those at a place, one by number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from ptmb.domain.geography import Point
from ptmb.domain.incidents import incident_code, overdue
from ptmb.domain.lifecycle import Cause
from ptmb.domain.supply import INCIDENT_OPEN, IncidentKind, IncidentStatus
from ptmb.extensions import db
from ptmb.geometry.covering import Cover
from ptmb.models import Incident, IncidentArea

_ENDED_SHOWN = 20


@dataclass(frozen=True)
class IncidentView:
    """One incident; `version` changes with its news, not with the complaints that join it.

    `geometry` is GeoJSON text, or None where its whole areas are meant.
    """

    id: int
    number: int
    kind: IncidentKind
    status: IncidentStatus
    cause: Cause
    title: str
    public_text: str
    place: str
    starts_at: datetime
    expected_end_at: datetime | None
    next_update_at: datetime | None
    closed_at: datetime | None
    changed_at: datetime
    area_ids: tuple[int, ...]
    complaints: int
    crew_assigned: bool
    crew_id: int | None
    version: int
    geometry: str | None
    latitude: float | None
    longitude: float | None

    @property
    def code(self) -> str:
        return incident_code(self.number)

    @property
    def open(self) -> bool:
        return self.status in INCIDENT_OPEN

    def overdue(self, at: datetime) -> bool:
        """Whether news was promised for a moment that has passed."""
        return overdue(self.status, self.expected_end_at, self.next_update_at, at)

    def at_place(self, area_id: int | None, point: Point | None) -> bool:
        """Whether it concerns this place: a drawn shape decides, where the point is known."""
        if self.geometry and point:
            return bool(Cover.of([(self.id, self.geometry)]).around(point))
        return area_id in self.area_ids


_WITH_AREAS = select(Incident, IncidentArea.area_id).outerjoin(
    IncidentArea, IncidentArea.incident_id == Incident.id
)
_OPEN = (
    _WITH_AREAS.where(Incident.status.in_(sorted(INCIDENT_OPEN)), Incident.closed_at.is_(None))
    .order_by(Incident.id.desc(), IncidentArea.area_id)
)  # fmt: skip
_BY_NUMBER = _WITH_AREAS.where(Incident.number == bindparam("number")).order_by(
    IncidentArea.area_id
)
_BY_ID = _WITH_AREAS.where(Incident.id == bindparam("id")).order_by(IncidentArea.area_id)
_ENDED = select(Incident.id).where(Incident.closed_at.is_not(None))


def open_incidents() -> list[IncidentView]:
    """Everything that is not over, announced work included; newest first, one query."""
    return _views(db.session.execute(_OPEN))


def incidents_at(area_id: int | None, point: Point | None = None) -> list[IncidentView]:
    """Open incidents that concern a place, announced work included; newest first."""
    return [one for one in open_incidents() if one.at_place(area_id, point)]


def ended_incidents(before_id: int | None = None, most: int = _ENDED_SHOWN) -> list[IncidentView]:
    """Those that are over, newest first, in one query."""
    wanted = _ENDED if before_id is None else _ENDED.where(Incident.id < before_id)
    wanted = wanted.order_by(Incident.id.desc()).limit(most)
    statement = _WITH_AREAS.where(Incident.id.in_(wanted.scalar_subquery()))
    ordered = statement.order_by(Incident.id.desc(), IncidentArea.area_id)
    return _views(db.session.execute(ordered))


def incident_by_number(number: int) -> IncidentView | None:
    """The incident that people call by this number, open or over."""
    found = _views(db.session.execute(_BY_NUMBER, {"number": number}))
    return found[0] if found else None


def incident_by_id(incident_id: int | None) -> IncidentView | None:
    """The incident that a complaint follows."""
    if incident_id is None:
        return None
    found = _views(db.session.execute(_BY_ID, {"id": incident_id}))
    return found[0] if found else None


def _views(rows: Iterable[Row[Any]]) -> list[IncidentView]:
    found: dict[int, tuple[Incident, list[int]]] = {}
    for row in rows:
        areas = found.setdefault(row.Incident.id, (row.Incident, []))[1]
        if row.area_id is not None:
            areas.append(row.area_id)
    return [_view(incident, areas) for incident, areas in found.values()]


def _view(row: Incident, areas: list[int]) -> IncidentView:
    return IncidentView(
        id=row.id,
        number=row.number,
        kind=row.kind,
        status=row.status,
        cause=row.cause,
        title=row.title,
        public_text=row.public_text,
        place=row.place,
        starts_at=row.starts_at,
        expected_end_at=row.expected_end_at,
        next_update_at=row.next_update_at,
        closed_at=row.closed_at,
        changed_at=row.changed_at,
        area_ids=tuple(areas),
        complaints=row.complaints,
        crew_assigned=row.crew_id is not None,
        crew_id=row.crew_id,
        version=row.version,
        geometry=row.geometry,
        latitude=row.latitude,
        longitude=row.longitude,
    )
