"""What is counted about a complaint, and into which cells of the roll-ups it goes.

A complaint stands in each cell for what it is now. So the roll-ups are a pure function of the
complaints, can be made anew from them at any time, and a complaint that is opened again leaves
the day on which it had been finished.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ptmb.domain.choices import Channel, Confirmation
from ptmb.domain.durations import bucket
from ptmb.domain.lifecycle import Cause, Status

WHOLE_CITY = -1
"""Stands for the area in cells of all areas together."""


class Grain(StrEnum):
    DAY = "d"
    MONTH = "m"


class Outcome(StrEnum):
    """What has become of a complaint by now; NONE where a cell does not ask."""

    NONE = ""
    OPEN = "open"
    RESOLVED = "resolved"
    REJECTED = "rejected"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


OUTCOME_OF = {
    Status.RESOLVED: Outcome.RESOLVED,
    Status.CLOSED: Outcome.RESOLVED,
    Status.REJECTED: Outcome.REJECTED,
    Status.MERGED: Outcome.MERGED,
    Status.WITHDRAWN: Outcome.WITHDRAWN,
}
"""Every other status is open."""


class Tallied(StrEnum):
    """Kinds of cells. RECEIVED_* lie on the day of receipt, FINISHED_* on the day of finishing.

    The member of a cell is named after the colon.
    """

    RECEIVED_CAUSE = "received_cause"  # a Cause, with its outcome
    RECEIVED_CATEGORY = "received_category"  # the id of a category, with its outcome
    RECEIVED_CHANNEL = "received_channel"  # a Channel
    RECEIVED_HOUR = "received_hour"  # weekday * 24 + hour, Monday 0.00 of the city is 0
    RECEIVED_HEXAGON = "received_hexagon"  # an H3 cell of resolution 8; the whole city
    RECEIVED_REOPENED = "received_reopened"  # "yes": it was opened again at least once
    RESPONSE_TIME = "response_time"  # bucket of the time to the first response
    ENDED_CAUSE = "ended_cause"  # a Cause, with its outcome; on the day it ended in whatever way
    FINISHED_CREW = "finished_crew"  # the id of a crew, 0 without one
    FINISHED_LATE = "finished_late"  # "yes" or "no": after its deadline
    FINISHED_CREW_LATE = "finished_crew_late"  # the crew of those after their deadline
    FINISHED_CONFIRMED = "finished_confirmed"  # a Confirmation, or "waiting"
    FINISHED_RATING = "finished_rating"  # "1" to "5"
    RESOLUTION_TIME = "resolution_time"  # bucket of the time from receipt to finishing
    RESOLUTION_CATEGORY = "resolution_category"  # "category:bucket"; the whole city
    RESOLUTION_CREW = "resolution_crew"  # "crew:bucket"; the whole city


CITY_ONLY = frozenset(
    {Tallied.RECEIVED_HEXAGON, Tallied.RESOLUTION_CATEGORY, Tallied.RESOLUTION_CREW}
)
"""Kept for the city as a whole, since their members are many."""
MONTHLY = frozenset({Tallied.RECEIVED_HOUR, Tallied.RESOLUTION_CATEGORY})
"""Kept by month alone: one day of them says nothing."""
YES, NO, WAITING = "yes", "no", "waiting"


@dataclass(frozen=True)
class Counted:
    """All of a complaint that any figure depends on. Days and the hour are the city's.

    `ended_on` is the day it was finished, rejected, merged or withdrawn; None while it is open.
    `response_seconds` and `resolution_seconds` count from the receipt. `hexagon` is its H3 cell
    of resolution 8, empty without a point.
    """

    received_on: date
    hour_of_week: int
    area: int
    category: int
    cause: Cause
    channel: Channel
    status: Status
    hexagon: str = ""
    crew: int = 0
    ended_on: date | None = None
    response_seconds: float | None = None
    resolution_seconds: float | None = None
    late: bool = False
    confirmed_by: Confirmation | None = None
    rating: int | None = None
    reopened: bool = False

    @property
    def outcome(self) -> Outcome:
        return OUTCOME_OF.get(self.status, Outcome.OPEN)


class Cell(NamedTuple):
    """The key of one number in the roll-ups; they sort, so that all writers lock in one order."""

    measure: Tallied
    grain: Grain
    area_id: int
    start_on: date
    member: str
    outcome: Outcome


def cells(one: Counted) -> Counter[Cell]:
    """Where a complaint is counted, once each: in its area and in the city, by day and month."""
    found: Counter[Cell] = Counter()
    for measure, day, member, outcome in (*_received(one), *_ended(one)):
        for area in (WHOLE_CITY,) if measure in CITY_ONLY else (WHOLE_CITY, one.area):
            if measure not in MONTHLY:
                found[Cell(measure, Grain.DAY, area, day, member, outcome)] += 1
            found[Cell(measure, Grain.MONTH, area, day.replace(day=1), member, outcome)] += 1
    return found


_Entry = tuple[Tallied, date, str, Outcome]


def _received(one: Counted) -> Iterator[_Entry]:
    on, none = one.received_on, Outcome.NONE
    yield Tallied.RECEIVED_CAUSE, on, one.cause.value, one.outcome
    yield Tallied.RECEIVED_CATEGORY, on, str(one.category), one.outcome
    yield Tallied.RECEIVED_CHANNEL, on, one.channel.value, none
    yield Tallied.RECEIVED_HOUR, on, str(one.hour_of_week), none
    if one.hexagon:
        yield Tallied.RECEIVED_HEXAGON, on, one.hexagon, none
    if one.reopened:
        yield Tallied.RECEIVED_REOPENED, on, YES, none
    if one.response_seconds is not None:
        yield Tallied.RESPONSE_TIME, on, str(bucket(one.response_seconds)), none


def _ended(one: Counted) -> Iterator[_Entry]:
    on, none = one.ended_on, Outcome.NONE
    if on is None:
        return
    yield Tallied.ENDED_CAUSE, on, one.cause.value, one.outcome
    if one.outcome is not Outcome.RESOLVED:
        return
    yield Tallied.FINISHED_CREW, on, str(one.crew), none
    yield Tallied.FINISHED_LATE, on, YES if one.late else NO, none
    if one.late:
        yield Tallied.FINISHED_CREW_LATE, on, str(one.crew), none
    confirmed = one.confirmed_by.value if one.confirmed_by else WAITING
    yield Tallied.FINISHED_CONFIRMED, on, confirmed, none
    if one.rating:
        yield Tallied.FINISHED_RATING, on, str(one.rating), none
    if one.resolution_seconds is not None:
        step = bucket(one.resolution_seconds)
        yield Tallied.RESOLUTION_TIME, on, str(step), none
        yield Tallied.RESOLUTION_CATEGORY, on, f"{one.category}:{step}", none
        yield Tallied.RESOLUTION_CREW, on, f"{one.crew}:{step}", none
