"""Devices that are told of news: those of one person, and all that listen now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from ptmb.domain.push import PushTopic
from ptmb.domain.push_rules import TOPICS_OF
from ptmb.extensions import db
from ptmb.models import PushNotice, PushSubscription, Staff


@dataclass(frozen=True)
class Listener:
    """A device and what it may be told: chosen by its person, and fit for their role."""

    id: int
    staff_id: int
    language: str
    topics: frozenset[PushTopic]
    created_at: datetime


def devices_of(staff_id: int) -> Sequence[PushSubscription]:
    """A person's own devices, the first one first."""
    return db.session.scalars(
        select(PushSubscription)
        .where(PushSubscription.staff_id == staff_id)
        .order_by(PushSubscription.id)
    ).all()


def listeners() -> list[Listener]:
    """Devices of everybody who still works here, in one query."""
    rows = db.session.execute(
        select(
            PushSubscription.id,
            PushSubscription.staff_id,
            PushSubscription.language,
            PushSubscription.topics,
            PushSubscription.created_at,
            Staff.role,
        )
        .join(Staff, Staff.id == PushSubscription.staff_id)
        .where(Staff.active)
        .order_by(PushSubscription.id)
    )
    return [
        Listener(
            row.id,
            row.staff_id,
            row.language,
            frozenset(one for one in TOPICS_OF.get(row.role, ()) if one.value in row.topics),
            row.created_at,
        )
        for row in rows
    ]


def told(subjects: set[str]) -> set[tuple[int, PushTopic, str]]:
    """Who was told of which of these: device, topic and subject."""
    rows = db.session.execute(
        select(PushNotice.subscription_id, PushNotice.topic, PushNotice.subject).where(
            PushNotice.subject.in_(subjects)
        )
    )
    return {(row.subscription_id, row.topic, row.subject) for row in rows}
