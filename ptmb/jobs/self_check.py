"""Once a night, and when somebody asks: do the figures still equal the complaints?"""

from collections.abc import Callable
from datetime import datetime

from ptmb.actions import rebuilding, self_check
from ptmb.config import CITY_TIME
from ptmb.domain.self_check import Compared, compared, is_due, last_night
from ptmb.queries.self_check import (
    area_names,
    asked_since,
    complaints_counted,
    last_check,
    ledger_differences,
    one_moment,
    present_differences,
)

Told = Callable[[int, int], None]


def compare(at: datetime, told: Told = lambda done, whole: None) -> Compared:
    """Count everything anew and compare; changes nothing, and nobody has to wait for it.

    Args:
        told: called after each month with how many are done, and how many there are.
    """
    with one_moment():
        areas, months = area_names(), rebuilding.months_to_rebuild()
        found: list[str] = []
        for done, month in enumerate(months, start=1):
            found += self_check.differing_cells(month, areas)
            told(done, len(months))
        found += present_differences(areas)
        found += ledger_differences(at.astimezone(CITY_TIME).date(), areas)
        return compared(complaints_counted(), found)


def check_now(at: datetime, told: Told = lambda done, whole: None) -> Compared:
    """Compare, and write down what was found; `told` as in `compare`."""
    found = compare(at, told)
    self_check.keep(found, at)
    return found


def check_when_due(at: datetime) -> bool:
    """The same, once a night and once when asked, for all workers; whether it was this one."""
    last = last_check()
    local = at.astimezone(CITY_TIME)
    since = asked_since(last)
    if since is None and is_due(local, last.at if last else None):
        since = last_night(local)
    return since is not None and self_check.keep(compare(at), at, unless_since=since)
