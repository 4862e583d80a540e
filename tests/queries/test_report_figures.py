"""A report tells what the complaints say, adds up, and costs the same at any size."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta

from ptmb.actions import reservoirs
from ptmb.actions.reservoirs import NewReading
from ptmb.adapters import clock
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.periods import PeriodKind, this
from ptmb.domain.reports import ReportKind, newest_due
from ptmb.domain.roles import Actor, Role
from ptmb.queries.report_figures import report_figures
from ptmb.queries.reservoir_levels import reservoir_by_code
from tests.conftest import NOW, Statements
from tests.people import Given

Counting = Callable[[], AbstractContextManager[Statements]]
YESTERDAY = NOW - timedelta(days=1)


def of_yesterday(given: Given) -> None:
    """Four received yesterday; one still open from the week before, another finished since."""
    given.complaint(Status.RECEIVED, at=YESTERDAY)
    given.complaint(Status.CLOSED, at=YESTERDAY)
    given.complaint(Status.REJECTED, at=YESTERDAY, area="Sepinggan")
    given.complaint(Status.RATIONED, at=YESTERDAY)
    given.complaint(Status.RECEIVED, at=NOW - timedelta(days=8))
    given.complaint(Status.RESOLVED, at=NOW - timedelta(days=8))


def read(level: float, at: datetime) -> None:
    reservoir = reservoir_by_code("manggar")
    assert reservoir
    new = NewReading(level, at, f"reading-{level}")
    reservoirs.read(reservoir.id, new, Actor(Role.OPERATOR), NOW)


def test_a_day_tells_its_own_complaints_and_those_carried_into_it(given: Given) -> None:
    of_yesterday(given)
    told = report_figures(ReportKind.DAY, newest_due(ReportKind.DAY, NOW).period, NOW)
    assert (told.first, told.last) == (date(2024, 2, 9), date(2024, 2, 9))
    assert told.received.total == 4
    assert (told.received.resolved, told.received.rejected, told.received.open) == (1, 1, 2)
    assert (told.carried.total, told.carried.open) == (1, 1)
    assert told.open_now == 3
    assert told.finished == 1
    assert sum(told.causes.values()) == 4
    assert told.causes[Cause.RATIONING] == 1
    assert [(one.name, one.received) for one in told.worst] == [
        ("Gunung Sari Ilir", 3),
        ("Sepinggan", 1),
    ]
    assert (told.rating, told.ratings) == (5.0, 1)
    assert told.earlier.received == 0


def test_the_month_so_far_holds_today_too_and_compares_as_many_days(given: Given) -> None:
    of_yesterday(given)
    given.complaint()
    month = this(PeriodKind.MONTH, NOW.date())
    told = report_figures(ReportKind.MONTH, month, NOW)
    assert told.running
    assert told.received.total == 7
    assert sum(day.received for day in told.days) == 7
    assert len(told.days) == 10
    assert (told.earlier.first, told.earlier.last) == (date(2024, 1, 1), date(2024, 1, 10))


def test_the_level_is_told_with_its_change_and_left_out_once_it_is_old(given: Given) -> None:
    due = newest_due(ReportKind.DAY, NOW)
    told = report_figures(ReportKind.DAY, due.period, NOW)
    assert told.water is None
    read(8.46, NOW - timedelta(days=1, hours=8))
    read(8.42, NOW - timedelta(hours=7))
    water = report_figures(ReportKind.DAY, due.period, NOW).water
    assert water
    assert (water.level, water.change_cm, water.days) == (8.42, -4.0, 1)
    later = NOW + timedelta(days=4)
    assert report_figures(ReportKind.DAY, due.period, later).water is None


def test_a_report_costs_the_same_however_many_complaints(given: Given, counting: Counting) -> None:
    month = this(PeriodKind.MONTH, NOW.date())
    report_figures(ReportKind.MONTH, month, NOW)
    with counting() as few:
        report_figures(ReportKind.MONTH, month, NOW)
    for _ in range(5):
        given.complaint(Status.CLOSED, at=clock.now() - timedelta(hours=3))
    with counting() as many:
        report_figures(ReportKind.MONTH, month, NOW)
    assert many.count <= few.count + 1, many.texts
    assert many.count <= 16, many.texts
