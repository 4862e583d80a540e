"""How the databases find the mayor's figures: a few rows by an index, however many lie beside."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from ptmb.demo.load_set import load_many
from ptmb.domain.periods import PeriodKind, this
from ptmb.extensions import db
from ptmb.queries import figures
from ptmb.queries.complaint_list import ComplaintList, Group
from ptmb.queries.longest import longest_open, most_overdue
from ptmb.queries.overview import overview
from ptmb.queries.rating_comments import rating_comments
from ptmb.queries.supply_now import city_supply
from tests.conftest import NOW

SIZE = 6_000
MOST_READ = 2_000
"""Rows one step of a plan may look at; each table has more. The newest events are so many, and so
many complaints lie along the index of ages until a page of one area among thirty is full."""
MONTH = this(PeriodKind.MONTH, NOW.date())
WHOLE = ("SCAN complaint", "SCAN tally")
"""How SQLite says that it reads one of these tables without an index to guide it."""

ASKED: dict[str, Callable[[int], object]] = {
    "overview": lambda _area: overview(MONTH),
    "overview of an area": lambda area: overview(MONTH, area),
    "month by day": lambda _area: figures.days(NOW.date() - timedelta(days=57), NOW.date()),
    "weeks of areas": lambda area: figures.weeks([area], NOW.date()),
    "present": lambda _area: figures.present(NOW),
    "present of an area": lambda area: figures.present(NOW, area),
    "overdue": lambda _area: most_overdue(NOW, 5),
    "overdue in an area": lambda area: most_overdue(NOW, 5, area),
    "longest open": lambda _area: longest_open(5),
    "comments": lambda _area: rating_comments(MONTH, 3),
    "complaints of an area": lambda area: ComplaintList(NOW, area_id=area).page(),
    "water": lambda _area: city_supply(NOW),
}


Plans = Callable[[Callable[[int], object]], list[Any]]


@pytest.fixture
def plans(app: Flask) -> Plans:
    """What the database does for everything that one question sends to it."""
    load_many(SIZE, NOW, seed=1, quiet=True)
    counted = figures.counts(this(PeriodKind.YEAR, NOW.date())).areas
    (area, _), *_ = counted.most_common(1)

    def explained(ask: Callable[[int], object]) -> list[Any]:
        sent: list[tuple[str, Any]] = []

        def note(_c: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
            sent.append((statement, values))

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            ask(area)
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        explain = (
            "EXPLAIN QUERY PLAN"
            if db.engine.dialect.name == "sqlite"
            else "EXPLAIN (ANALYZE, FORMAT JSON)"
        )
        connection = db.session.connection()
        return [
            connection.exec_driver_sql(f"{explain} {statement}", values).all()
            for statement, values in sent
            if statement.startswith("SELECT")
        ]

    return explained


def test_no_figure_of_the_mayor_reads_a_table_from_end_to_end(plans: Plans) -> None:
    lite = db.engine.dialect.name == "sqlite"
    for question, ask in ASKED.items():
        found = plans(ask)
        assert found, question
        wrong = [one for plan in found for one in (_scans(plan) if lite else _long_reads(plan))]
        assert wrong == [], question


def test_the_list_of_an_area_needs_no_sorting(plans: Plans) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("how many rows are read is told above; of so few the server may sort some")
    (plan,) = plans(ASKED["complaints of an area"])
    assert "ix_complaint_area_age" in str(plan)
    assert "TEMP B-TREE" not in str(plan)


def test_the_late_ones_of_an_area_are_found_by_their_deadline(plans: Plans) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the server chooses by what it has counted")
    (plan,) = plans(lambda area: ComplaintList(NOW, area_id=area, group=Group.LATE).page())
    assert "ix_complaint_area (" in str(plan)


def _scans(plan: Any) -> list[str]:
    steps = [str(row[3]) for row in plan]
    return [one for one in steps if one in WHOLE]


def _long_reads(plan: Any) -> list[tuple[str, float]]:
    steps = _steps(plan[0][0][0]["Plan"])
    return [(table, rows) for table, rows in steps if rows > MOST_READ]


def _steps(plan: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """Each table that is read, with the rows that were looked at."""
    if "Relation Name" in plan:
        looked = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
        yield plan["Relation Name"], looked * plan["Actual Loops"]
    for part in plan.get("Plans", ()):
        yield from _steps(part)
