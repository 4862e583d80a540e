"""How long somebody was at the place, from the steps of a complaint alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from ptmb.domain.roles import Role
from ptmb.domain.states import GENTLE, Status, Step

_LEAVING = frozenset({Step.RESOLVE, Step.ESCALATE, Step.HAND_BACK})


class Taken(Protocol):
    """A step as it was written: see ComplaintEvent for `client_at` and `skew_s`."""

    @property
    def id(self) -> int: ...
    @property
    def step(self) -> Step: ...
    @property
    def role(self) -> Role: ...
    @property
    def status_after(self) -> Status: ...
    @property
    def at(self) -> datetime: ...
    @property
    def client_at(self) -> datetime | None: ...
    @property
    def skew_s(self) -> int | None: ...


@dataclass(frozen=True)
class Visit:
    """From the arrival to the step that ended it; `left_id` is that step's id."""

    arrived_at: datetime
    left_at: datetime
    left_id: int

    @property
    def seconds(self) -> float:
        return (self.left_at - self.arrived_at).total_seconds()


def visits(events: Iterable[Taken]) -> list[Visit]:
    """The visits that have ended, in order. One whose end no officer recorded is left out.

    A finish that was taken back within its seconds ended nothing: the visit goes on.

    Args:
        events: all steps of one complaint, oldest first.
    """
    ended: list[Visit] = []
    arrived: datetime | None = None
    former: datetime | None = None
    for event in events:
        if event.step in GENTLE:  # a note of the desk says nothing about where the officer is
            continue
        former = when_done(event, former)
        arrived = _still_there(event, former, arrived, ended)
    return ended


def _still_there(
    event: Taken, at: datetime, arrived: datetime | None, ended: list[Visit]
) -> datetime | None:
    """Since when the officer is there after this step; a visit that it ends joins `ended`."""
    if event.role is Role.OFFICER:
        if event.step is Step.ARRIVE:
            return at
        if event.step is Step.RETRACT and ended:
            return ended.pop().arrived_at
        if event.step in _LEAVING and arrived:
            ended.append(Visit(arrived, at, event.id))
    return arrived if event.status_after is Status.IN_PROGRESS else None


def when_done(event: Taken, former: datetime | None) -> datetime:
    """When the step was taken at the place: by the phone's clock, put right, when that can be.

    The phone's moment is believed when its clock was measured against ours, and it is neither
    after we received the step nor before the former one; else ours counts.
    """
    if event.client_at is None or event.skew_s is None:
        return event.at
    corrected = event.client_at + timedelta(seconds=event.skew_s)
    if corrected > event.at or (former is not None and corrected < former):
        return event.at
    return corrected


def seconds_on_site(events: Iterable[Taken]) -> float | None:
    """All ended visits together; None when there is none."""
    ended = visits(events)
    return sum(visit.seconds for visit in ended) if ended else None
