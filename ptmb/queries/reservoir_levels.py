"""What is known of the reservoirs: the newest level, its mood, the trend, and the days before."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import select

from ptmb.config import CITY_TIME
from ptmb.domain.reservoir import (
    TREND_SPAN,
    DaysLeft,
    Mark,
    Mood,
    Reading,
    Trend,
    days_left,
    marks_on,
    mood,
    trend,
)
from ptmb.domain.supply import ThresholdKind
from ptmb.extensions import db
from ptmb.models import Reservoir, ReservoirReading, ReservoirThreshold

_STALE = timedelta(hours=48)
_LOOKED_BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Level:
    """A reservoir as it stands; `reading` is None before the first one.

    `marks` are those of today; `left` counts down to the critical one.
    """

    id: int
    code: str
    name: str
    gauge: str
    unit: str
    main: bool
    reading: Reading | None
    marks: dict[ThresholdKind, Mark]
    heading: Trend | None
    left: DaysLeft | None
    recent: tuple[Reading, ...]

    @property
    def mood(self) -> Mood:
        return mood(self.reading.level, self.marks) if self.reading else Mood.UNKNOWN

    def stale(self, at: datetime) -> bool:
        """Whether the newest reading is older than two days."""
        return self.reading is not None and at - self.reading.at > _STALE


def reservoirs() -> list[Reservoir]:
    """Those in use, the main one first."""
    wanted = select(Reservoir).where(Reservoir.active).order_by(Reservoir.position, Reservoir.id)
    return list(db.session.scalars(wanted))


def reservoir_by_code(code: str) -> Reservoir | None:
    return db.session.scalar(select(Reservoir).where(Reservoir.code == code, Reservoir.active))


def levels(at: datetime) -> list[Level]:
    """Every reservoir with its newest level, in three statements however many there are."""
    rows = reservoirs()
    marks = marks_of_all()
    recent = readings_of_all([one.id for one in rows], at - _LOOKED_BACK, at)
    return [_level(one, marks.get(one.id, []), recent.get(one.id, []), at) for one in rows]


def main_level(at: datetime) -> Level | None:
    """The reservoir that most of the city drinks from."""
    found = levels(at)
    return next((one for one in found if one.main), found[0] if found else None)


def _level(one: Reservoir, marks: list[Mark], recent: list[Reading], at: datetime) -> Level:
    newest = recent[-1] if recent else _last_before(one.id, at)
    today = marks_on(marks, at.astimezone(CITY_TIME).date())
    heading = trend(recent) if recent and at - recent[-1].at <= TREND_SPAN else None
    critical = today.get(ThresholdKind.CRITICAL)
    left = (
        days_left(newest.level, critical.level, heading)
        if newest and critical and heading
        else None
    )
    return Level(
        one.id, one.code, one.name, one.gauge, one.unit, one.main, newest, today, heading, left,
        tuple(recent),
    )  # fmt: skip


def marks_of_all() -> dict[int, list[Mark]]:
    """Every mark that each reservoir ever had, by its id, the oldest first."""
    wanted = select(
        ReservoirThreshold.reservoir_id,
        ReservoirThreshold.kind,
        ReservoirThreshold.level,
        ReservoirThreshold.valid_from,
        ReservoirThreshold.valid_until,
    ).order_by(ReservoirThreshold.reservoir_id, ReservoirThreshold.valid_from)
    rows = db.session.execute(wanted)
    return {
        id_: [Mark(kind, level, begin, end) for _, kind, level, begin, end in found]
        for id_, found in groupby(rows, key=lambda row: row[0])
    }


def readings_of_all(ids: list[int], since: datetime, until: datetime) -> dict[int, list[Reading]]:
    """By reservoir the levels read in [since, until], oldest first, without those taken back."""
    wanted = (
        select(ReservoirReading.reservoir_id, ReservoirReading.measured_at, ReservoirReading.level)
        .where(
            ReservoirReading.reservoir_id.in_(ids),
            ReservoirReading.measured_at.between(since, until),
            ReservoirReading.withdrawn_at.is_(None),
        )
        .order_by(ReservoirReading.measured_at, ReservoirReading.id)
    )
    found: dict[int, list[Reading]] = {}
    for id_, measured_at, level in db.session.execute(wanted):
        found.setdefault(id_, []).append(Reading(measured_at, level))
    return found


def _last_before(reservoir_id: int, at: datetime) -> Reading | None:
    """A reading older than what was looked back at: it is shown, and called old."""
    row = db.session.execute(
        select(ReservoirReading.measured_at, ReservoirReading.level)
        .where(
            ReservoirReading.reservoir_id == reservoir_id,
            ReservoirReading.measured_at <= at,
            ReservoirReading.withdrawn_at.is_(None),
        )
        .order_by(ReservoirReading.measured_at.desc())
        .limit(1)
    ).first()
    return Reading(row[0], row[1]) if row else None
