"""Months by their first days."""

from collections.abc import Iterator
from datetime import date, timedelta

_LONGEST_MONTH = timedelta(days=31)


def month_after(month: date) -> date:
    """The first day of the next month."""
    return (month.replace(day=1) + _LONGEST_MONTH).replace(day=1)


def month_before(month: date) -> date:
    """The first day of the month before."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def months(first: date, last: date) -> Iterator[date]:
    """The first day of each month from the one of `first` to the one of `last`."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = month_after(month)
