"""One thing a person does to a complaint: who, when, having seen what, under which key."""

from dataclasses import dataclass
from datetime import datetime

from ptmb.domain.geography import Point
from ptmb.domain.roles import Actor


@dataclass(frozen=True)
class Deed:
    """What every step has in common.

    Args:
        seen: the version of the complaint on the page the person acted from; None where an
            older page may still act.
        key: made by the client; the same key again is the same deed, done once.
        client_at: the phone's own time, kept beside the server's.
        position: where the phone was, when it said so.
        skew_s: by how many seconds the phone's clock was behind ours when it sent the deed.
    """

    by: Actor
    at: datetime
    key: str
    seen: int | None = None
    client_at: datetime | None = None
    position: Point | None = None
    skew_s: int | None = None
