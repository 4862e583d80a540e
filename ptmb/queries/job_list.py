"""An officer's work: what is theirs, what waits in their areas, and what was taken from them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    func,
    or_,
    select,
    text,
    union_all,
)

from ptmb.domain.geography import Point, distance_m
from ptmb.domain.lanes import Lane
from ptmb.domain.lifecycle import Status, Step
from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent, Photo, staff_area

ACTIVE = (Status.ASSIGNED, Status.EN_ROUTE, Status.IN_PROGRESS, Status.FOLLOW_UP)
_BEGUN = (Status.EN_ROUTE, Status.IN_PROGRESS)
_SAME_DEADLINE = timedelta(minutes=30).total_seconds()
"""Deadlines within the same half-hour count as equal: then the nearer job goes first."""
_MOST_OPEN = 50
_TOLD_WITHIN = timedelta(hours=12)
_TAKING = (
    Step.ASSIGN, Step.ASK, Step.EXPLAIN, Step.GROUP, Step.MERGE, Step.REJECT, Step.RESOLVE,
)  # fmt: skip
"""Steps of others that end an officer's part in a job."""
_PULSE = text(
    "SELECT COALESCE((SELECT MAX(id) FROM complaint_event WHERE officer_id = :staff), 0),"
    " COALESCE((SELECT MAX(id) FROM complaint_event WHERE previous_officer_id = :staff), 0),"
    " COALESCE((SELECT MAX(id) FROM complaint_event WHERE crew_id = :crew), 0),"
    " (SELECT COUNT(*) FROM staff_area JOIN complaint ON complaint.area_id = staff_area.area_id"
    " WHERE staff_area.staff_id = :staff AND complaint.lane = 'triage')"
)


@dataclass(frozen=True)
class Job:
    """One job in a list; `distance` in metres, None when a position is not known."""

    complaint: Complaint
    photos: int
    distance: float | None


@dataclass(frozen=True)
class TakenAway:
    """A job that was this officer's until somebody else took the step of `event`."""

    event: ComplaintEvent
    complaint: Complaint


@dataclass(frozen=True)
class Pulse:
    """What a poll needs: the newest event that can change the list, and how many jobs wait."""

    newest: int
    waiting: int


@dataclass(frozen=True)
class JobList:
    """The jobs of one officer, and of their crew while none of it has set off."""

    staff_id: int
    crew_id: int | None
    position: Point | None = field(default=None, compare=False)

    def pulse(self) -> Pulse:
        """One statement of indexed look-ups, asked before anything is rendered."""
        row = db.session.execute(_PULSE, {"staff": self.staff_id, "crew": self.crew_id or 0}).one()
        return Pulse(max(row[0], row[1], row[2]), row[3])

    def statement(self) -> Select[Complaint]:
        return select(Complaint).where(self._mine())

    def jobs(self) -> list[Job]:
        """The one begun last, then by deadline, then by distance; major work at the end."""
        statement = select(Complaint).where(
            Complaint.id.in_(self._ids()), Complaint.status.in_(ACTIVE)
        )
        found = sorted(self._with_photos(statement), key=_order)
        begun = [one for one in found if one.complaint.status in _BEGUN]
        at_hand = max(begun, key=lambda one: one.complaint.status_since, default=None)
        return sorted(found, key=lambda one: one is not at_hand)

    def find(self, reference: str) -> Complaint | None:
        """A job of this officer in any status; what is another's does not exist."""
        return db.session.scalar(self.statement().where(Complaint.reference == reference))

    def open_in_areas(self) -> list[Job]:
        """Jobs nobody has, in the officer's areas, oldest deadline first."""
        statement = self._areas().where(Complaint.lane == Lane.TRIAGE)
        statement = statement.order_by(Complaint.due_at, Complaint.id).limit(_MOST_OPEN)
        return self._with_photos(statement)

    def find_in_areas(self, reference: str) -> Complaint | None:
        """Any complaint of the officer's areas, whoever has it by now."""
        return db.session.scalar(self._areas().where(Complaint.reference == reference))

    def taken_away(self, at: datetime, without: Sequence[int] = ()) -> list[TakenAway]:
        """Jobs lost in the last twelve hours, newest first; `without` are event ids known."""
        rows = db.session.execute(
            self._losses()
            .where(ComplaintEvent.at > at - _TOLD_WITHIN, ComplaintEvent.id.not_in(without))
            .order_by(ComplaintEvent.id.desc())
        )
        newest: dict[int, TakenAway] = {}
        for event, complaint in rows:
            newest.setdefault(complaint.id, TakenAway(event, complaint))
        return list(newest.values())

    def lost(self, reference: str) -> TakenAway | None:
        """How this officer lost the job, if they ever had it."""
        statement = self._losses().where(Complaint.reference == reference)
        row = db.session.execute(statement.order_by(ComplaintEvent.id.desc()).limit(1)).first()
        return TakenAway(row[0], row[1]) if row else None

    def has_done(self, key: str) -> bool:
        """Whether this officer's deed with this key is stored: its form came a second time."""
        done = select(ComplaintEvent.id).where(
            ComplaintEvent.key == key, ComplaintEvent.staff_id == self.staff_id
        )
        return bool(key) and db.session.scalar(done) is not None

    def _ids(self) -> CompoundSelect[int]:
        """As a union, because of an OR SQLite reads every running job in the city."""
        running = Complaint.lane.in_((Lane.RUNNING, Lane.WAITING))
        of_crew = Complaint.officer_id.is_(None), Complaint.crew_id == (self.crew_id or 0)
        return union_all(
            select(Complaint.id).where(Complaint.officer_id == self.staff_id, running),
            select(Complaint.id).where(*of_crew, running),
        )

    def _mine(self) -> ColumnElement[bool]:
        own = Complaint.officer_id == self.staff_id
        if self.crew_id is None:
            return own
        return or_(own, and_(Complaint.officer_id.is_(None), Complaint.crew_id == self.crew_id))

    def _areas(self) -> Select[Complaint]:
        served = select(staff_area.c.area_id).where(staff_area.c.staff_id == self.staff_id)
        return select(Complaint).where(Complaint.area_id.in_(served))

    def _losses(self) -> Select[ComplaintEvent, Complaint]:
        event = ComplaintEvent
        return (
            select(event, Complaint)
            .join(Complaint, Complaint.id == event.complaint_id)
            .where(
                event.previous_officer_id == self.staff_id,
                event.staff_id.is_distinct_from(self.staff_id),
                event.step.in_(_TAKING),
                event.status_before.in_(ACTIVE),
                event.officer_id.is_distinct_from(self.staff_id) | (event.step != Step.ASSIGN),
                or_(Complaint.status == event.status_after, event.step == Step.ASSIGN),
                ~and_(self._mine(), Complaint.status.in_(ACTIVE)),
            )
        )

    def _with_photos(self, statement: Select[Complaint]) -> list[Job]:
        photos = select(func.count(Photo.id)).where(Photo.complaint_id == Complaint.id)
        rows = db.session.execute(statement.add_columns(photos.scalar_subquery()))
        return [Job(row[0], row[1], self._away(row[0])) for row in rows]

    def _away(self, complaint: Complaint) -> float | None:
        if self.position is None or complaint.latitude is None or complaint.longitude is None:
            return None
        return distance_m(self.position, Point(complaint.latitude, complaint.longitude))


def _order(job: Job) -> tuple[bool, int, float, datetime, int]:
    due = job.complaint.due_at
    slot = int(due.timestamp() // _SAME_DEADLINE)
    away = job.distance if job.distance is not None else float("inf")
    return job.complaint.status is Status.FOLLOW_UP, slot, away, due, job.complaint.id
