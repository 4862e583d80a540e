"""The outbox: a message is a row of the transaction that caused it; a worker sends it later."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ptmb.columns import Code, Key, Moment
from ptmb.extensions import Model


class Message(Model):
    """`template` names a text in templates/messages; it is filled in when it is sent.

    It is about a complaint, or goes to somebody who only follows (`follow_id`).
    """

    id: Mapped[Key]
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"), index=True)
    follow_id: Mapped[int | None] = mapped_column(ForeignKey("follow.id"))
    phone: Mapped[str] = mapped_column(String(24))
    language: Mapped[str] = mapped_column(String(8), default="id")
    template: Mapped[Code]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[Moment]
    due_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(String(300), default="")

    __table_args__ = (Index("ix_message_waiting", "sent_at", "failed_at", "due_at", "id"),)
