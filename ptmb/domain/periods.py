"""The stretches of days that figures are told for, and what they are compared with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from ptmb.domain.figures import Grain
from ptmb.domain.months import month_after, month_before
from ptmb.domain.words import N_

EARLIEST = date(2000, 1, 1)
"""Nobody complained here before; an earlier day in an address is a slip of the finger."""
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_LEAP_DAY = (2, 29)
_WHENEVER = date(9998, 12, 31)


class PeriodKind(StrEnum):
    """As they stand in addresses."""

    TODAY = "hari-ini"
    WEEK = "7-hari"
    MONTH = "bulan"
    YEAR = "tahun"
    CUSTOM = "pilihan"


PERIOD_WORDS = {
    PeriodKind.TODAY: N_("Hari ini"),
    PeriodKind.WEEK: N_("7 hari"),
    PeriodKind.MONTH: N_("Bulan ini"),
    PeriodKind.YEAR: N_("Tahun ini"),
    PeriodKind.CUSTOM: N_("Tanggal"),
}


class Span(NamedTuple):
    """Cells of one grain whose first days lie in a range, both ends included."""

    grain: Grain
    first: date
    last: date


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both included. `running`: it reaches to the present day."""

    kind: PeriodKind
    first: date
    last: date
    running: bool

    @property
    def length(self) -> int:
        """Its days."""
        return (self.last - self.first).days + 1

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range(self.length)]

    def before(self) -> "Period":
        """What it is compared with: as many days, of the month or year before if it is one."""
        if self.kind is PeriodKind.MONTH:
            first = month_before(self.first)
            last = min(first + (self.last - self.first), self.first - _DAY)
        elif self.kind is PeriodKind.YEAR:
            first, last = _year_before(self.first), _year_before(self.last)
        else:
            last = self.first - _DAY
            first = last - (self.last - self.first)
        return Period(PeriodKind.CUSTOM, first, last, running=False)

    def spans(self) -> list[Span]:
        """The fewest cells that cover it: whole months, and days at its ends.

        A running month is taken whole: nothing was received after the present day.
        """
        last = month_after(self.last) - _DAY if self.running else self.last
        return list(_spans(self.first, last))

    def since(self) -> "Period":
        """From its first day until whenever."""
        return Period(PeriodKind.CUSTOM, self.first, _WHENEVER, running=False)


def this(kind: PeriodKind, today: date) -> Period:
    """The period of this kind that ends today; a chosen one without days is the month.

    Args:
        today: this day in the city.
    """
    firsts = {
        PeriodKind.TODAY: today,
        PeriodKind.WEEK: today - _WEEK + _DAY,
        PeriodKind.YEAR: today.replace(month=1, day=1),
    }
    if kind in firsts:
        return Period(kind, firsts[kind], today, running=True)
    return Period(PeriodKind.MONTH, today.replace(day=1), today, running=True)


def chosen(first: date | None, last: date | None, today: date) -> Period:
    """Two days that somebody chose, in whatever order; a missing one is today's month's or today.

    Days after today and before `EARLIEST` are moved inside.
    """
    ends = sorted((first or today.replace(day=1), last or today))
    begin, end = (min(max(day, EARLIEST), today) for day in ends)
    return Period(PeriodKind.CUSTOM, begin, end, running=end == today)


def past_month(month: date) -> Period:
    """A whole month that is over."""
    return Period(PeriodKind.CUSTOM, month, month_after(month) - _DAY, running=False)


def _year_before(day: date) -> date:
    if (day.month, day.day) == _LEAP_DAY:
        return day.replace(year=day.year - 1, day=28)
    return day.replace(year=day.year - 1)


def _spans(first: date, last: date) -> Iterator[Span]:
    whole_first = first if first.day == 1 else month_after(first)
    whole_end = (last + _DAY).replace(day=1)  # the first month that is not whole any more
    if whole_first >= whole_end:
        yield Span(Grain.DAY, first, last)
        return
    if first < whole_first:
        yield Span(Grain.DAY, first, whole_first - _DAY)
    yield Span(Grain.MONTH, whole_first, month_before(whole_end))
    if last >= whole_end:
        yield Span(Grain.DAY, whole_end, last)
