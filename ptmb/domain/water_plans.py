"""A rationing plan as it is announced, and the announcements the utility really makes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from ptmb.domain.rationing import DRY, FULL
from ptmb.domain.words import N_

WITA = ZoneInfo("Asia/Makassar")
"""The city's clock: UTC+8 the whole year."""
LOCAL = "%Y-%m-%dT%H:%M"
"""How a rule writes its start."""
_DAY_MINUTES = 24 * 60
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class PlanRule:
    """One window, or windows that come again.

    `starts_local` is the clock on the wall in the city, "YYYY-MM-DDTHH:MM"; `recurrence` is an
    RFC 5545 RRULE or empty; `share` is the percentage of water inside.
    """

    starts_local: str
    minutes: int
    recurrence: str = ""
    share: int = FULL


@dataclass(frozen=True, slots=True)
class Plan:
    """What is announced for one zone.

    `share_otherwise` is the percentage of water outside of every rule. It holds from `valid_from`
    until `valid_until` (exclusive), or "sampai selesai" when that is None.
    """

    title: str
    reason: str
    advice: str
    share_otherwise: int
    valid_from: datetime
    valid_until: datetime | None
    rules: tuple[PlanRule, ...] = ()

    @property
    def passing(self) -> bool:
        """A single interruption: the plan it interrupts goes on after it."""
        recurring = any(rule.recurrence for rule in self.rules)
        return self.valid_until is not None and self.share_otherwise == FULL and not recurring


def cycle(starts_local: str, *phases: tuple[int, int]) -> tuple[PlanRule, ...]:
    """Phases of (whole days, share) one after the other, again and again.

    "Tiga hari 100 %, dua hari 50 %" is `cycle("2024-03-01T00:00", (3, 100), (2, 50))`; "setiap
    dua hari" is `(1, 100), (1, 0)`; three days for one plant, then four for another, is
    `(3, 100), (4, 0)` for the first and `(3, 0), (4, 100)` for the second.
    """
    every = sum(days for days, _ in phases)
    rules, start = [], datetime.strptime(starts_local, LOCAL)  # noqa: DTZ007  a wall clock
    for days, share in phases:
        recurrence = f"FREQ=DAILY;INTERVAL={every}"
        rules.append(PlanRule(start.strftime(LOCAL), days * _DAY_MINUTES, recurrence, share))
        start += timedelta(days=days)
    return tuple(rules)


def weekly(
    since: date, weekdays: Iterable[int], begins: time, ends: time, share: int = FULL
) -> PlanRule:
    """A clock window on these weekdays (0 is Monday), the first one on `since` or after it.

    An end that is not after the beginning lies on the following day.
    """
    days = sorted(set(weekdays))
    first = next(
        day
        for day in (since + timedelta(days=ahead) for ahead in range(7))
        if day.weekday() in days
    )
    minutes = (ends.hour - begins.hour) * 60 + ends.minute - begins.minute
    names = ",".join(_WEEKDAYS[day] for day in days)
    return PlanRule(
        datetime.combine(first, begins).strftime(LOCAL),
        minutes if minutes > 0 else minutes + _DAY_MINUTES,
        f"FREQ=WEEKLY;BYDAY={names}",
        share,
    )


def once(starts_local: str, minutes: int, share: int = DRY) -> PlanRule:
    """One single window; without water unless a share is given."""
    return PlanRule(starts_local, minutes, "", share)


def cut(
    title: str, reason: str, advice: str, starts_at: datetime, ends_at: datetime | None
) -> Plan:
    """No water from one moment to another, or "sampai selesai" when the end is not known."""
    if ends_at is None:
        return Plan(title, reason, advice, DRY, starts_at, None)
    minutes = int((ends_at - starts_at).total_seconds()) // 60
    rule = once(starts_at.astimezone(WITA).strftime(LOCAL), minutes)
    return Plan(title, reason, advice, FULL, starts_at, ends_at, (rule,))


class Standing(StrEnum):
    """Where a schedule stands between draft and history."""

    DRAFT = "draft"
    COMING = "coming"
    RUNNING = "running"
    OVER = "over"
    REPLACED = "replaced"
    TAKEN_BACK = "taken_back"


STANDING_WORDS = {
    Standing.DRAFT: N_("Draf"),
    Standing.COMING: N_("Akan berlaku"),
    Standing.RUNNING: N_("Berlaku"),
    Standing.OVER: N_("Sudah berlalu"),
    Standing.REPLACED: N_("Diganti"),
    Standing.TAKEN_BACK: N_("Ditarik"),
}


@dataclass(frozen=True, slots=True)
class Announced:
    """A published schedule, for the question which of several holds.

    `order` is larger for what was published later. `ends_at` is the earlier of its validity and
    the moment it was replaced or taken back; None: it goes on.
    """

    schedule_id: int
    order: int
    starts_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reign:
    """A stretch of time in which one schedule holds."""

    schedule_id: int
    starts_at: datetime
    ends_at: datetime


def reigns(announced: Sequence[Announced], since: datetime, until: datetime) -> list[Reign]:
    """Which schedule holds when in [since, until): at each moment the newest of those valid."""
    spans = [
        (one, max(one.starts_at, since), min(one.ends_at or until, until)) for one in announced
    ]
    edges = sorted({edge for _, begin, end in spans if begin < end for edge in (begin, end)})
    found: list[Reign] = []
    for begin, end in pairwise(edges):
        there = [one for one, first, last in spans if first <= begin and end <= last]
        if there:
            newest = max(there, key=lambda one: one.order).schedule_id
            _append(found, Reign(newest, begin, end))
    return found


def _append(found: list[Reign], reign: Reign) -> None:
    last = found[-1] if found else None
    if last and last.schedule_id == reign.schedule_id and last.ends_at == reign.starts_at:
        found[-1] = Reign(last.schedule_id, last.starts_at, reign.ends_at)
    else:
        found.append(reign)
