"""Several complaints assigned or merged in one go: what of it can still be undone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from flask import request
from flask_login import current_user

from ptmb.adapters.clock import now
from ptmb.domain.undo import HELD, seconds_left
from ptmb.models import ComplaintEvent
from ptmb.queries.own_deeds import own_deeds

MOST = 50
_SLIP = re.compile(r"([0-9a-zA-Z-]{16,64})((?:\.\d{1,9})+)")


@dataclass(frozen=True)
class Regret:
    """`slip` names the deeds as an address carries them: the form's key and each complaint."""

    slip: str
    events: list[ComplaintEvent]
    seconds: int


def slip_of(key: str, complaint_ids: Iterable[int]) -> str:
    """For the address to which a deed about several complaints leads."""
    return ".".join([key, *(str(one) for one in complaint_ids)])


def events_of(slip: str) -> list[ComplaintEvent]:
    """What this person did under that slip and may be undone, in the order it was done."""
    read = _SLIP.fullmatch(slip)
    if read is None:
        return []
    numbers = read[2].split(".")[1 : MOST + 1]
    found = own_deeds([f"{read[1]}-{number}" for number in numbers], current_user.id)
    return [one for one in found if one.step in HELD]


def regret() -> Regret | None:
    """What the address of this page offers to undo; None without one, and when it is late."""
    slip = request.args.get("urungkan", "")
    events = events_of(slip) if slip else []
    at = now()
    left = [seconds_left(one.step, one.role, one.at, at) for one in events]
    seconds = min(left, default=0)
    return Regret(slip, events, seconds) if seconds else None
