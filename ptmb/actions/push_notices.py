"""Puts one piece of news before one device, once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ptmb.database import writing
from ptmb.domain.push import PushTopic
from ptmb.models import PushNotice


@dataclass(frozen=True)
class Words:
    """What is told: no names, no numbers of people, nothing that anybody typed."""

    title: str
    body: str


def tell(
    subscription_id: int, topic: PushTopic, subject: str, address: str, words: Words, at: datetime
) -> bool:
    """Let it wait to be sent; False when this device was told of it before, or is gone."""
    same = (
        PushNotice.subscription_id == subscription_id,
        PushNotice.topic == topic,
        PushNotice.subject == subject,
    )
    try:
        with writing() as session:
            if session.scalar(select(PushNotice.id).where(*same)) is not None:
                return False
            session.add(
                PushNotice(
                    subscription_id=subscription_id,
                    topic=topic,
                    subject=subject,
                    title=words.title[:120],
                    body=words.body[:240],
                    address=address,
                    made_at=at,
                    due_at=at,
                )
            )
    except IntegrityError:  # another worker was faster, or the device has just been removed
        return False
    return True
