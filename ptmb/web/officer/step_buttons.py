"""The steps as buttons: which one comes next, and which stay under "Lainnya"."""

from dataclasses import dataclass

from ptmb.domain.lifecycle import Status, Step, open_steps
from ptmb.domain.roles import Role
from ptmb.domain.words import N_


@dataclass(frozen=True)
class StepButton:
    """`slug` is the step's part of the address; `asks` whether it has a form of its own."""

    step: Step
    slug: str
    word: str
    icon: str
    asks: bool = False


_BUTTONS = {
    Step.TAKE: StepButton(Step.TAKE, "ambil", N_("Ambil tugas ini"), "user-check"),
    Step.SET_OFF: StepButton(Step.SET_OFF, "berangkat", N_("Berangkat"), "f-player-play"),
    Step.ARRIVE: StepButton(Step.ARRIVE, "tiba", N_("Saya tiba"), "map-pin"),
    Step.RESOLVE: StepButton(Step.RESOLVE, "selesai", N_("Selesai"), "check", asks=True),
    Step.ESCALATE: StepButton(
        Step.ESCALATE, "besar", N_("Perlu pekerjaan besar"), "backhoe", asks=True
    ),
    Step.HAND_BACK: StepButton(
        Step.HAND_BACK, "kembalikan", N_("Kembalikan ke operator"), "rotate-2", asks=True
    ),
    Step.HOLD: StepButton(Step.HOLD, "tahan", N_("Area tidak aman"), "f-alert-triangle", asks=True),
    Step.CALL: StepButton(Step.CALL, "tidak-diangkat", N_("Telepon tidak diangkat"), "phone"),
    Step.NOTE: StepButton(Step.NOTE, "catat", N_("Catatan atau foto"), "note", asks=True),
}
_NEXT = {
    Status.RECEIVED: Step.TAKE,
    Status.ASSIGNED: Step.SET_OFF,
    Status.EN_ROUTE: Step.ARRIVE,
    Status.IN_PROGRESS: Step.RESOLVE,
    Status.FOLLOW_UP: Step.ARRIVE,
}
LOSS_WORDS = {
    Step.ASSIGN: N_("Dialihkan ke petugas lain"),
    Step.ASK: N_("Operator bertanya dulu ke pelapor"),
    Step.EXPLAIN: N_("Operator menjadwalkan: menunggu giliran air"),
    Step.GROUP: N_("Masuk gangguan yang lebih besar"),
    Step.MERGE: N_("Digabung operator dengan aduan lain"),
    Step.REJECT: N_("Dibatalkan operator"),
    Step.RESOLVE: N_("Sudah diselesaikan operator"),
    Step.RETRACT: N_("Penunjukan Anda diurungkan operator"),
}
"""Why a job is no longer the officer's, by the step that somebody else took."""


def next_button(status: Status) -> StepButton | None:
    """The one filled button of a job; None when nothing is left to do."""
    step = _NEXT.get(status)
    return _BUTTONS[step] if step else None


def other_buttons(status: Status, *, phone: bool) -> list[StepButton]:
    """Every other step the table allows, in the table's order; calling needs a number."""
    elsewhere = {_NEXT.get(status), Step.TAKE, *(() if phone else (Step.CALL,))}
    steps = open_steps(status, Role.OFFICER)
    return [_BUTTONS[one] for one in steps if one in _BUTTONS and one not in elsewhere]


def is_open(step: Step, status: Status) -> bool:
    """Whether an officer may take this step now, as far as the table says."""
    return step in open_steps(status, Role.OFFICER)
