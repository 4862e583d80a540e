"""The mayor's figures as drawings: the trend with its links, and the shades of the map."""

from datetime import date

from flask import url_for

from ptmb.queries.figures import Counts, Days
from ptmb.web.charts.trend import TrendSeries, trend_series


def month_trend(days: Days, today: date, shown: int) -> TrendSeries:
    """The last `shown` days; each number leads to its list."""
    counted = (days.received, days.finished)
    return trend_series(days.days, counted, shown=shown, today=today, links=_lists)


def _lists(day: date) -> tuple[str, str]:
    on = day.isoformat()
    return (
        url_for("mayor.complaints", sejak=on, sampai=on),
        url_for("mayor.complaints", selesai=on),
    )


def shade(total: int, most: int) -> int:
    """One of five steps, 1 to 5, for a choropleth; nothing at all is the lightest."""
    return 1 if not most else min(5, 1 + total * 5 // (most + 1))


def shades(counts: Counts) -> dict[int, int]:
    """The step of each area that has complaints."""
    named = {area: total for area, total in counts.areas.items() if area}
    most = max(named.values(), default=0)
    return {area: shade(total, most) for area, total in named.items()}
