"""News for a lock screen, in the language of its reader.

Whoever stands beside the telephone reads along: no names, no numbers of people, and nothing that
anybody typed, however well it was meant.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import force_locale, format_decimal, get_locale, gettext, ngettext

from ptmb.actions.push_notices import Words
from ptmb.domain.push import PushTopic
from ptmb.domain.reservoir import MOOD_WORDS
from ptmb.jobs.report_line import digest_line
from ptmb.queries.push_news import News

_AREAS_NAMED = 3


def words_of(one: News, language: str) -> Words:
    """Title and body.

    Raises:
        KeyError: nobody has words for this topic yet.
    """
    with force_locale(language):
        return _WRITERS[one.topic](one.facts)


def _incident(facts: Mapping[str, Any]) -> Words:
    names = facts["areas"]
    where = ", ".join(names[:_AREAS_NAMED])
    if len(names) > _AREAS_NAMED:
        more = len(names) - _AREAS_NAMED
        where += " " + gettext("dan %(more)s kelurahan lain", more=more)
    many = ngettext("%(num)s aduan ikut.", "%(num)s aduan ikut.", facts["complaints"])
    return Words(
        gettext("Gangguan besar %(code)s", code=facts["code"]), " ".join((f"{where}.", many))
    )


def _reservoir(facts: Mapping[str, Any]) -> Words:
    crossing = facts["crossing"]
    values = {
        "name": facts["name"],
        "mood": gettext(MOOD_WORDS[crossing.now]),
        "level": f"{format_decimal(facts['level'], '0.00')} m",
    }
    if crossing.falling:
        title = gettext("%(name)s turun: %(mood)s", **values)
    else:
        title = gettext("%(name)s naik: %(mood)s", **values)
    return Words(title, gettext("Sekarang %(level)s.", **values))


def _overdue(facts: Mapping[str, Any]) -> Words:
    late = facts["late"]
    title = ngettext("%(num)s aduan lewat target", "%(num)s aduan lewat target", late)
    return Words(title, gettext("Ketuk untuk melihat daftarnya."))


def _digest(facts: Mapping[str, Any]) -> Words:
    """The line that also stands on top of the letter."""
    return Words(gettext("Kabar harian"), digest_line(facts["figures"]))


def _answer(facts: Mapping[str, Any]) -> Words:
    return Words(gettext("Pertanyaan Anda dijawab"), gettext("Ketuk untuk membaca jawabannya."))


def _urgent_job(facts: Mapping[str, Any]) -> Words:
    """What kind, in which kelurahan, and the code: the rest is behind the log-in."""
    category = facts["category"]["en" if str(get_locale()).startswith("en") else "id"]
    where = " · ".join(part for part in (facts["area"], facts["code"]) if part)
    return Words(gettext("Tugas darurat: %(category)s", category=category), where)


_WRITERS: dict[PushTopic, Callable[[Mapping[str, Any]], Words]] = {
    PushTopic.INCIDENT: _incident,
    PushTopic.RESERVOIR: _reservoir,
    PushTopic.OVERDUE: _overdue,
    PushTopic.DIGEST: _digest,
    PushTopic.ANSWER: _answer,
    PushTopic.URGENT_JOB: _urgent_job,
}
