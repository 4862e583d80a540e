"""A complaint as it is now; how it came there is in its events."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ptmb.columns import Key, Moment, Words, known
from ptmb.domain.choices import Channel, Confirmation, DrySpan, PlaceSource
from ptmb.domain.deadlines import Urgency
from ptmb.domain.lanes import Lane
from ptmb.domain.lifecycle import Cause, Status, Step
from ptmb.domain.roles import Role
from ptmb.extensions import Model


class Complaint(Model):
    """Positions are WGS 84 degrees; `received_on` and `ended_on` are days of the city.

    `ended_on` is set while the complaint counts as done, rejected, merged or withdrawn, and only
    then. `finished_crew_id` is the crew of who finished it, while it counts as done. `cause_hint`
    is what the schedule said when it was received, never a cause; `zone_id` the zone whose turn
    that was, and `water_due_at` when its water is due. `flow_asked_at` is when we asked whether it
    came. `held_at` is since when the place is not safe to work at.
    """

    id: Mapped[Key]
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    submission_key: Mapped[str] = mapped_column(String(64), unique=True)
    reporter_key_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[Moment]
    received_on: Mapped[date]
    changed_at: Mapped[Moment]
    channel: Mapped[Channel]
    language: Mapped[str] = mapped_column(String(8), default="id")

    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    urgency: Mapped[Urgency]
    urgency_rank: Mapped[int]
    cause: Mapped[Cause] = mapped_column(default=Cause.UNKNOWN)
    dry_span: Mapped[DrySpan | None]
    description: Mapped[Words]

    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    accuracy_m: Mapped[float | None]
    place_source: Mapped[PlaceSource]
    address: Mapped[str] = mapped_column(String(300), default="")
    landmark: Mapped[str] = mapped_column(String(300), default="")
    neighbourhood: Mapped[str] = mapped_column(String(8), default="")

    reporter_name: Mapped[str] = mapped_column(String(120), default="")
    reporter_phone: Mapped[str] = mapped_column(String(24), default="")
    customer_number: Mapped[str] = mapped_column(String(24), default="")

    status: Mapped[Status] = mapped_column(default=Status.RECEIVED)
    lane: Mapped[Lane] = mapped_column(default=Lane.TRIAGE)
    status_before: Mapped[Status | None]
    status_since: Mapped[Moment]
    clock_started_at: Mapped[Moment]
    response_due_at: Mapped[Moment]
    due_at: Mapped[Moment]
    responded_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    ended_on: Mapped[date | None]
    closed_at: Mapped[datetime | None]
    next_update_on: Mapped[date | None]
    water_due_at: Mapped[datetime | None]
    held_at: Mapped[datetime | None]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    crew_id: Mapped[int | None] = mapped_column(ForeignKey("crew.id"))
    finished_crew_id: Mapped[int | None] = mapped_column(ForeignKey("crew.id"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    cause_hint: Mapped[Cause | None]
    zone_id: Mapped[int | None] = mapped_column(ForeignKey("zone.id"))
    flow_asked_at: Mapped[datetime | None]
    confirmed_by: Mapped[Confirmation | None]
    rating: Mapped[int | None]
    rating_comment: Mapped[Words]
    supporters: Mapped[int] = mapped_column(default=0)
    reopened: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}
    __table_args__ = (
        Index("ix_complaint_lane_due", "lane", "due_at", "id"),
        known("ix_complaint_officer", "officer_id", "lane", "due_at", "id"),
        known("ix_complaint_crew", "crew_id", "lane", "due_at", "id"),
        known("ix_complaint_merged", "merged_into_id"),
        known("ix_complaint_incident", "incident_id", "id"),
        known("ix_complaint_water_due", "water_due_at", "id"),
        Index("ix_complaint_area", "area_id", "lane", "due_at", "id"),
        Index("ix_complaint_area_age", "area_id", "id"),
        Index("ix_complaint_lane_age", "lane", "id"),
        Index("ix_complaint_received", "received_on", "id"),
        known("ix_complaint_ended", "ended_on", "id"),
        known("ix_complaint_rated", "rating", "ended_on", "id"),
        # On PostgreSQL, too, those with words alone; see the migration.
        Index(
            "ix_complaint_commented",
            "ended_on",
            "id",
            sqlite_where=text("rating_comment <> ''"),
        ),
        Index("ix_complaint_phone", "reporter_phone", "id"),
        Index("ix_complaint_position", "lane", "latitude", "longitude"),
    )

    @property
    def ended_at(self) -> datetime:
        """Since when nobody works on it; for an open one, since when it is as it is."""
        return self.closed_at or self.resolved_at or self.status_since


class ComplaintEvent(Model):
    """One step, written once and never changed. `officer_id` is who holds the job after it.

    `client_at` is when the phone says it was done; `skew_s` by how many seconds the phone's clock
    was behind ours when it was sent (ahead: negative), empty where it was not measured.
    """

    id: Mapped[Key]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    area_id: Mapped[int | None]
    officer_id: Mapped[int | None]
    previous_officer_id: Mapped[int | None]
    crew_id: Mapped[int | None]
    previous_crew_id: Mapped[int | None]
    step: Mapped[Step]
    status_before: Mapped[Status | None]
    status_after: Mapped[Status]
    version: Mapped[int]
    role: Mapped[Role]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[Moment]
    client_at: Mapped[datetime | None]
    skew_s: Mapped[int | None]
    public_text: Mapped[Words]
    internal_note: Mapped[Words]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    key: Mapped[str | None] = mapped_column(String(64), unique=True)

    complaint: Mapped[Complaint] = relationship(lazy="raise")

    __table_args__ = (
        Index("ix_event_complaint", "complaint_id", "id"),
        known("ix_event_officer", "officer_id", "id"),
        known("ix_event_previous_officer", "previous_officer_id", "id"),
        known("ix_event_previous_officer_at", "previous_officer_id", "at"),
        Index("ix_event_area", "area_id", "id"),
        known("ix_event_crew", "crew_id", "id"),
        known("ix_event_previous_crew", "previous_crew_id", "id"),
    )


class Supporter(Model):
    """Somebody with the same trouble ("Saya juga"); the number is optional."""

    id: Mapped[Key]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    key_hash: Mapped[str] = mapped_column(String(64), default="")
    phone: Mapped[str] = mapped_column(String(24), default="")
    created_at: Mapped[Moment]
