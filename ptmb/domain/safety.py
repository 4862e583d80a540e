"""Area tidak aman: why work at a place is held, and until when."""

from enum import StrEnum

from ptmb.domain.states import Status, Step
from ptmb.domain.words import N_


class HoldReason(StrEnum):
    GROUND = "ground"
    ELECTRICITY = "electricity"
    TRAFFIC = "traffic"
    THREAT = "threat"
    OTHER = "other"


HOLD_WORDS = {
    HoldReason.GROUND: N_("Longsor atau banjir"),
    HoldReason.ELECTRICITY: N_("Bahaya listrik"),
    HoldReason.TRAFFIC: N_("Bahaya lalu lintas"),
    HoldReason.THREAT: N_("Ada orang mengancam"),
    HoldReason.OTHER: N_("Bahaya lain"),
}
_ENDING = frozenset({Step.RELEASE, Step.ASSIGN, Step.TAKE, Step.HAND_BACK})
_AT_WORK = frozenset({Status.ASSIGNED, Status.EN_ROUTE, Status.IN_PROGRESS, Status.FOLLOW_UP})


def still_held(step: Step, after: Status) -> bool:
    """Whether a hold outlives this step: while the same people have the same job.

    Args:
        after: the status that the step ends in.
    """
    return step not in _ENDING and after in _AT_WORK
