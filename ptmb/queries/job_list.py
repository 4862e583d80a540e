"""An officer's work: what is theirs, what waits in their areas, and what was taken from them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter as Bind
from sqlalchemy import Row, Select, and_, bindparam, func, or_, select, text, union_all

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
    Step.RETRACT,
)  # fmt: skip
"""Steps of others that end an officer's part in a job."""
_PULSE = text(
    "SELECT COALESCE((SELECT MAX(id) FROM complaint_event WHERE officer_id = :staff), 0),"
    " COALESCE((SELECT MAX(id) FROM complaint_event WHERE previous_officer_id = :staff), 0),"
    " COALESCE((SELECT MAX(id) FROM complaint_event WHERE crew_id = :crew), 0),"
    " COALESCE((SELECT MAX(id) FROM complaint_event WHERE previous_crew_id = :crew), 0),"
    " (SELECT COUNT(*) FROM staff_area JOIN complaint ON complaint.area_id = staff_area.area_id"
    " WHERE staff_area.staff_id = :staff AND complaint.lane = 'triage')"
)
_PHOTOS = select(func.count(Photo.id)).where(Photo.complaint_id == Complaint.id).scalar_subquery()
_SHOWN = (
    Complaint.id, Complaint.reference, Complaint.version, Complaint.status, Complaint.status_since,
    Complaint.clock_started_at, Complaint.due_at, Complaint.next_update_on, Complaint.category_id,
    Complaint.area_id, Complaint.latitude, Complaint.longitude, Complaint.address,
    Complaint.landmark, Complaint.neighbourhood, Complaint.reporter_phone, Complaint.supporters,
    _PHOTOS.label("photos"),
)  # fmt: skip
"""A third of the columns: a list of fifty whole complaints takes three times as long to read."""

# The statements are made once: to make one takes as long as to run it. Their values are the
# officer, the crew (0: none) and what the method adds.
_STAFF: Bind[int] = bindparam("staff")
_CREW: Bind[int] = bindparam("crew")
_OF_OFFICER = Complaint.officer_id == _STAFF
_OF_CREW = and_(Complaint.officer_id.is_(None), Complaint.crew_id == _CREW)
_MINE = or_(_OF_OFFICER, _OF_CREW)
_HELD = Complaint.lane.in_((Lane.RUNNING, Lane.WAITING))
_JOBS = select(*_SHOWN).where(
    # As a union, because of an OR SQLite reads every running job in the city.
    Complaint.id.in_(
        union_all(
            select(Complaint.id).where(_OF_OFFICER, _HELD),
            select(Complaint.id).where(_OF_CREW, _HELD),
        )
    ),
    Complaint.status.in_(ACTIVE),
)
_IN_AREAS = Complaint.area_id.in_(
    select(staff_area.c.area_id).where(staff_area.c.staff_id == _STAFF)
)
_OPEN = (
    select(*_SHOWN)
    .where(_IN_AREAS, Complaint.lane == Lane.TRIAGE)
    .order_by(Complaint.due_at, Complaint.id)
    .limit(_MOST_OPEN)
)
_ONE_OF_MINE = select(Complaint).where(_MINE, Complaint.reference == bindparam("reference"))
_ONE_IN_AREAS = select(Complaint).where(_IN_AREAS, Complaint.reference == bindparam("reference"))
_LOSSES = (
    select(ComplaintEvent, Complaint)
    .join(Complaint, Complaint.id == ComplaintEvent.complaint_id)
    .where(
        ComplaintEvent.previous_officer_id == _STAFF,
        ComplaintEvent.staff_id.is_distinct_from(_STAFF),
        ComplaintEvent.step.in_(_TAKING),
        ComplaintEvent.status_before.in_(ACTIVE),
        ComplaintEvent.officer_id.is_distinct_from(_STAFF) | (ComplaintEvent.step != Step.ASSIGN),
        or_(Complaint.status == ComplaintEvent.status_after, ComplaintEvent.step == Step.ASSIGN),
        ~and_(_MINE, Complaint.status.in_(ACTIVE)),
    )
    .order_by(ComplaintEvent.id.desc())
)
_LATELY_LOST = _LOSSES.where(
    ComplaintEvent.at > bindparam("since"),
    ComplaintEvent.id.not_in(bindparam("without", expanding=True)),
)
_LOST = _LOSSES.where(Complaint.reference == bindparam("reference")).limit(1)


@dataclass(frozen=True)
class Job:
    """One job in a list; `distance` in metres, None when a position is not known.

    Args:
        complaint: what a list shows of it, see `_SHOWN`.
    """

    complaint: Row[Any]
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
        row = db.session.execute(_PULSE, self._who()).one()
        *newest, waiting = row
        return Pulse(max(newest), waiting)

    def jobs(self) -> list[Job]:
        """The one begun last, then by deadline, then by distance; major work at the end."""
        found = sorted(self._list(_JOBS), key=_order)
        begun = [one for one in found if one.complaint.status in _BEGUN]
        at_hand = max(begun, key=lambda one: one.complaint.status_since, default=None)
        return sorted(found, key=lambda one: one is not at_hand)

    def find(self, reference: str) -> Complaint | None:
        """A job of this officer in any status; what is another's does not exist."""
        return db.session.scalar(_ONE_OF_MINE, self._who(reference=reference))

    def open_in_areas(self) -> list[Job]:
        """Jobs nobody has, in the officer's areas, oldest deadline first."""
        return self._list(_OPEN)

    def find_in_areas(self, reference: str) -> Complaint | None:
        """Any complaint of the officer's areas, whoever has it by now."""
        return db.session.scalar(_ONE_IN_AREAS, self._who(reference=reference))

    def taken_away(self, at: datetime, without: Sequence[int] = ()) -> list[TakenAway]:
        """Jobs lost in the last twelve hours, newest first; `without` are event ids known."""
        values = self._who(since=at - _TOLD_WITHIN, without=list(without))
        newest: dict[int, TakenAway] = {}
        for event, complaint in db.session.execute(_LATELY_LOST, values):
            newest.setdefault(complaint.id, TakenAway(event, complaint))
        return list(newest.values())

    def lost(self, reference: str) -> TakenAway | None:
        """How this officer lost the job, if they ever had it."""
        row = db.session.execute(_LOST, self._who(reference=reference)).first()
        return TakenAway(row[0], row[1]) if row else None

    def has_done(self, key: str) -> bool:
        """Whether this officer's deed with this key is stored: its form came a second time."""
        done = select(ComplaintEvent.id).where(
            ComplaintEvent.key == key, ComplaintEvent.staff_id == self.staff_id
        )
        return bool(key) and db.session.scalar(done) is not None

    def _who(self, **more: Any) -> dict[str, Any]:
        return {"staff": self.staff_id, "crew": self.crew_id or 0, **more}

    def _list(self, statement: Select[Any]) -> list[Job]:
        rows = db.session.connection().execute(statement, self._who())
        return [Job(row, row.photos, self._away(row)) for row in rows]

    def _away(self, complaint: Row[Any]) -> float | None:
        if self.position is None or complaint.latitude is None or complaint.longitude is None:
            return None
        return distance_m(self.position, Point(complaint.latitude, complaint.longitude))


def _order(job: Job) -> tuple[bool, int, float, datetime, int]:
    due = job.complaint.due_at
    slot = int(due.timestamp() // _SAME_DEADLINE)
    away = job.distance if job.distance is not None else float("inf")
    return job.complaint.status is Status.FOLLOW_UP, slot, away, due, job.complaint.id
