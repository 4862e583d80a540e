"""When a complaint must be finished, and how that is said."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ptmb.domain.lifecycle import KIND, Kind, Status
from ptmb.domain.words import N_

CONFIRM_WITHIN = timedelta(hours=48)
ANSWER_WITHIN = timedelta(days=3)
REOPEN_WITHIN = timedelta(days=14)
SUPERVISED_FROM = 2
"""From this reopening on a supervisor is told (table of the lifecycle)."""
NEAR_SHARE = 0.25
"""Less than this share of the time left counts as near (product design, desk)."""


class Urgency(StrEnum):
    """Ranked by `URGENCY_RANK`; the names are what people read."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    EMERGENCY = "emergency"


URGENCY_RANK = {Urgency.LOW: 0, Urgency.MEDIUM: 1, Urgency.HIGH: 2, Urgency.EMERGENCY: 3}
URGENCY_WORDS = {
    Urgency.LOW: N_("Rendah"),
    Urgency.MEDIUM: N_("Sedang"),
    Urgency.HIGH: N_("Tinggi"),
    Urgency.EMERGENCY: N_("Darurat"),
}
_EMERGENCY_HOURS = 4.0
"""Make-safe target for a burst or a flooded road (facts of the domain, section 4)."""


def raised(urgency: Urgency) -> Urgency:
    """One step more urgent, as after a reopening; the top stays the top."""
    order = list(URGENCY_RANK)
    return order[min(URGENCY_RANK[urgency] + 1, len(order) - 1)]


def due(start: datetime, hours: float, urgency: Urgency) -> datetime:
    """The target moment; an emergency is made safe within 4 hours whatever its category."""
    if urgency is Urgency.EMERGENCY:
        hours = min(hours, _EMERGENCY_HOURS)
    return start + timedelta(hours=hours)


def reopens(ended_at: datetime, at: datetime) -> bool:
    """Whether what ended then may still be opened again."""
    return at - ended_at <= REOPEN_WITHIN


class Pressure(StrEnum):
    SAFE = "safe"
    NEAR = "near"
    LATE = "late"
    PAUSED = "paused"
    OVER = "over"


@dataclass(frozen=True)
class DeadlineMark:
    """How a deadline looks now; `minutes` is time left, or time past when late."""

    pressure: Pressure
    minutes: int
    word: str
    icon: str
    tone: str


_LOOK = {
    Pressure.SAFE: (N_("Aman"), "circle", "ok"),
    Pressure.NEAR: (N_("Hampir"), "half", "fix"),
    Pressure.LATE: (N_("Lewat"), "f-alert-triangle", "bad"),
    Pressure.PAUSED: (N_("Ditunda"), "player-pause", "none"),
    Pressure.OVER: (N_("Selesai"), "circle-check", "ok"),
}


def pressure(status: Status, start: datetime, due_at: datetime, at: datetime) -> Pressure:
    """How hard the deadline presses at the moment `at`."""
    kind = KIND[status]
    if kind in (Kind.DONE, Kind.ENDED):
        return Pressure.OVER
    if kind is Kind.WAITING:
        return Pressure.PAUSED
    if at >= due_at:
        return Pressure.LATE
    total = (due_at - start).total_seconds()
    left = (due_at - at).total_seconds()
    return Pressure.NEAR if left <= total * NEAR_SHARE else Pressure.SAFE


def mark(status: Status, start: datetime, due_at: datetime, at: datetime) -> DeadlineMark:
    """The mark beside a complaint in every list."""
    now = pressure(status, start, due_at, at)
    word, icon, tone = _LOOK[now]
    minutes = abs(int((due_at - at).total_seconds() // 60))
    return DeadlineMark(now, minutes, word, icon, tone)
