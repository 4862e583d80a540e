"""Two incidents of the demonstration: a burst main in the south and planned work in the centre."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from ptmb.actions import incidents
from ptmb.actions.incidents import Chosen, NewIncident, News
from ptmb.demo.calendar import on_day
from ptmb.demo.rationing import FIRST, Act, Moved
from ptmb.demo.stage import Stage
from ptmb.domain.geography import Point
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.supply import IncidentKind, IncidentStatus
from ptmb.models import Complaint, Incident

_BURST_AREAS = ("Sepinggan", "Sepinggan Raya")
_WORK_AREAS = ("Damai", "Damai Baru")
_LAST = 10_000
"""After whatever happens to a complaint at the same moment."""
_MINUTES = 60
_JOINABLE = (Status.RECEIVED, Status.ASSIGNED, Status.EN_ROUTE, Status.IN_PROGRESS)


def incident_acts(session: Session, stage: Stage, moved: Moved) -> Iterator[Act]:
    """A main bursts on the tenth; a valve is changed, as announced two days before."""
    yield on_day(8, 9 * _MINUTES), FIRST, partial(_announce, stage, moved)
    yield on_day(10, 9 * _MINUTES + 10), FIRST, partial(_burst, stage, moved)
    yield on_day(10, 8 * _MINUTES + 5), FIRST, partial(_begin_work, session, stage, moved)
    yield on_day(10, 11 * _MINUTES + 20), FIRST, partial(_dig, session, stage, moved)
    yield on_day(10, 14 * _MINUTES + 28), _LAST, partial(_join, session, stage, moved)


def _announce(stage: Stage, moved: Moved) -> None:
    at = moved(on_day(8, 9 * _MINUTES))
    new = NewIncident(
        kind=IncidentKind.PLANNED,
        cause=Cause.TECHNICAL,
        title="Penggantian katup 200 mm",
        public_text="Katup pipa diganti. Tampung air sebelum pukul 08.00.",
        place="Jl. MT Haryono",
        starts_at=moved(on_day(10, 8 * _MINUTES)),
        expected_end_at=moved(on_day(10, 16 * _MINUTES)),
        area_ids=tuple(stage.areas[name].id for name in _WORK_AREAS),
        centre=_centre(stage, _WORK_AREAS[0]),
    )
    incidents.open_incident(new, stage.operators[0], at, stage.key())


def _begin_work(session: Session, stage: Stage, moved: Moved) -> None:
    incident = _of_kind(session, IncidentKind.PLANNED)
    news = News(
        IncidentStatus.REPAIRING,
        public_text="Pekerjaan dimulai sesuai jadwal.",
        expected_end_at=incident.expected_end_at,
        crew_id=_crew(stage, "Tim Selatan"),
    )
    _say(stage, incident, news, moved(on_day(10, 8 * _MINUTES + 5)))


def _burst(stage: Stage, moved: Moved) -> None:
    at = moved(on_day(10, 9 * _MINUTES + 10))
    new = NewIncident(
        kind=IncidentKind.FAULT,
        cause=Cause.TECHNICAL,
        title="Pipa 300 mm bocor",
        public_text="Pipa induk bocor. Aliran dimatikan sementara agar bisa diperbaiki.",
        place="Jl. Marsma R. Iswahyudi, Sepinggan",
        starts_at=at,
        next_update_at=moved(on_day(10, 11 * _MINUTES + 30)),
        area_ids=tuple(stage.areas[name].id for name in _BURST_AREAS),
        centre=_centre(stage, _BURST_AREAS[0]),
    )
    incidents.open_incident(new, stage.operators[0], at, stage.key())


def _dig(session: Session, stage: Stage, moved: Moved) -> None:
    incident = _of_kind(session, IncidentKind.FAULT)
    news = News(
        IncidentStatus.REPAIRING,
        public_text="Petugas di lokasi. Titik bocor sudah ditemukan dan digali.",
        expected_end_at=moved(on_day(10, 17 * _MINUTES)),
        crew_id=_crew(stage, "Tim Selatan"),
    )
    _say(stage, incident, news, moved(on_day(10, 11 * _MINUTES + 20)))


def _join(session: Session, stage: Stage, moved: Moved) -> None:
    """What is open there for a technical reason, and not yet late, belongs to the burst."""
    at, incident = moved(on_day(10, 14 * _MINUTES + 28)), _of_kind(session, IncidentKind.FAULT)
    area_ids = [stage.areas[name].id for name in _BURST_AREAS]
    found = select(Complaint.id, Complaint.version).where(
        Complaint.area_id.in_(area_ids),
        Complaint.status.in_(_JOINABLE),
        Complaint.cause == Cause.TECHNICAL,
        Complaint.due_at > at,
    )
    chosen = [Chosen(id_, version) for id_, version in session.execute(found)]
    incidents.join(chosen, incident.id, stage.operators[0], at, stage.key())


def _say(stage: Stage, incident: Incident, news: News, at: datetime) -> None:
    incidents.update(incident.id, news, stage.operators[0], at, stage.key(), incident.version)


def _of_kind(session: Session, kind: IncidentKind) -> Incident:
    return session.scalars(select(Incident).where(Incident.kind == kind)).one()


def _centre(stage: Stage, area: str) -> Point:
    return Point(stage.areas[area].latitude, stage.areas[area].longitude)


def _crew(stage: Stage, name: str) -> int:
    return next(id_ for id_, crew in stage.crews.items() if crew == name)
