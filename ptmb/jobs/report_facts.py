"""The lesser figures of a report: a word and a value each, what is not known left out."""

from collections.abc import Iterator

from flask_babel import format_decimal, gettext

from ptmb.domain.measures import DEFINITIONS, Measure
from ptmb.domain.report_figures import ReportFigures
from ptmb.jobs.report_formats import duration_words, level_words, percent_words


def report_facts(told: ReportFigures) -> Iterator[tuple[str, str]]:
    late = gettext("%(n)s terlambat", n=format_decimal(told.finished_late))
    yield _word(Measure.FINISHED), f"{format_decimal(told.finished)} ({late})"
    if told.finished:
        yield _word(Measure.CONFIRMED), percent_words(round(told.confirmed * 100 / told.finished))
    if told.response_seconds is not None:
        yield _word(Measure.RESPONSE_TIME), duration_words(told.response_seconds)
    if told.resolution_seconds is not None:
        yield _word(Measure.RESOLUTION_TIME), duration_words(told.resolution_seconds)
    if told.rating is not None:
        given = gettext("%(n)s penilai", n=format_decimal(told.ratings))
        yield _word(Measure.RATING), f"{format_decimal(told.rating, '0.0')} ({given})"
    yield _word(Measure.REOPENED), str(format_decimal(told.reopened))
    yield gettext("Terbuka seluruhnya"), str(format_decimal(told.open_now))
    if told.water:
        yield told.water.name, level_words(told.water)


def _word(measure: Measure) -> str:
    return str(gettext(DEFINITIONS[measure].word))
