"""Who shares water with whom, and when: plants, zones, schedules and the time line they make."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ptmb.columns import IDS_ONCE, Code, Key, Moment, Name, Words
from ptmb.domain.water_plans import Plan, PlanRule, Standing
from ptmb.extensions import Model


class Plant(Model):
    """A treatment plant (IPA)."""

    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    capacity_lps: Mapped[float | None]


class Zone(Model):
    """Houses that get water together.

    `places` are the words of an announcement: [{"name": ..., "aliases": [...], "area": code}].
    `geometry` is GeoJSON text (Polygon or MultiPolygon, WGS 84) or None where nobody drew it.
    `recovery_minutes`: how long after the start of a turn water may need to arrive uphill.
    """

    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    plant_id: Mapped[int | None] = mapped_column(ForeignKey("plant.id"))
    highland: Mapped[bool] = mapped_column(default=False)
    recovery_minutes: Mapped[int] = mapped_column(default=0)
    connections: Mapped[int | None]
    places: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    geometry: Mapped[str | None] = mapped_column(Text, deferred=True)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    plant: Mapped[Plant | None] = relationship(lazy="joined")
    areas: Mapped[list["ZoneArea"]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}


class ZoneArea(Model):
    """A kelurahan of a zone; `partial`: only some of its streets ("sebagian bergilir")."""

    zone_id: Mapped[int] = mapped_column(
        ForeignKey("zone.id", ondelete="CASCADE"), primary_key=True
    )
    area_id: Mapped[int] = mapped_column(
        ForeignKey("area.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    partial: Mapped[bool] = mapped_column(default=False)


class RationingSchedule(Model):
    """One version of a zone's plan; a draft until published.

    `share_otherwise` is the percentage of water outside of every rule: 0 for a plan of turns, 100
    for a one-off cut. `valid_until` None means "sampai selesai". A publication takes effect at
    `effective_at`; it ends at `ended_at`, when a newer one replaced it or it was taken back:
    `ended_by` is the publication that replaced it, or its own when it was taken back.
    """

    id: Mapped[Key]
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"))
    number: Mapped[int]
    title: Mapped[Name]
    reason: Mapped[Words]
    advice: Mapped[Words]
    share_otherwise: Mapped[int] = mapped_column(default=0)
    valid_from: Mapped[Moment]
    valid_until: Mapped[datetime | None]
    created_at: Mapped[Moment]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    published_at: Mapped[datetime | None]
    published_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    publication: Mapped[str | None] = mapped_column(String(64), index=True)
    effective_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None] = mapped_column(String(64), index=True)
    expanded_until: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    rules: Mapped[list["RationingRule"]] = relationship(
        cascade="all, delete-orphan", order_by="RationingRule.id"
    )

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        UniqueConstraint("zone_id", "number"),
        Index("ix_schedule_published", "published_at", "ended_at"),
        IDS_ONCE,
    )

    @property
    def plan(self) -> Plan:
        """What it announces, without its history."""
        return Plan(
            self.title,
            self.reason,
            self.advice,
            self.share_otherwise,
            self.valid_from,
            self.valid_until,
            tuple(
                PlanRule(rule.starts_local, rule.minutes, rule.recurrence, rule.share)
                for rule in self.rules
            ),
        )

    def standing(self, at: datetime) -> Standing:
        """What it is at that moment."""
        if self.published_at is None or self.effective_at is None:
            return Standing.DRAFT
        if self.ended_at is not None and self.ended_at <= at:
            own = self.ended_by == self.publication
            return Standing.TAKEN_BACK if own else Standing.REPLACED
        if self.valid_until is not None and self.valid_until <= at:
            return Standing.OVER
        return Standing.RUNNING if self.effective_at <= at else Standing.COMING


class RationingRule(Model):
    """Windows that come again: an RFC 5545 RRULE from a local start (WITA wall clock).

    `starts_local` is "YYYY-MM-DDTHH:MM"; an empty `recurrence` is one single window. `share` is
    the percentage of water inside of it.
    """

    id: Mapped[Key]
    schedule_id: Mapped[int] = mapped_column(
        ForeignKey("rationing_schedule.id", ondelete="CASCADE"), index=True
    )
    starts_local: Mapped[str] = mapped_column(String(16))
    minutes: Mapped[int]
    recurrence: Mapped[str] = mapped_column(String(300), default="")
    share: Mapped[int] = mapped_column(default=100)


class RationingWindow(Model):
    """A stretch of a zone's time line as it was announced: half-open, never overlapping.

    Written when a schedule is published and lengthened by a job; what lies before a newer
    publication stays, so that "was it due then?" is answered by what people had been told.
    """

    id: Mapped[Key]
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"))
    schedule_id: Mapped[int] = mapped_column(ForeignKey("rationing_schedule.id"), index=True)
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]
    share: Mapped[int]

    __table_args__ = (
        Index("ix_window_zone", "zone_id", "ends_at"),
        Index("ix_window_end", "ends_at", "starts_at"),
    )
