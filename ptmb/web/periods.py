"""A period in an address, and in words: one grammar for pages, reports and files."""

from collections.abc import Mapping
from datetime import date

from ptmb.domain.periods import Period, PeriodKind, chosen, this
from ptmb.web.filters import day

_FULL = "d MMMM yyyy"


def asked_period(args: Mapping[str, str], today: date) -> Period:
    """The period an address asks for; without one, or with nonsense, the month.

    Args:
        args: `periode` is a `PeriodKind`; `dari` and `sampai` are the ISO days of a chosen one.
        today: this day in the city.
    """
    kind = next((k for k in PeriodKind if k == args.get("periode")), PeriodKind.MONTH)
    if kind is not PeriodKind.CUSTOM:
        return this(kind, today)
    return chosen(read_day(args.get("dari", "")), read_day(args.get("sampai", "")), today)


def period_query(period: Period) -> dict[str, str]:
    """What an address must carry to ask for it again."""
    if period.kind is not PeriodKind.CUSTOM:
        return {"periode": period.kind.value}
    return {
        "periode": period.kind.value,
        "dari": period.first.isoformat(),
        "sampai": period.last.isoformat(),
    }


def period_words(period: Period) -> str:
    """The days of it, each month and year said once: 1 to 10 Februari 2024 with a dash."""
    first, last = period.first, period.last
    if first == last:
        return day(last, _FULL)
    if (first.year, first.month) == (last.year, last.month):
        return f"{day(first, 'd')}–{day(last, _FULL)}"
    form = "d MMMM" if first.year == last.year else _FULL
    return f"{day(first, form)} – {day(last, _FULL)}"


def read_day(text: str) -> date | None:
    """An ISO day; nonsense is no day rather than an error."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
