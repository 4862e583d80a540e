"""How high the water stands, where it is heading, and whether a reading can be true."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import sqrt
from statistics import NormalDist, median

from ptmb.domain.supply import ThresholdKind
from ptmb.domain.words import N_

TREND_SPAN = timedelta(days=7)
"""The trend is read from the readings of this time before the newest one."""
_LEAST_READINGS = 3
_LEAST_SPAN = timedelta(days=2)
_ODD_CM_PER_DAY = 30.0
"""A dry reservoir here falls 1 to 2 cm a day (press, 2023); a storm lifts it by decimetres."""
_DAY = timedelta(days=1)
_CONFIDENCE = 0.80


class Mood(StrEnum):
    """What the level is called: the highest mark that it has fallen below."""

    NORMAL = "normal"
    LOW = "low"
    ALERT = "alert"
    CRITICAL = "critical"
    UNKNOWN = "unknown"


MOOD_WORDS = {
    Mood.NORMAL: N_("Normal"),
    Mood.LOW: N_("Di bawah normal"),
    Mood.ALERT: N_("Waspada"),
    Mood.CRITICAL: N_("Kritis"),
    Mood.UNKNOWN: N_("Batas belum diatur"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A threshold: `level` on the gauge, valid from one day to another, both included."""

    kind: ThresholdKind
    level: float
    valid_from: date
    valid_until: date | None = None

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Reading:
    """A level on the gauge in metres, and when it was read."""

    at: datetime
    level: float


@dataclass(frozen=True, slots=True)
class Trend:
    """Change in cm a day with the ends of its 80 % confidence interval; negative is falling."""

    cm_per_day: float
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class DaysLeft:
    """Days until the critical mark: at the trend, and at the ends of its interval.

    `soonest` belongs to the fastest fall; `latest` is None where the slowest end does not fall.
    """

    days: float
    soonest: float
    latest: float | None


def marks_on(marks: Iterable[Mark], on: date) -> dict[ThresholdKind, Mark]:
    """The marks that hold on a day; of two of one kind the one that began later."""
    held = sorted((one for one in marks if one.holds(on)), key=lambda one: one.valid_from)
    return {one.kind: one for one in held}


def mood(level: float, marks: dict[ThresholdKind, Mark]) -> Mood:
    """What a level is called; a level that stands exactly at a mark has not fallen below it."""
    if not marks:
        return Mood.UNKNOWN
    below = {kind for kind, mark in marks.items() if level < mark.level}
    if below & {ThresholdKind.CRITICAL, ThresholdKind.FLOOR}:
        return Mood.CRITICAL
    if ThresholdKind.ALERT in below:
        return Mood.ALERT
    return Mood.LOW if ThresholdKind.NORMAL in below else Mood.NORMAL


def trend(readings: Sequence[Reading]) -> Trend | None:
    """The slope by Theil and Sen over the last seven days, with its confidence interval.

    The median of the slopes of all pairs of readings (Sen 1968, Estimates of the regression
    coefficient based on Kendall's tau, JASA 63), which one misread gauge does not move; the 80 %
    interval by Kendall's variance of the number of concordant pairs, as in the same paper. None
    with fewer than three readings or less than two days between the first and the last; of the
    readings of one hour the last one counts.
    """
    if not readings:
        return None
    newest = max(one.at for one in readings)
    recent = _hourly(one for one in readings if one.at >= newest - TREND_SPAN)
    if len(recent) < _LEAST_READINGS or recent[-1].at - recent[0].at < _LEAST_SPAN:
        return None
    slopes = sorted(
        (later.level - earlier.level) * 100 / ((later.at - earlier.at) / _DAY)
        for place, earlier in enumerate(recent)
        for later in recent[place + 1 :]
        if later.at > earlier.at
    )
    reach = NormalDist().inv_cdf((1 + _CONFIDENCE) / 2) * _kendall_deviation(len(recent))
    low = max(0, round((len(slopes) - reach) / 2) - 1)
    high = min(len(slopes) - 1, round((len(slopes) + reach) / 2))
    return Trend(median(slopes), slopes[low], slopes[high])


def days_left(level: float, critical: float, heading: Trend) -> DaysLeft | None:
    """How long until the critical mark if it goes on like this; None where it does not fall."""
    room = (level - critical) * 100
    if room <= 0 or heading.cm_per_day >= 0:
        return None
    latest = room / -heading.highest if heading.highest < 0 else None
    return DaysLeft(room / -heading.cm_per_day, room / -heading.lowest, latest)


def outside(level: float, lowest: float, highest: float) -> bool:
    """Whether no such mark is on the gauge at all."""
    return not lowest <= level <= highest


def odd_step(level: float, at: datetime, last: Reading | None) -> float | None:
    """The change in cm since the last reading when it is too fast to be believed unasked.

    More than 30 cm for each day that has begun between the two.
    """
    if last is None:
        return None
    days = max(1.0, abs(at - last.at) / _DAY)
    change = round((level - last.level) * 100, 1)
    return change if abs(change) > _ODD_CM_PER_DAY * days else None


def _hourly(readings: Iterable[Reading]) -> list[Reading]:
    """The last reading of each hour, oldest first: a machine may send one every minute."""
    ordered = sorted(readings, key=lambda one: one.at)
    last = {one.at.replace(minute=0, second=0, microsecond=0): one for one in ordered}
    return list(last.values())


def _kendall_deviation(count: int) -> float:
    """Standard deviation of Kendall's statistic of `count` readings without ties."""
    return sqrt(count * (count - 1) * (2 * count + 5) / 18)
