"""Days, lengths of time and levels as reports write them, in the language being written."""

from datetime import date, datetime

from flask_babel import format_date, format_decimal, get_locale, ngettext

from ptmb.config import CITY_TIME
from ptmb.domain.lengths_of_time import Part, TimeUnit, duration_parts
from ptmb.domain.report_figures import Water

_FULL = "d MMMM yyyy"
_MINUS = "−"


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


def duration_words(seconds: float) -> str:
    """42 menit; 2 jam 10 menit; 3 hari 4 jam: as the pages say it."""
    return " ".join(_part(part) for part in duration_parts(seconds))


def _part(part: Part) -> str:
    count, unit = part
    if unit is TimeUnit.MINUTES:
        return str(ngettext("%(num)s menit", "%(num)s menit", count))
    if unit is TimeUnit.HOURS:
        return str(ngettext("%(num)s jam", "%(num)s jam", count))
    return str(ngettext("%(num)s hari", "%(num)s hari", count))


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
