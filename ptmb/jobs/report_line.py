"""A report in one line, for a lock screen or the top of a letter."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from flask_babel import format_date, format_decimal, gettext

from ptmb.config import CITY_TIME
from ptmb.domain.lifecycle import Cause
from ptmb.domain.report_figures import ReportFigures, from_json
from ptmb.domain.reports import ReportKind
from ptmb.domain.shares import ENOUGH, percents
from ptmb.jobs.report_formats import days_words, level_words, percent_words

_DAY = timedelta(days=1)


def digest_line(kept: Mapping[str, Any]) -> str:
    """The whole report in one line, for a lock screen; what is not known is left out.

    When it was, received, finished and late; the share of rationing where there is enough to be
    sure of it; the area with the most complaints; the level of the main reservoir.

    Args:
        kept: the figures of a Report row.

    Raises:
        ptmb.domain.report_figures.UnknownVersion: a newer program kept them.
    """
    return line_of(from_json(kept))


def line_of(told: ReportFigures) -> str:
    """`digest_line` of figures that were read already."""
    return " ".join(_parts(told))


def told_days(told: ReportFigures) -> str:
    """Jumat, 9 Februari 2024; Januari 2024; else from one day to another."""
    if told.kind is ReportKind.DAY:
        return str(format_date(told.last, "EEEE, d MMMM yyyy"))
    if told.kind is ReportKind.MONTH and not told.running:
        return str(format_date(told.last, "MMMM yyyy"))
    return days_words(told.first, told.last)


def _parts(told: ReportFigures) -> Iterator[str]:
    yield gettext(
        "%(when)s: %(received)s masuk, %(finished)s diselesaikan, %(late)s lewat target.",
        when=_when(told),
        received=format_decimal(told.received.total),
        finished=format_decimal(told.finished),
        late=format_decimal(told.late_now),
    )
    rationed = percents(told.causes).get(Cause.RATIONING, 0)
    if rationed and sum(told.causes.values()) >= ENOUGH:
        yield gettext("%(share)s bergilir.", share=percent_words(rationed))
    if told.worst:
        yield gettext("Terberat: %(area)s.", area=told.worst[0].name)
    if told.water:
        yield gettext("Waduk %(level)s.", level=level_words(told.water))


def _when(told: ReportFigures) -> str:
    counted_on = told.counted_at.astimezone(CITY_TIME).date()
    if told.kind is ReportKind.DAY and told.last == counted_on - _DAY:
        return gettext("Kemarin")
    return told_days(told)
