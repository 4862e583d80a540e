"""Web Push (RFC 8030, 8291, 8292): which devices want to be told, and what waits to be sent."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ptmb.columns import Key, Moment
from ptmb.domain.push import PushTopic
from ptmb.extensions import Model


class PushSubscription(Model):
    """One browser of one person. `topics` are those the person chose on this device."""

    id: Mapped[Key]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    endpoint: Mapped[str] = mapped_column(Text)
    endpoint_hash: Mapped[str] = mapped_column(String(64), unique=True)
    public_key: Mapped[str] = mapped_column(String(200))
    auth_secret: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8), default="id")
    device: Mapped[str] = mapped_column(String(120), default="")
    topics: Mapped[list[str]] = mapped_column(default=list)
    created_at: Mapped[Moment]
    accepted_at: Mapped[datetime | None]


class PushNotice(Model):
    """One piece of news for one device; it holds no personal data and no free text.

    `subject` names what it is about (an incident, a threshold, a day), so that nobody is told
    the same thing twice.
    """

    id: Mapped[Key]
    subscription_id: Mapped[int] = mapped_column(
        ForeignKey("push_subscription.id", ondelete="CASCADE")
    )
    topic: Mapped[PushTopic]
    subject: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(String(240))
    address: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[Moment]
    due_at: Mapped[Moment]
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(String(300), default="")

    __table_args__ = (UniqueConstraint("subscription_id", "topic", "subject"),)
