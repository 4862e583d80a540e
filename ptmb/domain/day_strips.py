"""A time line cut into days of the city, as a week's strips and its table show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ptmb.domain.rationing import DRY, FULL, Window, joined
from ptmb.domain.water_plans import WITA

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one day in minutes after midnight, 0 to 1440; `ends` lies outside of it.

    `share` is the percentage of water; without a plan for it (`planned` is False) that is full.
    """

    begins: int
    ends: int
    share: int
    planned: bool = True

    @property
    def minutes(self) -> int:
        return self.ends - self.begins

    @property
    def x(self) -> float:
        """Where it begins, in per cent of the day."""
        return round(self.begins * 100 / DAY_MINUTES, 3)

    @property
    def width(self) -> float:
        """How long it is, in per cent of the day."""
        return round(self.minutes * 100 / DAY_MINUTES, 3)


@dataclass(frozen=True, slots=True)
class DayStrip:
    """One day from midnight to midnight, without a gap."""

    on: date
    pieces: tuple[Piece, ...]

    @property
    def planned(self) -> bool:
        return any(piece.planned for piece in self.pieces)

    @property
    def flowing(self) -> tuple[Piece, ...]:
        """Where water is due by the plan."""
        return tuple(piece for piece in self.pieces if piece.share > DRY)

    @property
    def flowing_minutes(self) -> int:
        return sum(piece.minutes for piece in self.flowing)


def day_strips(windows: Iterable[Window], first: date, days: int) -> tuple[DayStrip, ...]:
    """So many days from `first` on; `windows` do not overlap, what they leave open has no plan."""
    line = joined(windows)
    return tuple(_day(line, first + timedelta(days=ahead)) for ahead in range(days))


def midnight(on: date) -> datetime:
    """When a day of the city begins."""
    return datetime.combine(on, time(), WITA)


def monday(on: date) -> date:
    """The Monday of its week."""
    return on - timedelta(days=on.weekday())


def _day(line: list[Window], on: date) -> DayStrip:
    since, until = midnight(on), midnight(on + timedelta(days=1))
    pieces: list[Piece] = []
    reached = 0
    for window in line:
        if window.ends_at <= since or window.starts_at >= until:
            continue
        begins, ends = _minute(window.starts_at, since), _minute(window.ends_at, since)
        pieces += _unplanned(reached, begins)
        if begins < ends:
            pieces.append(Piece(begins, ends, window.share))
        reached = ends
    return DayStrip(on, (*pieces, *_unplanned(reached, DAY_MINUTES)))


def _unplanned(begins: int, ends: int) -> list[Piece]:
    return [Piece(begins, ends, FULL, planned=False)] if begins < ends else []


def _minute(at: datetime, since: datetime) -> int:
    return min(max(int((at - since).total_seconds()) // 60, 0), DAY_MINUTES)
