"""One trouble that many people have, and those who only want to hear of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ptmb.columns import Key, Moment, Name, Words, known
from ptmb.domain.lifecycle import Cause
from ptmb.domain.supply import FollowKind, IncidentKind, IncidentStatus
from ptmb.extensions import Model


class Incident(Model):
    """`expected_end_at` or `next_update_at` is always known while it is open.

    `number` is what people say: G-014. `geometry` is GeoJSON text or None for whole areas.
    `complaints` counts those that follow it now.
    """

    id: Mapped[Key]
    number: Mapped[int] = mapped_column(unique=True)
    kind: Mapped[IncidentKind]
    status: Mapped[IncidentStatus]
    cause: Mapped[Cause]
    title: Mapped[Name]
    public_text: Mapped[Words]
    place: Mapped[str] = mapped_column(String(300), default="")
    geometry: Mapped[str | None] = mapped_column(Text)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    crew_id: Mapped[int | None] = mapped_column(ForeignKey("crew.id"))
    starts_at: Mapped[Moment]
    expected_end_at: Mapped[datetime | None]
    next_update_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    created_at: Mapped[Moment]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    changed_at: Mapped[Moment]
    complaints: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    key: Mapped[str] = mapped_column(String(64), unique=True)

    areas: Mapped[list["IncidentArea"]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        Index("ix_incident_closed", "closed_at", "id"),
        Index("ix_incident_changed", "changed_at"),
    )


class IncidentArea(Model):
    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="CASCADE"), primary_key=True
    )
    area_id: Mapped[int] = mapped_column(
        ForeignKey("area.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class IncidentUpdate(Model):
    """One thing said about it, written once; an empty `public_text` stays inside the house."""

    id: Mapped[Key]
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    at: Mapped[Moment]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    status: Mapped[IncidentStatus]
    public_text: Mapped[Words]
    internal_note: Mapped[Words]
    expected_end_at: Mapped[datetime | None]
    next_update_at: Mapped[datetime | None]
    version: Mapped[int]
    key: Mapped[str] = mapped_column(String(64), unique=True)


class Follow(Model):
    """ "Ikuti & kabari saya": a light signal beside the complaints, never one of them.

    Either `incident_id` or `area_id` is set. The number is optional; `key_hash` lets the browser
    that followed stop it. `remind_at`: ask me once, then, whether the water came.
    """

    id: Mapped[Key]
    kind: Mapped[FollowKind]
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    phone: Mapped[str] = mapped_column(String(24), default="")
    language: Mapped[str] = mapped_column(String(8), default="id")
    key: Mapped[str] = mapped_column(String(64), unique=True)
    key_hash: Mapped[str] = mapped_column(String(64), index=True)
    created_at: Mapped[Moment]
    remind_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        known("ix_follow_incident", "incident_id", "ended_at"),
        known("ix_follow_area", "area_id", "ended_at"),
        Index("ix_follow_phone", "phone"),
    )
