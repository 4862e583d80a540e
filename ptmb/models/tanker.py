"""Water that comes on wheels: trucks, who asked for it, and the runs that bring it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ptmb.columns import Code, Key, Moment, Name, Words, known
from ptmb.domain.tankers import Access, FailReason, RequestStatus, RunStatus
from ptmb.extensions import Model


class FillingPoint(Model):
    """Where trucks fill up; times of day are minutes after midnight in the city."""

    id: Mapped[Key]
    name: Mapped[Name] = mapped_column(unique=True)
    latitude: Mapped[float]
    longitude: Mapped[float]
    opens: Mapped[int] = mapped_column(default=6 * 60)
    closes: Mapped[int] = mapped_column(default=22 * 60)
    fill_minutes: Mapped[int] = mapped_column(default=20)
    active: Mapped[bool] = mapped_column(default=True)


class TankerTruck(Model):
    """`narrow`: small enough for a gang. The shift is minutes after midnight in the city."""

    id: Mapped[Key]
    plate: Mapped[str] = mapped_column(String(16), unique=True)
    litres: Mapped[int]
    narrow: Mapped[bool] = mapped_column(default=False)
    crew_id: Mapped[int | None] = mapped_column(ForeignKey("crew.id"))
    filling_point_id: Mapped[int] = mapped_column(ForeignKey("filling_point.id"))
    shift_starts: Mapped[int] = mapped_column(default=7 * 60)
    shift_ends: Mapped[int] = mapped_column(default=19 * 60)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class TankerPrice(Model):
    """A price in rupiah for so many litres; None for strangers means by distance."""

    id: Mapped[Key]
    litres: Mapped[int] = mapped_column(unique=True)
    customer_rupiah: Mapped[int]
    stranger_rupiah: Mapped[int | None]
    active: Mapped[bool] = mapped_column(default=True)


class TankerRequest(Model):
    """One household's wish; `household` is a hash that finds a second one within 48 hours.

    `opens` and `closes` are minutes after midnight in which somebody is at home. `score` orders
    the queue; `score_override` is the operator's, with a reason.
    """

    id: Mapped[Key]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    household: Mapped[str] = mapped_column(String(64), index=True)
    created_at: Mapped[Moment]
    litres: Mapped[int]
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


class TankerRun(Model):
    """One truck's way from a filling point and back on a day; it carries one tankful."""

    id: Mapped[Key]
    truck_id: Mapped[int] = mapped_column(ForeignKey("tanker_truck.id"))
    on: Mapped[date]
    number: Mapped[int]
    status: Mapped[RunStatus] = mapped_column(default=RunStatus.DRAFT)
    starts_at: Mapped[datetime | None]
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
    )


class TankerStop(Model):
    """One delivery of a run; `signature` is SVG path data the recipient drew, or empty."""

    id: Mapped[Key]
    run_id: Mapped[int] = mapped_column(ForeignKey("tanker_run.id", ondelete="CASCADE"), index=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("tanker_request.id"))
    position: Mapped[int]
    expected_at: Mapped[datetime | None]
    litres: Mapped[int]
    arrived_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    delivered_litres: Mapped[int | None]
    fail_reason: Mapped[FailReason | None]
    note: Mapped[Words]
    signature: Mapped[str] = mapped_column(String(4000), default="")
    photo_token: Mapped[str] = mapped_column(String(64), default="")
    key: Mapped[str | None] = mapped_column(String(64), unique=True)

    __table_args__ = (known("ix_stop_request", "request_id", "id"),)
