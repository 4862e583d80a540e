"""The reports that are made by themselves: of a day, a week, a month.

Which days each of them tells of, and when it is due. All moments here are the city's own.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from ptmb.domain.months import month_before
from ptmb.domain.periods import Period, PeriodKind, past_month
from ptmb.domain.words import N_


class ReportKind(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


REPORT_WORDS = {
    ReportKind.DAY: N_("Laporan harian"),
    ReportKind.WEEK: N_("Laporan mingguan"),
    ReportKind.MONTH: N_("Laporan bulanan"),
}
REPORT_SLUGS = {ReportKind.DAY: "harian", ReportKind.WEEK: "mingguan", ReportKind.MONTH: "bulanan"}
"""As they stand in addresses."""
MADE_AT = time(7)
"""Every morning for the day before; on Mondays for the week, on the 1st for the month before."""
MAILED_WITHIN = timedelta(days=1)
"""A report that is made later than this after it was due is kept, and nobody is written to."""
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Due:
    """A report whose moment has come."""

    kind: ReportKind
    period: Period
    at: datetime


def report_path(kind: ReportKind, last: date) -> str:
    """The address of a report's page below that of the service."""
    return f"/walikota/laporan/{REPORT_SLUGS[kind]}/{last.isoformat()}"


def newest_due(kind: ReportKind, here: datetime) -> Due:
    """The last report of this kind that should have been made by now.

    Args:
        here: this moment, in the zone of the city.
    """
    on = here.date() if here.time() >= MADE_AT else here.date() - _DAY
    on = _made_on(kind, on)
    return Due(kind, _told_on(kind, on), datetime.combine(on, MADE_AT, here.tzinfo))


def period_before(kind: ReportKind, period: Period) -> Period:
    """What a report is compared with: the day, the week, the month before.

    A running month is compared with as many days of the month before.
    """
    if kind is ReportKind.MONTH and not period.running:
        return past_month(month_before(period.first))
    return period.before()


def _made_on(kind: ReportKind, today: date) -> date:
    """The last day, today included, on which a report of this kind is made."""
    if kind is ReportKind.WEEK:
        return today - timedelta(days=today.weekday())
    return today.replace(day=1) if kind is ReportKind.MONTH else today


def _told_on(kind: ReportKind, on: date) -> Period:
    """The days that a report tells of when it is made on this day."""
    on = _made_on(kind, on)
    if kind is ReportKind.MONTH:
        return past_month(month_before(on))
    first = on - (_WEEK if kind is ReportKind.WEEK else _DAY)
    return Period(PeriodKind.CUSTOM, first, on - _DAY, running=False)
