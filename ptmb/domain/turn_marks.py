"""What the schedule lets the desk expect of a complaint: a hint in its row, never a cause."""

from datetime import datetime
from enum import StrEnum

from ptmb.domain.lanes import LANE_OF, PRESSING
from ptmb.domain.lifecycle import Cause, Status


class TurnMark(StrEnum):
    """LIKELY: it came in while the schedule kept its place dry, and that turn still lasts.
    STILL_DRY: its turn came, and it says that the water did not.
    """

    LIKELY = "likely"
    STILL_DRY = "still_dry"


def turn_mark(
    status: Status,
    hint: Cause | None,
    flows_at: datetime | None,
    asked_at: datetime | None,
    at: datetime,
) -> TurnMark | None:
    """Only for what still has to be done; after its turn the schedule excuses nothing."""
    if LANE_OF[status] not in PRESSING:
        return None
    if asked_at is not None:
        return TurnMark.STILL_DRY
    lasts = flows_at is None or flows_at > at
    return TurnMark.LIKELY if hint is Cause.RATIONING and lasts else None
