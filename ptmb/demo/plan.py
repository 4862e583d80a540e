"""Deals days, fates and areas to the complaints of the demonstration; the same for one seed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from ptmb.demo.calendar import MOMENT, on_day
from ptmb.demo.fates import AREA_SHARES, DONE, DONE_BY_DAY, OPEN, RECEIVED_BY_DAY, Fate, Way

_HOUR_WEIGHTS = (2, 1, 1, 1, 3, 8, 14, 16, 13, 10, 9, 8, 7, 6, 6, 7, 11, 14, 15, 13, 10, 7, 5, 3)
"""When people report, by hour: before work and in the evening."""
_MOST_OPEN_BY_DAY = (0, 0, 0, 1, 5, 14, 22, 26, 24, 24)
_LEAD = {
    Way.TURN: timedelta(hours=3),
    Way.VISIT: timedelta(hours=3),
    Way.DESK: timedelta(minutes=40),
}
"""At least this long from the report to its end."""
_WORK_BEGINS, _WORK_ENDS = 7 * 60 + 10, 21 * 60 + 30
_LAST_MINUTE = 14 * 60 + 26
"""Of day 10: nothing happens in the last minutes before `MOMENT`."""


@dataclass(frozen=True)
class Lot:
    """One complaint as dealt; `done_at` is set for those that are done."""

    number: int
    received_at: datetime
    fate: Fate
    area: str
    done_at: datetime | None = None


def deal(seed: int) -> list[Lot]:
    """All complaints in the order in which they come in."""
    random = Random(seed)
    moments = _receptions(random)
    open_fates = _deal_open(random, moments)
    done = _deal_done(random, [at for at in moments if at not in open_fates])
    areas = [name for name, share in AREA_SHARES.items() for _ in range(share)]
    random.shuffle(areas)
    lots = []
    for number, (at, area) in enumerate(zip(moments, areas, strict=True)):
        fate, done_at = done[at] if at in done else (open_fates[at], None)
        lots.append(Lot(number, at, fate, area, done_at))
    return lots


def _receptions(random: Random) -> list[datetime]:
    moments: set[datetime] = set()
    for day, count in enumerate(RECEIVED_BY_DAY, start=1):
        end = _LAST_MINUTE if day == MOMENT.day else 24 * 60
        wanted = len(moments) + count
        while len(moments) < wanted:
            hour = random.choices(range(24), _HOUR_WEIGHTS)[0]
            minute = hour * 60 + random.randrange(60)
            if minute < end:
                moments.add(on_day(day, minute + random.randrange(60) / 60))
    return sorted(moments)


def _deal_open(random: Random, moments: list[datetime]) -> dict[datetime, Fate]:
    """Each open fate gets a report of one of its days, the fates with the least choice first."""
    free = {day: [at for at in moments if at.day == day] for day in range(1, 11)}
    room = dict(enumerate(_MOST_OPEN_BY_DAY, start=1))
    dealt: dict[datetime, Fate] = {}
    for fate in sorted(OPEN, key=lambda one: len(one.days)):
        for _ in range(fate.count):
            days = [day for day in fate.days if room[day]]
            day = random.choices(days, [room[day] for day in days])[0]
            room[day] -= 1
            # Of today's reports the newest are still open, the night's are done.
            place = -1 if day == MOMENT.day else random.randrange(len(free[day]))
            dealt[free[day].pop(place)] = fate
    return dealt


def _deal_done(random: Random, moments: list[datetime]) -> dict[datetime, tuple[Fate, datetime]]:
    """Finish the wanted number on each day, the longest waiting first, visits before turns."""
    fates = [fate for fate in DONE for _ in range(fate.count)]
    random.shuffle(fates)
    waiting = list(zip(moments, fates, strict=True))
    dealt: dict[datetime, tuple[Fate, datetime]] = {}
    for day, count in enumerate(DONE_BY_DAY, start=1):
        ready = [one for one in waiting if _earliest(*one) < _end_of(day)]
        ready.sort(key=lambda one: one[0] + _patience(random, one[1]))
        for at, fate in ready[:count]:
            dealt[at] = (fate, _finish(random, day, _earliest(at, fate)))
        waiting = [one for one in waiting if one[0] not in dealt]
    return dealt


def _patience(random: Random, fate: Fate) -> timedelta:
    longest = 40 if fate.way is Way.TURN else 16
    return timedelta(hours=random.uniform(0, longest))


def _earliest(at: datetime, fate: Fate) -> datetime:
    return at + _LEAD[fate.way or Way.DESK]


def _end_of(day: int) -> datetime:
    return on_day(day, _LAST_MINUTE if day == MOMENT.day else _WORK_ENDS)


def _finish(random: Random, day: int, earliest: datetime) -> datetime:
    begin = max(earliest, on_day(day, _WORK_BEGINS))
    return begin + (_end_of(day) - begin) * random.random()
