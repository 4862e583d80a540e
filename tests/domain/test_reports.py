"""Which days a report tells of, when it is due, and what it is compared with."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as some

from ptmb.domain.lifecycle import Cause
from ptmb.domain.periods import PeriodKind, this
from ptmb.domain.report_figures import (
    VERSION,
    Account,
    DayFigures,
    Earlier,
    ReportFigures,
    UnknownVersion,
    Water,
    WorstArea,
    from_json,
)
from ptmb.domain.reports import ReportKind, newest_due, period_before
from ptmb.domain.trends import Trend

WITA = ZoneInfo("Asia/Makassar")
MOMENT = datetime(2024, 2, 10, 7, 0, 20, tzinfo=WITA)
FIGURES = ReportFigures(
    kind=ReportKind.DAY,
    first=date(2024, 2, 9),
    last=date(2024, 2, 9),
    running=False,
    counted_at=MOMENT,
    received=Account(resolved=22, rejected=1, merged=2, withdrawn=0, open=6),
    carried=Account(resolved=4, open=10),
    open_now=16,
    late_now=9,
    finished=26,
    finished_late=3,
    confirmed=11,
    reopened=1,
    response_seconds=1820.5,
    resolution_seconds=None,
    rating=4.2,
    ratings=5,
    causes={Cause.RATIONING: 22, Cause.TECHNICAL: 9},
    worst=(WorstArea("64.71.04.1002", "Gunung Sari Ilir", 12, 3, Trend.UP, True),),
    days=(DayFigures(date(2024, 2, 9), 31, 26),),
    water=Water("Waduk Manggar", 8.42, MOMENT - timedelta(hours=1), 1, -4.0),
    earlier=Earlier(date(2024, 2, 8), date(2024, 2, 8), 30, 28, 27, 90_000.0),
)


@pytest.mark.parametrize(
    ("kind", "here", "first", "last"),
    [
        (ReportKind.DAY, "2024-02-10T07:00", "2024-02-09", "2024-02-09"),
        (ReportKind.DAY, "2024-02-10T06:59", "2024-02-08", "2024-02-08"),
        (ReportKind.WEEK, "2024-02-12T07:00", "2024-02-05", "2024-02-11"),
        (ReportKind.WEEK, "2024-02-12T06:59", "2024-01-29", "2024-02-04"),
        (ReportKind.WEEK, "2024-02-11T23:59", "2024-01-29", "2024-02-04"),
        (ReportKind.MONTH, "2024-03-01T07:00", "2024-02-01", "2024-02-29"),
        (ReportKind.MONTH, "2024-03-01T06:59", "2024-01-01", "2024-01-31"),
        (ReportKind.MONTH, "2024-01-01T08:00", "2023-12-01", "2023-12-31"),
    ],
)
def test_a_report_is_due_at_seven_and_tells_of_the_days_before(
    kind: ReportKind, here: str, first: str, last: str
) -> None:
    found = newest_due(kind, datetime.fromisoformat(here).replace(tzinfo=WITA)).period
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@for_all(
    some.sampled_from(ReportKind),
    some.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=some.just(WITA)),
)
def test_no_report_tells_of_a_day_that_is_not_over(kind: ReportKind, here: datetime) -> None:
    due = newest_due(kind, here)
    assert due.at <= here
    assert due.period.last < due.at.date()
    assert newest_due(kind, due.at).period == due.period


def test_each_report_is_compared_with_the_period_of_its_kind_before_it() -> None:
    here = datetime(2024, 3, 4, 8, tzinfo=WITA)
    before = {kind: period_before(kind, newest_due(kind, here).period) for kind in ReportKind}
    days = {kind: (one.first.isoformat(), one.last.isoformat()) for kind, one in before.items()}
    assert days[ReportKind.DAY] == ("2024-03-02", "2024-03-02")
    assert days[ReportKind.WEEK] == ("2024-02-19", "2024-02-25")
    assert days[ReportKind.MONTH] == ("2024-01-01", "2024-01-31")


def test_a_month_that_runs_is_compared_with_as_many_days() -> None:
    before = period_before(ReportKind.MONTH, this(PeriodKind.MONTH, date(2024, 2, 10)))
    assert (before.first, before.last) == (date(2024, 1, 1), date(2024, 1, 10))


def test_figures_that_were_kept_are_read_as_they_were() -> None:
    bare = replace(FIGURES, water=None, worst=(), causes={}, rating=None, ratings=0)
    for one in (FIGURES, bare):
        assert from_json(one.to_json()) == one


def test_figures_of_a_newer_program_are_refused() -> None:
    with pytest.raises(UnknownVersion):
        from_json({**FIGURES.to_json(), "version": VERSION + 1})


def test_both_accounts_add_up_to_one() -> None:
    both = FIGURES.received + FIGURES.carried
    assert (FIGURES.received.total, FIGURES.carried.total, both.total) == (31, 14, 45)
    assert (both.resolved, both.open) == (26, 16)
