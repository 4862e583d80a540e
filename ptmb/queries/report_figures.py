"""Counts everything that a report tells: a dozen queries over roll-ups, at any size of the city."""

from datetime import date, datetime, timedelta

from ptmb.domain.figures import Outcome
from ptmb.domain.periods import Period
from ptmb.domain.report_figures import (
    Account,
    DayFigures,
    Earlier,
    ReportFigures,
    Water,
    WorstArea,
)
from ptmb.domain.reports import ReportKind, period_before
from ptmb.domain.reservoir import Reading
from ptmb.domain.trends import trend
from ptmb.queries import figures
from ptmb.queries.catalogue import catalogue
from ptmb.queries.ledger import Line, ledger, work
from ptmb.queries.reservoir_levels import main_level, readings_of_all

_WORST = 5
_DAY = timedelta(days=1)
_HALF_A_DAY = timedelta(hours=12)


def report_figures(kind: ReportKind, period: Period, at: datetime) -> ReportFigures:
    """The figures of a period as they stand at this moment."""
    account, done = ledger(period), work(period)
    present = figures.present(at)
    counts = figures.counts(period)
    days = figures.days(period.first, period.last)
    return ReportFigures(
        kind=kind,
        first=period.first,
        last=period.last,
        running=period.running,
        counted_at=at,
        received=_account(account.received),
        carried=_account(account.carried),
        open_now=present.open,
        late_now=present.late,
        finished=done.finished,
        finished_late=done.late,
        confirmed=done.by_reporter,
        reopened=done.reopened,
        response_seconds=done.response_median,
        resolution_seconds=done.resolution_median,
        rating=done.rating,
        ratings=done.ratings.total(),
        causes={cause: total for cause, total in sorted(counts.causes.items()) if total},
        worst=_worst(counts, period.last),
        days=tuple(DayFigures(on, days.received[on], days.finished[on]) for on in period.days),
        water=_water(at, period.length),
        earlier=_earlier(period_before(kind, period)),
    )


def _account(line: Line) -> Account:
    return Account(**{one.value: line.outcomes[one] for one in Outcome if one is not Outcome.NONE})


def _worst(counts: figures.Counts, last: date) -> tuple[WorstArea, ...]:
    areas = catalogue().areas
    named = [area for area, total in counts.areas.items() if area in areas and total]
    ranked = sorted(named, key=lambda area: (-counts.areas[area], areas[area].name))[:_WORST]
    weeks = figures.weeks(ranked, last)
    return tuple(
        WorstArea(
            areas[area].code,
            areas[area].name,
            counts.areas[area],
            counts.open_areas[area],
            trend(weeks.latest[area], weeks.before[area]),
            counts.mostly_rationed(area),
        )
        for area in ranked
    )


def _water(at: datetime, days: int) -> Water | None:
    """The newest reading unless it is old, against the one nearest to `days` before it."""
    level = main_level(at)
    if level is None or level.reading is None or level.stale(at):
        return None
    newest = level.reading
    then = newest.at - days * _DAY
    around = readings_of_all([level.id], then - _HALF_A_DAY, then + _HALF_A_DAY)
    nearest: Reading | None = min(
        around.get(level.id, []), key=lambda one: abs(one.at - then), default=None
    )
    change = round((newest.level - nearest.level) * 100, 1) if nearest else None
    return Water(level.name, newest.level, newest.at, days, change)


def _earlier(period: Period) -> Earlier:
    counts, done = figures.counts(period), work(period)
    return Earlier(
        period.first,
        period.last,
        counts.received,
        counts.resolved,
        done.finished,
        done.resolution_median,
    )
