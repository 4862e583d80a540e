"""How news reaches a device: who may choose what, what wakes people, how long it stays news."""

from dataclasses import dataclass
from datetime import timedelta

from ptmb.domain.push import PushTopic
from ptmb.domain.roles import Role

_OF_THE_CITY = (
    PushTopic.DIGEST,
    PushTopic.INCIDENT,
    PushTopic.RESERVOIR,
    PushTopic.OVERDUE,
    PushTopic.ANSWER,
)
TOPICS_OF: dict[Role, tuple[PushTopic, ...]] = {
    Role.MAYOR: _OF_THE_CITY,
    Role.MANAGER: _OF_THE_CITY,
    Role.ADMIN: _OF_THE_CITY,
    Role.OFFICER: (PushTopic.URGENT_JOB,),
}
"""What each role may be told; the others are told nothing."""
AT_NIGHT_TOO = frozenset({PushTopic.INCIDENT, PushTopic.URGENT_JOB})
MOST_DEVICES = 10
"""Of one person."""


@dataclass(frozen=True)
class Manner:
    """`urgency` as RFC 8030 5.3 has it; after `lives` the push service forgets the news.

    `replaces`: of several that a sleeping device has not seen yet, only the newest is kept.
    """

    urgency: str
    lives: timedelta
    replaces: bool = False


MANNER_OF: dict[PushTopic, Manner] = {
    PushTopic.DIGEST: Manner("normal", timedelta(hours=20), replaces=True),
    PushTopic.INCIDENT: Manner("high", timedelta(hours=6)),
    PushTopic.RESERVOIR: Manner("normal", timedelta(hours=12)),
    PushTopic.OVERDUE: Manner("normal", timedelta(hours=12), replaces=True),
    PushTopic.ANSWER: Manner("normal", timedelta(days=3)),
    PushTopic.URGENT_JOB: Manner("high", timedelta(hours=1)),
}


def overdue_step(late: int, limit: int) -> int | None:
    """How often the limit has doubled: 0 just above it, 1 above twice of it; None up to it.

    Who was told of a step hears again only at the next one.
    """
    return None if late <= limit else ((late - 1) // limit).bit_length() - 1
