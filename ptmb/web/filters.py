"""How moments, numbers and states are written: in the city's time, in the reader's language."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask
from flask_babel import get_locale

from ptmb.adapters.clock import now
from ptmb.config import CITY_TIME
from ptmb.domain.deadlines import DeadlineMark, Pressure, mark
from ptmb.domain.geography import distance_in_words
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.wording import CAUSE_WORDS, OTHERS_WORDS, STATUS_WORDS
from ptmb.models import Category, Complaint
from ptmb.web.languages import gettext, language, ngettext


@dataclass(frozen=True)
class StateView:
    """A state as the components draw it."""

    tone: str
    icon: str
    word: str
    sentence: str


@dataclass(frozen=True)
class MarkView:
    """A deadline as the components draw it; `rest` is the time left or past, in words."""

    tone: str
    icon: str
    word: str
    rest: str
    at: datetime


def local(moment: datetime) -> datetime:
    return moment.astimezone(CITY_TIME)


def clock_time(moment: datetime) -> str:
    """14.32, as times are written here; 14:32 for readers of English."""
    at, point = local(moment), ":" if language() == "en" else "."
    return f"{at.hour:02d}{point}{at.minute:02d}"


def day(moment: date | datetime, form: str = "d MMM yyyy") -> str:
    """10 Feb 2024."""
    return _day(local(moment).date() if isinstance(moment, datetime) else moment, form, language())


@lru_cache(maxsize=1_000)
def _day(value: date, form: str, locale: str) -> str:
    return format_date(value, form, locale=locale)


def moment_words(moment: datetime) -> str:
    """14.32 today, "kemarin 09.10", else 10 Feb 2024 09.10."""
    days = (local(now()).date() - local(moment).date()).days
    if days == 0:
        return clock_time(moment)
    if days == 1:
        return gettext("kemarin %(time)s", time=clock_time(moment))
    return f"{day(moment)} {clock_time(moment)}"


def span_words(minutes: int) -> str:
    """42 mnt, 2 j 10, 3 hari."""
    if minutes < 60:
        return gettext("%(n)s mnt", n=minutes)
    if minutes < 24 * 60:
        hours, rest = divmod(minutes, 60)
        if rest:
            return gettext("%(h)s j %(m)s", h=hours, m=f"{rest:02d}")
        return gettext("%(h)s jam", h=hours)
    return ngettext("%(num)s hari", "%(num)s hari", minutes // (24 * 60))


def ago(moment: datetime) -> str:
    """2 jam lalu; just now within a minute."""
    minutes = max(0, int((now() - moment).total_seconds() // 60))
    if minutes < 1:
        return gettext("baru saja")
    return gettext("%(span)s lalu", span=span_words(minutes))


def number(value: float, digits: int = 0) -> str:
    """1.234 or 8,42 by the reader's language."""
    return _number(value, digits, language())


@lru_cache(maxsize=5_000)
def _number(value: float, digits: int, locale: str) -> str:
    form = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=form, locale=locale)


def percent(share: int) -> str:
    """61 % or 61% by the reader's language."""
    return f"{share}%" if language() == "en" else f"{share} %"


def kilometres(metres: float | None) -> str:
    if metres is None:
        return ""
    return distance_in_words(metres, "," if language() == "id" else ".")


def status_view(status: Status) -> StateView:
    words = STATUS_WORDS[status]
    return StateView(words.tone, words.icon, gettext(words.word), gettext(words.sentence))


def status_for_others(status: Status) -> StateView:
    """The status as those read it who did not report."""
    words = STATUS_WORDS[status]
    return StateView(words.tone, words.icon, gettext(OTHERS_WORDS.get(status, words.word)), "")


def cause_view(cause: Cause) -> StateView:
    words = CAUSE_WORDS[cause]
    return StateView(words.tone, words.icon, gettext(words.word), gettext(words.sentence))


def deadline_view(complaint: Complaint) -> MarkView:
    """The deadline of a complaint as it presses now."""
    found: DeadlineMark = mark(
        complaint.status, complaint.clock_started_at, complaint.due_at, now()
    )
    shown = found.pressure not in (Pressure.PAUSED, Pressure.OVER)
    rest = span_words(found.minutes) if shown else ""
    return MarkView(found.tone, found.icon, gettext(found.word), rest, complaint.due_at)


def category_name(category: Category | None) -> str:
    if category is None:
        return ""
    return category.name_en if language() == "en" else category.name_id


def short_area(name: str) -> str:
    """A kelurahan's name as people shorten it where room is scarce: Gn. Sari Ilir."""
    return name.replace("Gunung ", "Gn. ")


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


FILTERS = (local, clock_time, day, moment_words, span_words, ago, number, percent, kilometres,
           status_view, status_for_others, cause_view, deadline_view, category_name, short_area,
           iso)  # fmt: skip


def add_filters(app: Flask) -> None:
    """Every function above is a filter and a global of the same name."""
    for function in FILTERS:
        app.jinja_env.filters[function.__name__] = function
        app.jinja_env.globals[function.__name__] = function
    app.jinja_env.globals["now"] = now
    app.jinja_env.globals["get_locale"] = get_locale
    # A word of the domain, marked with N_ there, translated here.
    app.jinja_env.filters["word"] = gettext
