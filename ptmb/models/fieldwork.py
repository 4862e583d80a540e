"""What belongs to an officer's day: material used, the order of the jobs, work to look at twice."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ptmb.columns import Code, Key, Moment, Name, Words
from ptmb.domain.spot_checks import Verdict
from ptmb.extensions import Model


class Material(Model):
    """Something an officer uses up; `unit` is what its quantity counts (m, buah, kg)."""

    id: Mapped[Key]
    name_id: Mapped[Name]
    name_en: Mapped[Name]
    unit: Mapped[Code]
    active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)


class MaterialUse(Model):
    """So much of one material on one visit; a visit names each material once."""

    id: Mapped[Key]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("complaint_event.id"))
    material_id: Mapped[int] = mapped_column(ForeignKey("material.id"), index=True)
    quantity: Mapped[Decimal] = mapped_column(Numeric(9, 2))

    __table_args__ = (UniqueConstraint("event_id", "material_id"),)


class JobOrder(Model):
    """Where a job stands in an officer's own order of the day; `position` counts from 1."""

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    position: Mapped[int]
    made_at: Mapped[Moment]


class SpotCheck(Model):
    """Finished work that somebody should look at twice; `reasons` are values of `Doubt`.

    `event_id` is the step that finished the work. Nobody has looked while `judged_at` is empty.
    """

    id: Mapped[Key]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("complaint_event.id"), unique=True)
    reasons: Mapped[list[str]] = mapped_column(default=list)
    found_at: Mapped[Moment]
    judged_at: Mapped[datetime | None] = mapped_column(index=True)
    judged_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    verdict: Mapped[Verdict | None]
    words: Mapped[Words]
