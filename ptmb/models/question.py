"""Questions of the mayor and the managers to the desk ("Tanyakan ke PTMB")."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ptmb.columns import IDS_ONCE, Key, Moment, Words, known
from ptmb.extensions import Model


class Question(Model):
    """It is about a complaint, an area, or the city as a whole (neither)."""

    id: Mapped[Key]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    asked_at: Mapped[Moment]
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    text: Mapped[Words]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    answered_at: Mapped[datetime | None] = mapped_column(index=True)
    answer: Mapped[Words]
    key: Mapped[str] = mapped_column(String(64), unique=True)

    __table_args__ = (
        known("ix_question_complaint", "complaint_id", "id"),
        known("ix_question_area", "area_id", "id"),
        IDS_ONCE,
    )
