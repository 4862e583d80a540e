"""An officer's work: what is theirs, what waits in their areas, and what was taken from them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, or_, select, text

from ptmb.domain.geography import Point, distance_m
from ptmb.domain.job_order import BEGUN, OFFICER_HOLDS, Waiting, standing
from ptmb.domain.lifecycle import Step
from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent
from ptmb.queries.job_rows import JOBS, MINE, ONE_IN_AREAS, ONE_OF_MINE, OPEN, STAFF

ACTIVE = OFFICER_HOLDS
_NEVER = datetime.max.replace(tzinfo=UTC)
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
_LOSSES = (
    select(ComplaintEvent, Complaint)
    .join(Complaint, Complaint.id == ComplaintEvent.complaint_id)
    .where(
        ComplaintEvent.previous_officer_id == STAFF,
        ComplaintEvent.staff_id.is_distinct_from(STAFF),
        ComplaintEvent.step.in_(_TAKING),
        ComplaintEvent.status_before.in_(ACTIVE),
        ComplaintEvent.officer_id.is_distinct_from(STAFF) | (ComplaintEvent.step != Step.ASSIGN),
        or_(Complaint.status == ComplaintEvent.status_after, ComplaintEvent.step == Step.ASSIGN),
        ~and_(MINE, Complaint.status.in_(ACTIVE)),
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
        complaint: what a list shows of it, see `job_rows`.
        place: in the officer's own order, which was made at `ordered_at`.
    """

    complaint: Row[Any]
    photos: int
    distance: float | None
    place: int | None = None
    ordered_at: datetime | None = None

    @property
    def standing(self) -> Waiting:
        """What decides about its place."""
        one = self.complaint
        held = one.held_at is not None
        away, place = self.distance, self.place
        return Waiting(one.id, one.status, held, one.urgency_rank, one.due_at, away, place)


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
    """The jobs of one officer, and of their crew while none of it has set off.

    Args:
        since: when the day began; an order of their own from before it counts no more.
    """

    staff_id: int
    crew_id: int | None
    position: Point | None = field(default=None, compare=False)
    since: datetime = field(default=_NEVER, compare=False)

    def pulse(self) -> Pulse:
        """One statement of indexed look-ups, asked before anything is rendered."""
        row = db.session.execute(_PULSE, self._who()).one()
        *newest, waiting = row
        return Pulse(max(newest), waiting)

    def jobs(self) -> list[Job]:
        """The one begun last, then the officer's own order, or else the rule of `standing`."""
        found = self._list(JOBS, since=self.since)
        ordered = any(one.place for one in found)
        at_hand = self.at_hand(found)
        return sorted(
            found, key=lambda one: (one is not at_hand, standing(one.standing, ordered=ordered))
        )

    @staticmethod
    def at_hand(jobs: Sequence[Job]) -> Job | None:
        """The one begun last, of those that are begun."""
        begun = [one for one in jobs if one.complaint.status in BEGUN]
        return max(begun, key=lambda one: one.complaint.status_since, default=None)

    def find(self, reference: str) -> Complaint | None:
        """A job of this officer in any status; what is another's does not exist."""
        return db.session.scalar(ONE_OF_MINE, self._who(reference=reference))

    def open_in_areas(self) -> list[Job]:
        """Jobs nobody has, in the officer's areas, oldest deadline first."""
        return self._list(OPEN)

    def find_in_areas(self, reference: str) -> Complaint | None:
        """Any complaint of the officer's areas, whoever has it by now."""
        return db.session.scalar(ONE_IN_AREAS, self._who(reference=reference))

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

    def _list(self, statement: Select[Any], **more: Any) -> list[Job]:
        rows = db.session.connection().execute(statement, self._who(**more))
        return [Job(row, row.photos, self._away(row), row.place, row.ordered_at) for row in rows]

    def _away(self, complaint: Row[Any]) -> float | None:
        if self.position is None or complaint.latitude is None or complaint.longitude is None:
            return None
        return distance_m(self.position, Point(complaint.latitude, complaint.longitude))
