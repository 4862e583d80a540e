"""The mayor's figures as drawings: the trend with its links, and the shades of the map."""

from datetime import date

from flask import url_for

from ptmb.queries.figures import Counts, Days
from ptmb.web.charts.trend import TrendSeries, trend_series


def month_trend(days: Days, today: date, shown: int) -> TrendSeries:
    """The last `shown` days; each number leads to its list."""
    counted, lists = (days.received, days.finished), url_for("mayor.complaints")

    def links(day: date) -> tuple[str, str]:
        on = day.isoformat()
        return f"{lists}?sejak={on}&sampai={on}", f"{lists}?selesai={on}"

    return trend_series(days.days, counted, shown=shown, today=today, links=links)


def shade(total: int, most: int) -> int:
    """One of five steps, 1 to 5, for a choropleth; nothing at all is the lightest."""
    return 1 if not most else min(5, 1 + total * 5 // (most + 1))


def shades(counts: Counts) -> dict[int, int]:
    """The step of each area that has complaints."""
    named = {area: total for area, total in counts.areas.items() if area}
    most = max(named.values(), default=0)
    return {area: shade(total, most) for area, total in named.items()}
