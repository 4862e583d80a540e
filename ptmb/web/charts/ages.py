"""The backlog by age: how long those have waited who still wait."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ptmb.domain.ages import AgeClass, by_age, oldest
from ptmb.web.filters import number
from ptmb.web.languages import gettext

_LONG = 15
"""Days; who waits longer is named in the sentence and drawn in a warning tone."""
_VERY_LONG = 31

AgeLinks = Callable[[date | None, date], str]
"""The address of the list of open complaints received from a day, or ever, to a day."""


@dataclass(frozen=True)
class AgeBar:
    """A class of age; `width` in percent of the fullest class."""

    words: str
    count: int
    width: float
    tone: str
    url: str


@dataclass(frozen=True)
class AgeBars:
    bars: tuple[AgeBar, ...]
    sentence: str


def age_bars(received: Mapping[date, int], today: date, links: AgeLinks | None = None) -> AgeBars:
    """From open complaints by the day of the city on which they were received."""
    classes = by_age(received, today)
    most = max(one.count for one in classes)
    return AgeBars(
        bars=tuple(
            AgeBar(
                words=_words(one),
                count=one.count,
                width=round(one.count * 100 / most, 1) if most else 0.0,
                tone=_tone(one),
                url=_url(one, today, links),
            )
            for one in classes
        ),
        sentence=_sentence(classes, oldest(received, today)),
    )


def _words(one: AgeClass) -> str:
    if one.last is None:
        return gettext("> %(days)s hari", days=one.first - 1)
    return gettext("%(first)s–%(last)s hari", first=one.first, last=one.last)


def _tone(one: AgeClass) -> str:
    if one.first >= _VERY_LONG:
        return "bad"
    return "fix" if one.first >= _LONG else "new"


def _url(one: AgeClass, today: date, links: AgeLinks | None) -> str:
    if links is None or not one.count:
        return ""
    first = None if one.last is None else today - timedelta(days=one.last)
    return links(first, today - timedelta(days=one.first))


def _sentence(classes: list[AgeClass], eldest: int | None) -> str:
    if eldest is None:
        return gettext("Tidak ada laporan yang terbuka.")
    return gettext(
        "%(all)s laporan terbuka; %(long)s lebih dari 14 hari; tertua %(days)s hari.",
        all=number(sum(one.count for one in classes)),
        long=number(sum(one.count for one in classes if one.first >= _LONG)),
        days=number(eldest),
    )
