"""The desk's queue: one lane, most pressing first, and how full every lane is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, or_, select, text

from ptmb.domain.choices import Channel
from ptmb.domain.deadlines import Urgency
from ptmb.domain.lanes import PRESSING, Lane
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import Complaint, Crew, Staff
from ptmb.queries.search import Search

PAGE = 50
_MOST_LATE = 1_000
"""Late complaints are counted up to here; beyond, the number says nothing new."""

_COLUMNS = (
    Complaint.id,
    Complaint.reference,
    Complaint.version,
    Complaint.status,
    Complaint.clock_started_at,
    Complaint.due_at,
    Complaint.created_at,
    Complaint.category_id,
    Complaint.urgency,
    Complaint.area_id,
    Complaint.channel,
    Complaint.supporters,
    Complaint.cause,
    Complaint.cause_hint,
    Complaint.water_due_at,
    Complaint.flow_asked_at,
    Complaint.reopened,
    Complaint.held_at,
    Complaint.latitude,
    Complaint.longitude,
    Staff.name.label("officer"),
    Crew.name.label("crew"),
)


@dataclass(frozen=True)
class Cursor:
    """The last row of the page before: the next page starts right after it."""

    due_at: datetime
    id: int


@dataclass(frozen=True)
class DeskQueue:
    """What the desk wants to see; None or empty leaves a filter out.

    Args:
        lane: None looks in every lane.
        late_at: only what was due before this moment and still runs.
    """

    lane: Lane | None = Lane.TRIAGE
    area_id: int | None = None
    category_id: int | None = None
    urgency: Urgency | None = None
    officer_id: int | None = None
    channel: Channel | None = None
    late_at: datetime | None = None
    search: Search | None = None
    after: Cursor | None = None

    @property
    def newest_first(self) -> bool:
        """Where no deadline runs, what came last is looked for first."""
        return self.late_at is None and self.lane in (None, Lane.ENDED)

    @lru_cache(maxsize=100)  # noqa: B019  a queue is a few plain values, and most desks ask for one
    def statement(self) -> Any:
        """One row more than a page, so that the page knows whether there is a next one."""
        chosen = select(*_COLUMNS).outerjoin(Staff, Staff.id == Complaint.officer_id)
        chosen = chosen.outerjoin(Crew, Crew.id == Complaint.crew_id).where(*self._conditions())
        return chosen.order_by(*self._order()).limit(PAGE + 1)

    def rows(self) -> Sequence[Row[Any]]:
        # Columns alone need no session's objects, and the connection is a quarter quicker.
        return db.session.connection().execute(self.statement()).all()

    def _conditions(self) -> list[ColumnElement[bool]]:
        equal = (
            (Complaint.lane, self.lane),
            (Complaint.area_id, self.area_id),
            (Complaint.category_id, self.category_id),
            (Complaint.urgency, self.urgency),
            (Complaint.officer_id, self.officer_id),
            (Complaint.channel, self.channel),
        )
        found: list[ColumnElement[bool]] = [
            column == value for column, value in equal if value is not None
        ]
        if self.late_at:
            found += [Complaint.due_at <= self.late_at, Complaint.lane.in_(PRESSING)]
        if self.search:
            found.append(self.search.condition())
        if self.after:
            found.append(self._beyond(self.after))
        return found

    def _order(self) -> tuple[ColumnElement[Any], ...]:
        # Each of these is an index read in one direction, whatever the lane holds.
        if not self.newest_first:
            return Complaint.due_at.asc(), Complaint.id.asc()
        if self.lane is None:
            return (Complaint.id.desc(),)
        return Complaint.due_at.desc(), Complaint.id.desc()

    def _beyond(self, last: Cursor) -> ColumnElement[bool]:
        if not self.newest_first:
            later = Complaint.due_at > last.due_at
            return or_(later, and_(Complaint.due_at == last.due_at, Complaint.id > last.id))
        if self.lane is None:
            return Complaint.id < last.id
        earlier = Complaint.due_at < last.due_at
        return or_(earlier, and_(Complaint.due_at == last.due_at, Complaint.id < last.id))


@dataclass(frozen=True)
class LaneCounts:
    """How many complaints wait in each lane, from the roll-up; `late` stops at a thousand.

    `questions` of the mayor and the managers wait for an answer, `checks` for a supervisor;
    `holds` are places that are not safe.
    """

    lanes: dict[Lane, int] = field(default_factory=dict)
    in_progress: int = 0
    late: int = 0
    questions: int = 0
    checks: int = 0
    holds: int = 0

    def of(self, lane: Lane) -> int:
        return self.lanes.get(lane, 0)


_COUNTS = text(
    "SELECT lane, status, SUM(total) FROM count_now WHERE lane IN (:l0, :l1, :l2, :l3)"
    " GROUP BY lane, status UNION ALL SELECT '', 'late', COUNT(*) FROM (SELECT 1 FROM complaint"
    " WHERE lane IN (:l0, :l1) AND due_at <= :at LIMIT :most) AS late"
    " UNION ALL SELECT '', 'questions', COUNT(*) FROM question WHERE answered_at IS NULL"
    " UNION ALL SELECT '', 'holds', COUNT(*) FROM notice WHERE role = :desk AND read_at IS NULL"
    " UNION ALL SELECT '', 'checks', COUNT(*) FROM spot_check WHERE judged_at IS NULL"
).bindparams(
    bindparam("at", type_=Complaint.due_at.type),
    l0=Lane.TRIAGE.value,
    l1=Lane.RUNNING.value,
    l2=Lane.CONFIRMING.value,
    l3=Lane.WAITING.value,
    most=_MOST_LATE,
    desk=Role.OPERATOR.value,
)


def lane_counts(at: datetime) -> LaneCounts:
    """Every open lane, what is late, and what is asked of the desk, in one query."""
    lanes: dict[Lane, int] = {}
    in_progress = 0
    beside: dict[str, int] = {}
    for lane, status, total in db.session.execute(_COUNTS, {"at": at}):
        if not lane:
            beside[status] = int(total)
            continue
        lanes[Lane(lane)] = lanes.get(Lane(lane), 0) + int(total)
        in_progress += int(total) if status == "in_progress" else 0
    return LaneCounts(lanes, in_progress, **beside)
