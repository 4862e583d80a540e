"""When people write: the hours of the week, darker where more came in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ptmb.web.filters import day as day_words
from ptmb.web.filters import number
from ptmb.web.languages import gettext

_STEPS = 5
_HOURS = 24
_MONDAY = date(2024, 1, 1)
"""Any Monday, to ask the language for the names of the days."""
HourLinks = Callable[[int], str]
"""The address of the list of those received in an hour of the week."""


@dataclass(frozen=True)
class HourCell:
    """Complaints received in one hour of the week.

    Args:
        step: the shade, 1 to 5; 0 for none at all.
        count: None where it is too small to be told.
    """

    hour: int
    step: int
    count: int | None
    url: str = ""


@dataclass(frozen=True)
class HourRow:
    name: str
    short: str
    cells: tuple[HourCell, ...]


@dataclass(frozen=True)
class HourTable:
    """Seven days from Monday by twenty-four hours of the city.

    Args:
        least: counts from 1 below this are not told.
        most: the largest count of an hour.
    """

    rows: tuple[HourRow, ...]
    sentence: str
    least: int
    most: int


def hour_table(
    counts: Mapping[int, int], *, least: int = 0, links: HourLinks | None = None
) -> HourTable:
    """From complaints by weekday * 24 + hour; Monday 00.00 of the city is 0.

    Args:
        least: on public pages the smallest number that identifies nobody.
    """
    cells = {
        place: _cell(place, counts.get(place, 0), max(counts.values(), default=0), least, links)
        for place in range(7 * _HOURS)
    }
    most = max(counts.values(), default=0)
    return HourTable(
        rows=tuple(
            HourRow(
                name=_weekday(weekday),
                short=_weekday(weekday, "EEE"),
                cells=tuple(cells[weekday * _HOURS + hour] for hour in range(_HOURS)),
            )
            for weekday in range(7)
        ),
        sentence=_sentence(counts, most, least),
        least=least,
        most=most,
    )


def hour_words(place: int) -> str:
    """An hour of the week in words, with its day."""
    weekday, hour = divmod(place % (7 * _HOURS), _HOURS)
    return gettext(
        "%(day)s pukul %(start)s–%(end)s",
        day=_weekday(weekday),
        start=f"{hour:02d}",
        end=f"{hour + 1:02d}",
    )


def _cell(place: int, count: int, most: int, least: int, links: HourLinks | None) -> HourCell:
    hour = place % _HOURS
    if count <= 0:
        return HourCell(hour, 0, 0)
    if count < least:
        return HourCell(hour, 1, None)
    url = links(place) if links else ""
    return HourCell(hour, 1 + (count - 1) * _STEPS // most, count, url)


def _weekday(weekday: int, form: str = "EEEE") -> str:
    return day_words(_MONDAY + timedelta(days=weekday), form)


def _sentence(counts: Mapping[int, int], most: int, least: int) -> str:
    if most <= 0:
        return gettext("Belum ada laporan dalam masa ini.")
    if most < least:
        return gettext("Terlalu sedikit laporan untuk diperinci menurut jam.")
    busiest = min(place for place, count in counts.items() if count == most)
    weekday, hour = divmod(busiest, _HOURS)
    return gettext(
        "Paling ramai %(day)s pukul %(start)s–%(end)s: %(n)s dari %(all)s laporan.",
        day=_weekday(weekday),
        start=f"{hour:02d}",
        end=f"{hour + 1:02d}",
        n=number(most),
        all=number(sum(counts.values())),
    )
