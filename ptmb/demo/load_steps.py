"""The histories of a load set: short ways through the lifecycle's table, and what they leave."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from ptmb.config import CITY_TIME
from ptmb.domain.choices import Confirmation
from ptmb.domain.lifecycle import Cause, Status, Step
from ptmb.domain.roles import Role

Row = dict[str, Any]
Hand = tuple[int, int | None]
"""An officer and their crew."""


@dataclass(frozen=True)
class Move:
    """A step `hours` after the one before."""

    step: Step
    role: Role
    after: Status
    hours: float


def _move(step: Step, role: Role, after: Status, hours: float) -> Move:
    return Move(step, role, after, hours)


_S, _R = Status, Role
RECEIVE = _move(Step.RECEIVE, _R.REPORTER, _S.RECEIVED, 0)
_ASSIGN = _move(Step.ASSIGN, _R.OPERATOR, _S.ASSIGNED, 1.5)
_SET_OFF = _move(Step.SET_OFF, _R.OFFICER, _S.EN_ROUTE, 1.0)
_ARRIVE = _move(Step.ARRIVE, _R.OFFICER, _S.IN_PROGRESS, 0.5)
_SETTLE = _move(Step.RESOLVE, _R.OPERATOR, _S.RESOLVED, 14.0)
_EXPLAIN = _move(Step.EXPLAIN, _R.OPERATOR, _S.RATIONED, 1.0)
_FLOW = _move(Step.FLOW_RETURNED, _R.REPORTER, _S.RESOLVED, 20.0)
_CONFIRM = _move(Step.CONFIRM, _R.REPORTER, _S.CLOSED, 6.0)
_SILENT = _move(Step.CLOSE_SILENT, _R.SYSTEM, _S.CLOSED, 48.0)
ENDED = (
    (_ASSIGN, _SETTLE, _CONFIRM),
    (_ASSIGN, _SETTLE, _SILENT),
    (_EXPLAIN, _FLOW, _CONFIRM),
    (_EXPLAIN, _FLOW, _SILENT),
)
CONFIRMING = ((_ASSIGN, _SETTLE), (_EXPLAIN, _FLOW))
"""They take most of a day, so only older ones can have come that far."""
UNENDED = (
    (),
    (_ASSIGN,),
    (_ASSIGN,),
    (_ASSIGN, _SET_OFF),
    (_ASSIGN, _SET_OFF, _ARRIVE),
    (_EXPLAIN,),
    (_EXPLAIN,),
)


def _assigned(row: Row, random: Random, hands: list[Hand]) -> None:
    row["officer_id"], row["crew_id"] = random.choice(hands)
    row["responded_at"] = row["changed_at"]


def _explained(row: Row, _random: Random, _hands: list[Hand]) -> None:
    row["cause"], row["responded_at"] = Cause.RATIONING.value, row["changed_at"]
    row["water_due_at"] = row["changed_at"] + timedelta(hours=30)


def _resolved(row: Row, random: Random, _hands: list[Hand]) -> None:
    row["resolved_at"] = row["changed_at"]
    row["finished_crew_id"] = row["crew_id"]
    row["ended_on"] = row["changed_at"].astimezone(CITY_TIME).date()
    if row["cause"] == Cause.UNKNOWN.value:
        row["cause"] = random.choice((Cause.TECHNICAL, Cause.QUALITY)).value


def _confirmed(row: Row, random: Random, _hands: list[Hand]) -> None:
    row["closed_at"], row["confirmed_by"] = row["changed_at"], Confirmation.REPORTER.value
    row["rating"] = random.choice((None, 3, 4, 5, 5))


def _silently(row: Row, _random: Random, _hands: list[Hand]) -> None:
    row["closed_at"], row["confirmed_by"] = row["changed_at"], Confirmation.SILENCE.value


EFFECTS: dict[Step, Callable[[Row, Random, list[Hand]], None]] = {
    Step.ASSIGN: _assigned,
    Step.EXPLAIN: _explained,
    Step.RESOLVE: _resolved,
    Step.FLOW_RETURNED: _resolved,
    Step.CONFIRM: _confirmed,
    Step.CLOSE_SILENT: _silently,
}
