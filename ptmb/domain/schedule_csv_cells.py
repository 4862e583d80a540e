"""The cells of a table of plans, and the guard against a spreadsheet that would run them."""

import re
from collections.abc import Mapping
from datetime import datetime, time

from ptmb.domain.water_plans import WITA
from ptmb.domain.words import N_

_RUNS = re.compile(r"\s*[=+\-@|%']|[\t\r\n]")
"""What a spreadsheet takes for a formula (OWASP, CSV injection), and the guard itself."""
_CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?(?:[.:]00)?")
_HERE = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:[T ]+(\d{1,2})[.:](\d{2})(?:[.:]00)?)?")
"""10/02/2024 06.00, as a spreadsheet of this country writes a moment."""
_YEARS = range(2000, 2101)
_DAYS = (
    ("senin", "mon", "monday", "1"),
    ("selasa", "tue", "tuesday", "2"),
    ("rabu", "wed", "wednesday", "3"),
    ("kamis", "thu", "thursday", "4"),
    ("jumat", "fri", "friday", "5", "jum'at"),
    ("sabtu", "sat", "saturday", "6"),
    ("minggu", "sun", "sunday", "7", "ahad"),
)


class BadCell(Exception):
    """A cell cannot be read; a page translates `text` and fills it with `values`."""

    def __init__(self, text: str, **values: str | int) -> None:
        super().__init__(text)
        self.text, self.values = text, values


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if _RUNS.match(text) else text


def plain(cell: str) -> str:
    """The text without the guard of `guarded`."""
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell[1:]) else cell


def number_cell(cells: Mapping[str, str], column: str) -> int:
    text = cells[column].strip().removesuffix("%").strip()
    if not (text.isascii() and text.isdecimal() and len(text) < 8):
        raise BadCell(N_("Kolom %(column)s: tulis angka bulat."), column=column)
    return int(text)


def moment_cell(cells: Mapping[str, str], column: str) -> datetime:
    """A moment of the city's clock, without a zone: ISO 8601, or as it is written here."""
    text = cells[column].strip()
    here = _HERE.fullmatch(text)
    try:
        found = _here(here) if here else datetime.fromisoformat(text)
    except ValueError:
        found = datetime.min  # noqa: DTZ901  of no year that is taken
    if found.year not in _YEARS:
        sentence = N_("Kolom %(column)s: tulis seperti 2024-02-10T06:00.")
        raise BadCell(sentence, column=column)
    return found.astimezone(WITA).replace(tzinfo=None) if found.tzinfo else found


def _here(said: re.Match[str]) -> datetime:
    day, month, year, hour, minute = (int(part or 0) for part in said.groups())
    return datetime(year, month, day, hour, minute)  # noqa: DTZ001  a wall clock


def moment_text(at: datetime) -> str:
    """By the city's clock; to the minute where it is a whole one."""
    local = at.astimezone(WITA).replace(tzinfo=None)
    whole = not local.second and not local.microsecond
    return local.isoformat(timespec="minutes" if whole else "auto")


def clock_cell(cells: Mapping[str, str], column: str) -> time:
    """06.00, 6:00, 18; 24.00 is the end of the day."""
    said = _CLOCK.fullmatch(cells[column].strip())
    hour, minute = (int(part or 0) for part in said.groups()) if said else (99, 0)
    if (hour, minute) == (24, 0):
        return time()
    if hour > 23 or minute > 59:
        raise BadCell(N_("Kolom %(column)s: tulis jam seperti 06.00."), column=column)
    return time(hour, minute)


def weekday_cell(cells: Mapping[str, str], column: str) -> int:
    """0 is Monday."""
    text = plain(cells[column]).strip().casefold()
    for number, names in enumerate(_DAYS):
        if text in names:
            return number
    raise BadCell(N_("Kolom %(column)s: tulis nama hari, misalnya Senin."), column=column)
