"""Why a step that an officer took without a signal came too late to count."""

from enum import StrEnum

from ptmb.domain.lifecycle import DONE, ENDED, Status
from ptmb.domain.words import N_


class Late(StrEnum):
    GIVEN_AWAY = "given_away"
    ENDED = "ended"
    CHANGED = "changed"


LATE_WORDS = {
    Late.GIVEN_AWAY: N_("Tugas ini sudah dipindahkan."),
    Late.ENDED: N_("Aduan ini sudah selesai lebih dulu."),
    Late.CHANGED: N_("Aduan ini berubah lebih dulu."),
}


def why_late(status: Status, *, own: bool) -> Late:
    """What the officer and the desk are told of a step that the table refuses."""
    if status in DONE | ENDED:
        return Late.ENDED
    return Late.CHANGED if own else Late.GIVEN_AWAY
