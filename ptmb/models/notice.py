"""News inside the house: what a role has to know, until one of them has read it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ptmb.columns import Key, Moment
from ptmb.domain.roles import Role
from ptmb.extensions import Model


class Notice(Model):
    """Written by the transaction of `event_id`; whoever reads it first answers for all."""

    id: Mapped[Key]
    role: Mapped[Role]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("complaint_event.id"), unique=True)
    created_at: Mapped[Moment]
    read_at: Mapped[datetime | None]
    reader_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))

    __table_args__ = (Index("ix_notice_unread", "role", "read_at", "id"),)
