"""Days, lengths of time and levels as reports write them, in the language being written."""

from datetime import date, datetime

from flask_babel import format_date, format_decimal, get_locale, gettext

from ptmb.config import CITY_TIME
from ptmb.domain.report_figures import Water

_FULL = "d MMMM yyyy"
_MINUS = "−"
_HOUR, _DAY = 60, 24 * 60


def days_words(first: date, last: date) -> str:
    """The days of a period, each month and year said once."""
    if first == last:
        return str(format_date(last, _FULL))
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{format_date(last, _FULL)}"
    form = "d MMMM" if first.year == last.year else _FULL
    return f"{format_date(first, form)} – {format_date(last, _FULL)}"


def moment_words(at: datetime) -> str:
    """10 Feb 2024 14.32, in the time of the city."""
    here = at.astimezone(CITY_TIME)
    locale = get_locale()
    point = ":" if locale and locale.language == "en" else "."
    return f"{format_date(here.date(), 'd MMM yyyy')} {here.hour:02d}{point}{here.minute:02d}"


def span_words(seconds: float) -> str:
    """42 mnt, 2 j 10, 3,5 hari: as exactly as a median is worth it."""
    minutes = round(seconds / 60)
    if minutes < _HOUR:
        return str(gettext("%(n)s mnt", n=minutes))
    if minutes < _DAY:
        hours, rest = divmod(minutes, _HOUR)
        return str(gettext("%(h)s j %(m)s", h=hours, m=f"{rest:02d}"))
    return str(gettext("%(n)s hari", n=format_decimal(minutes / _DAY, "0.#")))


def percent_words(share: int) -> str:
    """61 %, in English 61%."""
    locale = get_locale()
    return f"{share}%" if locale and locale.language == "en" else f"{share} %"


def level_words(water: Water) -> str:
    """8,42 m, and in brackets the change in cm where it is known."""
    level = f"{format_decimal(water.level, '0.00')} m"
    if water.change_cm is None:
        return level
    sign = _MINUS if water.change_cm < 0 else "+" if water.change_cm > 0 else ""
    return f"{level} ({sign}{format_decimal(abs(water.change_cm), '0.#')} cm)"
