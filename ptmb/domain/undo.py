"""What may be undone a moment later, and for how long; until then nobody outside hears of it."""

from datetime import datetime, timedelta

from ptmb.domain.roles import DESK_ROLES, Role
from ptmb.domain.states import Step

GRACE = timedelta(seconds=5)
"""For the way of the answer and of the tap through a slow network."""
_OFFERED = {
    **{(Step.ASSIGN, role): timedelta(seconds=10) for role in DESK_ROLES},
    **{(Step.MERGE, role): timedelta(seconds=10) for role in DESK_ROLES},
    **{(Step.EXPLAIN, role): timedelta(seconds=10) for role in DESK_ROLES},
    (Step.RESOLVE, Role.OFFICER): timedelta(seconds=30),
}
"""How long the button stands there (product design, desk and officer)."""
HELD = frozenset(step for step, _ in _OFFERED)


def seconds_left(step: Step, role: Role, then: datetime, at: datetime) -> int:
    """Whole seconds for which undoing is still offered; 0: it is not, or never was."""
    offered = _OFFERED.get((step, role), timedelta(0))
    left = (then + offered - at).total_seconds()
    return max(0, min(int(left), int(offered.total_seconds())))


def held_until(step: Step, role: Role, then: datetime) -> datetime | None:
    """Until when what the step says is kept back; None: it is said at once."""
    offered = _OFFERED.get((step, role))
    return then + offered + GRACE if offered else None


def in_time(step: Step, role: Role, then: datetime, at: datetime) -> bool:
    """Whether the step may still be undone, by the server's clock."""
    until = held_until(step, role, then)
    return until is not None and at < until
