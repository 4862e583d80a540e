"""The offer to undo what this person did a moment ago."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ptmb.domain.lifecycle import GENTLE, Step
from ptmb.domain.undo import seconds_left
from ptmb.models import ComplaintEvent


@dataclass(frozen=True)
class UndoOffer:
    """The event that can be undone, and for how many seconds the button stands there."""

    event: ComplaintEvent
    seconds: int

    @property
    def assigned(self) -> bool:
        return self.event.step is Step.ASSIGN

    @property
    def who_or_what(self) -> str:
        """To whom it was given, or which complaint it follows."""
        return str(self.event.facts.get("assignee") or self.event.facts.get("target") or "")


def undo_offer(
    newest_first: Iterable[ComplaintEvent], staff_id: int, at: datetime
) -> UndoOffer | None:
    """From the events of one complaint; None: the last one is not theirs, or it is too late."""
    last = next((one for one in newest_first if one.step not in GENTLE), None)
    if last is None or last.staff_id != staff_id:
        return None
    seconds = seconds_left(last.step, last.role, last.at, at)
    return UndoOffer(last, seconds) if seconds else None
