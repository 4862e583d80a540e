"""Levels put on the gauge for the tests of the pages."""

from datetime import timedelta

from ptmb.actions import reservoirs
from ptmb.actions.reservoirs import NewReading
from ptmb.domain.roles import Actor, Role
from ptmb.queries.reservoir_levels import reservoir_by_code
from tests.conftest import NOW


def put(level: float, days_ago: float = 0, code: str = "manggar") -> int:
    """The id of the reading."""
    reservoir = reservoir_by_code(code)
    assert reservoir
    new = NewReading(
        level, NOW - timedelta(days=days_ago), f"level-{code}-{level}-{days_ago}", sure=True
    )
    return reservoirs.read(reservoir.id, new, Actor(Role.OPERATOR), NOW).id


def fall(newest: float = 8.42, cm_per_day: float = 2.5, days: int = 8) -> None:
    """One level a day, falling evenly to `newest`."""
    for ago in reversed(range(days)):
        put(round(newest + cm_per_day / 100 * ago, 3), ago)
