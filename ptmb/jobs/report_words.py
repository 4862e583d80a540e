"""A report in words, in the language being written: page, PDF, letter and push all say these."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import format_date, format_decimal, gettext

from ptmb.domain.lifecycle import Cause
from ptmb.domain.measures import DEFINITIONS, Measure, handled_percent
from ptmb.domain.report_figures import Earlier, ReportFigures
from ptmb.domain.reports import REPORT_WORDS
from ptmb.domain.shares import percents, sentence
from ptmb.domain.trends import TREND_LOOK
from ptmb.domain.wording import CAUSE_WORDS
from ptmb.jobs.report_facts import report_facts
from ptmb.jobs.report_formats import (
    days_words,
    duration_words,
    moment_words,
    percent_words,
)
from ptmb.jobs.report_line import told_days
from ptmb.queries.catalogue import catalogue

_CAUSES = (
    Cause.RATIONING, Cause.TECHNICAL, Cause.QUALITY, Cause.CUSTOMER_SIDE, Cause.UNKNOWN,
)  # fmt: skip
_EXPLAINED = (
    Measure.RECEIVED, Measure.RESOLVED, Measure.OPEN, Measure.CARRIED, Measure.LATE,
    Measure.FINISHED, Measure.HANDLED_SHARE, Measure.RESPONSE_TIME, Measure.RESOLUTION_TIME,
)  # fmt: skip


@dataclass(frozen=True)
class NumberWords:
    """One of the four big numbers; `note` stands under it."""

    measure: Measure
    amount: str
    word: str
    note: str


@dataclass(frozen=True)
class CauseWords:
    cause: Cause
    tone: str
    percent: int
    total: int
    word: str


@dataclass(frozen=True)
class AreaWords:
    code: str
    name: str
    received: int
    open: int
    trend: str
    rationed: str


@dataclass(frozen=True)
class DayWords:
    label: str
    received: int
    finished: int


@dataclass(frozen=True)
class ReportWords:
    """Every text is ready to be shown; an empty one is left out.

    `ledger` rows: a word, of those received, of those carried over, both. `facts`: word and value.
    """

    product: str
    title: str
    days_told: str
    counted: str
    numbers: tuple[NumberWords, ...]
    compared: str
    ledger: tuple[tuple[str, int, int, int], ...]
    why: str
    causes: tuple[CauseWords, ...]
    worst: tuple[AreaWords, ...]
    facts: tuple[tuple[str, str], ...]
    days: tuple[DayWords, ...]
    definitions: tuple[tuple[str, str], ...]


def report_words(told: ReportFigures) -> ReportWords:
    return ReportWords(
        product=catalogue().settings["product_name"],
        title=gettext("Laporan sementara") if told.running else gettext(REPORT_WORDS[told.kind]),
        days_told=told_days(told),
        counted=gettext("Dihitung %(at)s WITA", at=moment_words(told.counted_at)),
        numbers=tuple(_numbers(told)),
        compared=_compared(told, told.earlier),
        ledger=tuple(_ledger(told)),
        why=gettext(sentence(told.causes)),
        causes=tuple(_causes(told)),
        worst=tuple(_worst(told)),
        facts=tuple(report_facts(told)),
        days=tuple(_days(told)),
        definitions=tuple(
            (gettext(DEFINITIONS[one].word), gettext(DEFINITIONS[one].sentence))
            for one in _EXPLAINED
        ),
    )


def _numbers(told: ReportFigures) -> Iterator[NumberWords]:
    share = handled_percent(told.received.resolved, told.received.total)
    part = gettext("%(share)s dari yang masuk", share=percent_words(round(share))) if share else ""
    carried = told.carried.total
    brought = gettext("dan %(n)s dibawa", n=format_decimal(carried)) if carried else ""
    yield _number(Measure.RECEIVED, told.received.total, _change(told, told.earlier))
    yield _number(Measure.RESOLVED, told.received.resolved, part)
    yield _number(Measure.OPEN, told.received.open, brought)
    yield _number(Measure.LATE, told.late_now, gettext("saat dihitung"))


def _number(measure: Measure, total: int, note: str) -> NumberWords:
    word = gettext(DEFINITIONS[measure].word)
    return NumberWords(measure, str(format_decimal(total)), word, note)


def _change(told: ReportFigures, before: Earlier) -> str:
    if not before.received:
        return ""
    percent = round((told.received.total - before.received) * 100 / before.received)
    if not percent:
        return gettext("sama dengan sebelumnya")
    if percent < 0:
        return gettext("turun %(share)s", share=percent_words(-percent))
    return gettext("naik %(share)s", share=percent_words(percent))


def _compared(told: ReportFigures, before: Earlier) -> str:
    words = gettext(
        "Sebelumnya, %(days)s: %(received)s masuk, %(resolved)s selesai.",
        days=days_words(before.first, before.last),
        received=format_decimal(before.received),
        resolved=format_decimal(before.resolved),
    )
    if told.resolution_seconds is None or before.resolution_seconds is None:
        return words
    then = gettext(
        "Waktu penyelesaian saat itu %(span)s.", span=duration_words(before.resolution_seconds)
    )
    return f"{words} {then}"


def _ledger(told: ReportFigures) -> Iterator[tuple[str, int, int, int]]:
    own, carried = told.received, told.carried
    both = own + carried
    for measure, name in (
        (Measure.RESOLVED, "resolved"),
        (Measure.REJECTED, "rejected"),
        (Measure.MERGED, "merged"),
        (Measure.WITHDRAWN, "withdrawn"),
        (Measure.OPEN, "open"),
    ):
        word = gettext(DEFINITIONS[measure].word)
        yield word, getattr(own, name), getattr(carried, name), getattr(both, name)
    yield gettext("Jumlah"), own.total, carried.total, both.total


def _causes(told: ReportFigures) -> Iterator[CauseWords]:
    share = percents(told.causes)
    for cause in _CAUSES:
        if cause in share:
            look = CAUSE_WORDS[cause]
            yield CauseWords(cause, look.tone, share[cause], told.causes[cause], gettext(look.word))


def _worst(told: ReportFigures) -> Iterator[AreaWords]:
    for one in told.worst:
        rationed = gettext("sebagian besar bergilir") if one.mostly_rationed else ""
        trend = gettext(TREND_LOOK[one.trend][0])
        yield AreaWords(one.code, one.name, one.received, one.open, trend, rationed)


def _days(told: ReportFigures) -> Iterator[DayWords]:
    for day in told.days:
        yield DayWords(_short(day.on), day.received, day.finished)


def _short(on: date) -> str:
    return str(format_date(on, "d MMM"))
