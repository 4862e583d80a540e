"""Water that comes on wheels: who asked for it, and the runs that bring it."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ptmb.columns import IDS_ONCE, Code, Key, Moment, Words, known
from ptmb.config import CITY_TIME
from ptmb.domain.geography import Point
from ptmb.domain.tanker_need import Household, vulnerable_of
from ptmb.domain.tanker_trips import Order
from ptmb.domain.tankers import Access, FailReason, PlanStatus, RequestStatus, RunStatus
from ptmb.extensions import Model
from ptmb.models.area import Area


def midnight(on: date) -> datetime:
    """When a day of the city begins; trips are reckoned in seconds after it."""
    return datetime.combine(on, time(), CITY_TIME)


def place_of(lat: float | None, lng: float | None, area: Area | None) -> Point | None:
    """Where to drive: the complaint's point, else the middle of its area."""
    if lat is not None and lng is not None:
        return Point(lat, lng)
    return Point(area.latitude, area.longitude) if area else None


class TankerRequest(Model):
    """One household's wish; `household` is a hash that finds a second one within 48 hours.

    `opens` and `closes` are minutes after midnight in which somebody is at home. `score` is the
    rank of `domain.tanker_need`, which orders the queue at any moment; `score_override` is the
    operator's rank in its place, with a reason. `rupiah` was the price when it was asked for;
    None: by distance.
    """

    id: Mapped[Key]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    household: Mapped[str] = mapped_column(String(64), index=True)
    created_at: Mapped[Moment]
    litres: Mapped[int]
    rupiah: Mapped[int | None]
    storage_litres: Mapped[int | None]
    access: Mapped[Access]
    vulnerable: Mapped[list[str]] = mapped_column(default=list)
    opens: Mapped[int] = mapped_column(default=7 * 60)
    closes: Mapped[int] = mapped_column(default=19 * 60)
    phone: Mapped[str] = mapped_column(String(24))
    dry_since: Mapped[Moment]
    highland: Mapped[bool] = mapped_column(default=False)
    status: Mapped[RequestStatus] = mapped_column(default=RequestStatus.WAITING)
    status_since: Mapped[Moment]
    score: Mapped[float] = mapped_column(default=0.0)
    score_override: Mapped[float | None]
    override_reason: Mapped[Words]
    override_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    attempts: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    key: Mapped[str] = mapped_column(String(64), unique=True)

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (Index("ix_request_status", "status", "created_at", "id"),)

    @property
    def house(self) -> Household:
        """As its need is reckoned."""
        frail = vulnerable_of(self.vulnerable)
        return Household(frail, self.highland, self.dry_since, self.created_at)

    @property
    def rank(self) -> float:
        """By which it stands in the queue: the operator's, where there is one."""
        return self.score if self.score_override is None else self.score_override

    def order(self, point: Point, worth: float = 0.0, asked: int = 0) -> Order:
        """As the planner sees it."""
        narrow = self.access is Access.NARROW
        opens, closes = self.opens * 60, self.closes * 60
        return Order(self.id, point, self.litres, opens, closes, narrow, worth, asked)


class TankerRun(Model):
    """One truck's way from a filling point and back on a day; it carries one tankful.

    `plan` names who made it: solver, or manual once somebody has changed it by hand. From
    `starts_at` to `ends_at` the truck is expected to be busy with it, filling included.
    """

    id: Mapped[Key]
    truck_id: Mapped[int] = mapped_column(ForeignKey("tanker_truck.id"))
    on: Mapped[date]
    number: Mapped[int]
    status: Mapped[RunStatus] = mapped_column(default=RunStatus.DRAFT)
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    metres: Mapped[int] = mapped_column(default=0)
    plan: Mapped[Code] = mapped_column(default="manual")
    created_at: Mapped[Moment]
    published_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    stops: Mapped[list["TankerStop"]] = relationship(
        cascade="all, delete-orphan", order_by="TankerStop.position"
    )

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        UniqueConstraint("truck_id", "on", "number"),
        Index("ix_run_day", "on", "truck_id"),
        IDS_ONCE,
    )


class TankerStop(Model):
    """One delivery of a run; `signature` is SVG path data the recipient drew, or empty."""

    id: Mapped[Key]
    run_id: Mapped[int] = mapped_column(ForeignKey("tanker_run.id", ondelete="CASCADE"), index=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("tanker_request.id"))
    position: Mapped[int]
    expected_at: Mapped[datetime | None]
    litres: Mapped[int]
    set_off_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    delivered_litres: Mapped[int | None]
    fail_reason: Mapped[FailReason | None]
    note: Mapped[Words]
    signature: Mapped[str] = mapped_column(String(4000), default="")
    key: Mapped[str | None] = mapped_column(String(64), unique=True)

    __table_args__ = (known("ix_stop_request", "request_id", "id"), IDS_ONCE)


class TankerPlan(Model):
    """One reckoning of a day's runs; `beat_at` is its last sign of life, `progress` per cent."""

    id: Mapped[Key]
    on: Mapped[date]
    key: Mapped[str] = mapped_column(String(64), unique=True)
    status: Mapped[PlanStatus] = mapped_column(default=PlanStatus.RUNNING)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[Moment]
    beat_at: Mapped[Moment]
    progress: Mapped[int] = mapped_column(default=0)
    asked: Mapped[int] = mapped_column(default=0)
    planned: Mapped[int] = mapped_column(default=0)
    metres: Mapped[int] = mapped_column(default=0)
    distances: Mapped[Code] = mapped_column(default="")
    error: Mapped[Words]

    __table_args__ = (Index("ix_plan_day", "on", "id"),)
