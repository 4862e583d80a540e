"""Which complaints came in at an hour of the week: the same on both databases."""

from sqlalchemy import ColumnElement, Integer, cast, extract

from ptmb.models import Complaint

_HOUR_SECONDS = 3600
_OFFSET_HOURS = 8
"""The city's clock is so far ahead of UTC all year (Asia/Makassar knows no summer time)."""
_WEEK_HOURS = 7 * 24
_FIRST_WEEKDAY_HOURS = 3 * 24
"""1 January 1970 was a Thursday, three days after a Monday."""


def at_hour(hour: int) -> ColumnElement[bool]:
    """Received in this hour of the week; SQLite takes the last half millisecond for the next.

    Args:
        hour: weekday * 24 + hour in the city, Monday 0.00 is 0.
    """
    seconds = extract("epoch", Complaint.created_at)
    # Less its own rest a moment divides evenly, so that no rounding moves it to the next hour.
    hours = cast((seconds - seconds % _HOUR_SECONDS) / _HOUR_SECONDS, Integer)
    found: ColumnElement[bool] = (
        hours + _OFFSET_HOURS + _FIRST_WEEKDAY_HOURS
    ) % _WEEK_HOURS == hour
    return found
