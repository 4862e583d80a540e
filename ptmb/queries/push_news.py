"""What there is to tell at this moment, whoever is told and whether they know it already.

Each look says what holds now. So what was true at night and is no more in the morning is never
told, and what nobody could send for an hour can be asked about again before it goes out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from ptmb.config import CITY_TIME
from ptmb.domain.incidents import is_major
from ptmb.domain.push import PushTopic
from ptmb.domain.push_rules import overdue_step
from ptmb.domain.reports import ReportKind, newest_due, report_path
from ptmb.domain.reservoir_crossings import last_crossing
from ptmb.extensions import db
from ptmb.models import Question
from ptmb.queries import figures
from ptmb.queries.catalogue import catalogue
from ptmb.queries.incident_list import IncidentView, open_incidents
from ptmb.queries.reports import kept_report
from ptmb.queries.reservoir_levels import levels
from ptmb.queries.urgent_jobs import urgent_jobs

_RECENT = timedelta(hours=24)
_ANSWERS_TOLD = timedelta(days=3)
_DOUBLINGS = 16


@dataclass(frozen=True)
class News:
    """`subject` names it for ever: a device is told of a subject once.

    Args:
        staff_id: whom alone it concerns. before: told only to devices that were there by then.
        facts: what its words are made of. after: subjects after which this one is no news.
    """

    topic: PushTopic
    subject: str
    address: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    staff_id: int | None = None
    before: datetime | None = None
    after: tuple[str, ...] = ()

    @property
    def subjects(self) -> tuple[str, ...]:
        """A device that was told of any of these knows it."""
        return (self.subject, *self.after)


def news(at: datetime) -> list[News]:
    """Everything that holds now, in fifteen queries at most."""
    city = (*_incidents(), *_reservoirs(at), *_overdue(at), *_digest(at), *_answers(at))
    return [*city, *_urgent(at)]


def _incidents() -> Iterator[News]:
    """Open incidents that are major, however they became it."""
    limits = _limit("major_areas"), _limit("major_complaints")
    for one in open_incidents():
        if is_major(one.status, one.kind, (len(one.area_ids), one.complaints), limits):
            yield News(
                PushTopic.INCIDENT, str(one.number), f"/gangguan/{one.number}", _of_incident(one)
            )


def _of_incident(one: IncidentView) -> dict[str, Any]:
    names = [catalogue().area_name(area_id) for area_id in one.area_ids]
    return {"code": one.code, "areas": names, "complaints": one.complaints}


def _reservoirs(at: datetime) -> Iterator[News]:
    """Marks crossed within the last day, each once a day however the level trembles around it."""
    for one in levels(at):
        crossing = last_crossing(one.recent, one.marks, CITY_TIME)
        if crossing is None or one.reading is None or crossing.at < at - _RECENT:
            continue
        day = crossing.at.astimezone(CITY_TIME).date()
        yield News(
            PushTopic.RESERVOIR,
            f"{one.code}:{crossing.now}:{day.isoformat()}",
            "/waduk",
            {"name": one.name, "level": one.reading.level, "crossing": crossing},
        )


def _overdue(at: datetime) -> Iterator[News]:
    """More late complaints than the utility thinks bearable: once a week, or when they doubled."""
    today, limit = at.astimezone(CITY_TIME).date(), _limit("overdue_news")
    late = figures.present(at).late
    step = overdue_step(late, limit)
    if step is not None:
        year, week, _ = today.isocalendar()
        subject, *worse = (f"{year}-{week:02d}:{one}" for one in range(step, step + _DOUBLINGS))
        yield News(
            PushTopic.OVERDUE,
            subject,
            "/walikota/aduan?keadaan=lewat",
            {"late": late},
            after=tuple(worse),
        )


def _digest(at: datetime) -> Iterator[News]:
    """The report of the day before, on the day it is made, to those who asked for it by then."""
    here = at.astimezone(CITY_TIME)
    due = newest_due(ReportKind.DAY, here)
    report = kept_report(ReportKind.DAY, due.period.last)
    if report is not None and due.at.date() == here.date():
        day = due.period.last.isoformat()
        yield News(
            PushTopic.DIGEST,
            day,
            report_path(ReportKind.DAY, due.period.last),
            {"figures": report.figures},
            before=due.at,
        )


def _answers(at: datetime) -> Iterator[News]:
    answered = (
        select(Question.id, Question.asked_by_id)
        .where(Question.answered_at > at - _ANSWERS_TOLD)
        .order_by(Question.id)
    )
    for row in db.session.execute(answered):
        yield News(PushTopic.ANSWER, str(row.id), "/walikota/pertanyaan", staff_id=row.asked_by_id)


def _urgent(at: datetime) -> Iterator[News]:
    """Each officer hears of each time that an emergency is given to them; of no person in it."""
    known = catalogue()
    for one in urgent_jobs(at):
        category = known.categories[one.category_id]
        yield News(
            PushTopic.URGENT_JOB,
            str(one.given),
            f"/tugas/{one.reference}",
            {
                "code": one.reference,
                "area": known.area_name(one.area_id),
                "category": {"id": category.name_id, "en": category.name_en},
            },
            staff_id=one.staff_id,
        )


def _limit(name: str) -> int:
    return int(catalogue().settings[name])
