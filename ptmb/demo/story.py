"""What happens to a complaint after it came in: steps with their moments, in order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from ptmb.demo.calendar import MOMENT
from ptmb.demo.fates import Way
from ptmb.demo.plan import Lot
from ptmb.domain.deadlines import CONFIRM_WITHIN
from ptmb.domain.lifecycle import Cause, Status, Step

LATEST = MOMENT - timedelta(minutes=5)
_NEVER_ON_THE_LAST_DAY = MOMENT.replace(hour=0, minute=0)
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_REOPENED, _SECOND_TURN, _HANDED_BACK = 5, 6, 4
"""So many of the finished ones took a detour."""


@dataclass(frozen=True)
class Scene:
    """A step of the story; `until` is the promised moment of a turn or of the next news."""

    at: datetime
    step: Step
    cause: Cause = Cause.UNKNOWN
    until: datetime | None = None


@dataclass(frozen=True)
class Detours:
    """Numbers of the lots that go round once more."""

    reopened: frozenset[int]
    second_turn: frozenset[int]
    handed_back: frozenset[int]


def choose_detours(random: Random, lots: list[Lot]) -> Detours:
    """Pick them among those that had the time for it."""
    slow = [lot for lot in lots if lot.done_at and lot.done_at - lot.received_at > 30 * _HOUR]
    early = [lot for lot in slow if (lot.done_at or MOMENT) < _NEVER_ON_THE_LAST_DAY]
    visits = [lot.number for lot in early if lot.fate.way is Way.VISIT]
    turns = [lot.number for lot in slow if lot.fate.way is Way.TURN]
    random.shuffle(visits)
    random.shuffle(turns)
    return Detours(
        frozenset(visits[:_REOPENED]),
        frozenset(turns[:_SECOND_TURN]),
        frozenset(visits[_REOPENED : _REOPENED + _HANDED_BACK]),
    )


def scenes(random: Random, lot: Lot, detours: Detours) -> list[Scene]:
    """All steps after the receipt, their moments never going back."""
    if lot.done_at is None:
        return _OPEN[lot.fate.status](random, lot)
    ways = {Way.TURN: _by_turn, Way.VISIT: _by_visit, Way.DESK: _at_the_desk}
    steps = ways[lot.fate.way or Way.DESK](random, lot, lot.done_at, detours)
    return [*steps, *_ending(random, lot.done_at)]


def between(random: Random, begin: datetime, end: datetime) -> datetime:
    """A moment between two, the begin when they are the wrong way round."""
    return begin + max(end - begin, timedelta()) * random.random()


def _soon(random: Random, lot: Lot, hours: float) -> datetime:
    """When the desk acts on it: within so many hours, but not after the story's end."""
    begin = lot.received_at + 6 * _MINUTE
    return between(random, begin, min(begin + hours * _HOUR, LATEST - 50 * _MINUTE))


def _by_turn(random: Random, lot: Lot, done: datetime, detours: Detours) -> list[Scene]:
    first = between(random, lot.received_at + 8 * _MINUTE, done - 2 * _HOUR)
    first = min(first, lot.received_at + random.uniform(0.2, 6) * _HOUR)
    steps = [_explained(random, first, done)]
    if lot.number in detours.second_turn:
        dry = between(random, first + 3 * _HOUR, done - 6 * _HOUR)
        steps = [_explained(random, first, dry), Scene(dry, Step.STILL_DRY)]
        steps.append(_explained(random, dry + random.uniform(20, 90) * _MINUTE, done))
    return [*steps, Scene(done, Step.FLOW_RETURNED)]


def _explained(random: Random, at: datetime, end: datetime) -> Scene:
    until = max(at + _HOUR, between(random, at + (end - at) / 2, end))
    return Scene(at, Step.EXPLAIN, Cause.RATIONING, until)


def _by_visit(random: Random, lot: Lot, done: datetime, detours: Detours) -> list[Scene]:
    begin = lot.received_at
    steps: list[Scene] = []
    if lot.number in detours.reopened:
        first = begin + (done - begin) * random.uniform(0.3, 0.5)
        again = first + random.uniform(1, 5) * _HOUR
        steps = [*_visit(random, begin, first, lot.fate.cause), Scene(again, Step.REOPEN)]
        begin = again
    if lot.number in detours.handed_back:
        given = between(random, begin + 10 * _MINUTE, begin + 3 * _HOUR)
        begin = given + random.uniform(1, 4) * _HOUR
        steps += [Scene(given, Step.ASSIGN), Scene(begin, Step.HAND_BACK)]
    return [*steps, *_visit(random, begin, done, lot.fate.cause)]


def _visit(random: Random, begin: datetime, done: datetime, cause: Cause) -> list[Scene]:
    """Assigned, driven to, worked on, finished; needs two and a half hours."""
    arrived = done - random.uniform(25, 80) * _MINUTE
    left = arrived - random.uniform(10, 30) * _MINUTE
    given = between(random, begin + 8 * _MINUTE, min(begin + 5 * _HOUR, left - 10 * _MINUTE))
    return [
        Scene(given, Step.ASSIGN),
        Scene(left, Step.SET_OFF),
        Scene(arrived, Step.ARRIVE),
        Scene(done, Step.RESOLVE, cause),
    ]


def _at_the_desk(random: Random, lot: Lot, done: datetime, _detours: Detours) -> list[Scene]:
    seen = between(random, lot.received_at + 5 * _MINUTE, done - 10 * _MINUTE)
    return [Scene(seen, Step.VERIFY, lot.fate.cause), Scene(done, Step.RESOLVE, lot.fate.cause)]


def _ending(random: Random, done: datetime) -> list[Scene]:
    """The reporter says yes, or nobody answers for 48 hours, or it still waits for an answer."""
    answered = done + random.uniform(0.4, 40) * _HOUR
    silent = done + CONFIRM_WITHIN + random.uniform(1, 9) * _MINUTE
    if random.random() < 0.55 and answered <= LATEST:
        return [Scene(answered, Step.CONFIRM)]
    return [Scene(silent, Step.CLOSE_SILENT)] if silent <= LATEST else []


def _received(random: Random, lot: Lot) -> list[Scene]:
    if lot.fate.cause is Cause.UNKNOWN:
        return []
    begin = lot.received_at + 4 * _MINUTE
    at = between(random, begin, min(begin + _HOUR, LATEST))
    return [Scene(at, Step.VERIFY, lot.fate.cause)]


def _assigned(random: Random, lot: Lot) -> list[Scene]:
    seen = _soon(random, lot, 2)
    given = between(random, seen + 2 * _MINUTE, min(seen + 2 * _HOUR, LATEST - 45 * _MINUTE))
    return [Scene(seen, Step.VERIFY, lot.fate.cause), Scene(given, Step.ASSIGN)]


def _en_route(random: Random, lot: Lot) -> list[Scene]:
    left = between(random, LATEST - 35 * _MINUTE, LATEST)
    return [*_assigned(random, lot), Scene(left, Step.SET_OFF)]


def _in_progress(random: Random, lot: Lot) -> list[Scene]:
    arrived = between(random, LATEST - 150 * _MINUTE, LATEST - 10 * _MINUTE)
    left = arrived - random.uniform(10, 30) * _MINUTE
    return [*_assigned(random, lot), Scene(left, Step.SET_OFF), Scene(arrived, Step.ARRIVE)]


def _follow_up(random: Random, lot: Lot) -> list[Scene]:
    steps = _assigned(random, lot)
    left = between(random, steps[-1].at + 20 * _MINUTE, steps[-1].at + 8 * _HOUR)
    arrived = left + random.uniform(10, 35) * _MINUTE
    told = arrived + random.uniform(15, 60) * _MINUTE
    news = MOMENT + random.uniform(8, 90) * _HOUR
    return [
        *steps,
        Scene(left, Step.SET_OFF),
        Scene(arrived, Step.ARRIVE),
        Scene(told, Step.ESCALATE, lot.fate.cause, news),
    ]


def _rationed(random: Random, lot: Lot) -> list[Scene]:
    until = MOMENT + random.uniform(1.5, 44) * _HOUR
    return [Scene(_soon(random, lot, 3), Step.EXPLAIN, Cause.RATIONING, until)]


def _need_info(random: Random, lot: Lot) -> list[Scene]:
    return [Scene(_soon(random, lot, 5), Step.ASK)]


_OPEN: dict[Status, Callable[[Random, Lot], list[Scene]]] = {
    Status.RECEIVED: _received,
    Status.ASSIGNED: _assigned,
    Status.EN_ROUTE: _en_route,
    Status.IN_PROGRESS: _in_progress,
    Status.FOLLOW_UP: _follow_up,
    Status.RATIONED: _rationed,
    Status.NEED_INFO: _need_info,
}
