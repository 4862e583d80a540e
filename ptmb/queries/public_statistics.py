"""A period's figures for everybody: whole ones for the city, small ones by area withheld."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from ptmb.domain.durations import median
from ptmb.domain.figures import Outcome, Tallied
from ptmb.domain.lifecycle import Cause
from ptmb.domain.months import month_after
from ptmb.domain.periods import Period
from ptmb.domain.suppression import LEAST, Shown, suppressed
from ptmb.queries.catalogue import catalogue
from ptmb.queries.figures import Days, days
from ptmb.queries.ledger import Ledger, Work, ledger, work
from ptmb.queries.tallies import Key, sums

Outcomes = dict[str, Counter[Outcome]]
"""By a code: of a cause, or the number of a category or an area as text."""


@dataclass(frozen=True)
class PublicStatistics:
    """Complaints of a period. `area_causes` and `area_categories` are None but for a month."""

    period: Period
    ledger: Ledger
    work: Work
    days: Days
    causes: dict[Cause, Counter[Outcome]]
    categories: dict[int, Counter[Outcome]]
    areas: dict[int, Counter[Outcome]]
    area_causes: Shown[int, Cause] | None
    area_categories: Shown[int, int] | None

    @property
    def response_median(self) -> float | None:
        """Seconds; None when fewer than five were answered."""
        counts = self.work.responses
        return median(counts) if counts.total() >= LEAST else None

    @property
    def resolution_median(self) -> float | None:
        """Seconds; None when fewer than five were finished."""
        counts = self.work.resolutions
        return median(counts) if counts.total() >= LEAST else None


def public_statistics(period: Period) -> PublicStatistics:
    """At most seven queries, whatever the period.

    Areas by cause and by category are counted for one calendar month only: from overlapping
    periods one could subtract the other and so find what is withheld in each.
    """
    found = sums([Tallied.RECEIVED_CAUSE, Tallied.RECEIVED_CATEGORY], period, by_area=True)
    causes, categories = found[Tallied.RECEIVED_CAUSE], found[Tallied.RECEIVED_CATEGORY]
    month = is_month(period)
    return PublicStatistics(
        period=period,
        ledger=ledger(period),
        work=work(period),
        days=days(period.first, period.last),
        causes={Cause(code): counts for code, counts in _by_member(causes).items()},
        categories={int(code): counts for code, counts in _by_member(categories).items()},
        areas=_by_area(causes),
        area_causes=area_causes(causes) if month else None,
        area_categories=_area_categories(categories) if month else None,
    )


def causes_by_area(month: Period) -> Shown[int, Cause]:
    """One query: what may be shown of a month's complaints by area and cause."""
    return area_causes(sums([Tallied.RECEIVED_CAUSE], month, by_area=True)[Tallied.RECEIVED_CAUSE])


def area_causes(counted: Counter[Key]) -> Shown[int, Cause]:
    """Received by area and cause, with the small ones withheld."""
    cells: Counter[tuple[int, Cause]] = Counter()
    for key, total in counted.items():
        cells[key.area, Cause(key.member)] += total
    return suppressed(cells, area_rows(), list(Cause))


def area_rows() -> list[int]:
    """Each area by name, and 0 for those without one."""
    return [*catalogue().areas, 0]


def is_month(period: Period) -> bool:
    """Whether it is a calendar month, or as much as there is of the present one."""
    same = (period.first.year, period.first.month) == (period.last.year, period.last.month)
    return period.first.day == 1 and same and (period.running or _ends_month(period.last))


def _ends_month(day: date) -> bool:
    return (month_after(day) - day).days == 1


def _area_categories(counted: Counter[Key]) -> Shown[int, int]:
    cells: Counter[tuple[int, int]] = Counter()
    for key, total in counted.items():
        cells[key.area, int(key.member)] += total
    return suppressed(cells, area_rows(), list(catalogue().categories))


def _by_member(counted: Counter[Key]) -> Outcomes:
    found: Outcomes = defaultdict(Counter)
    for key, total in counted.items():
        found[key.member][key.outcome] += total
    return found


def _by_area(counted: Counter[Key]) -> dict[int, Counter[Outcome]]:
    found: dict[int, Counter[Outcome]] = defaultdict(Counter)
    for key, total in counted.items():
        found[key.area][key.outcome] += total
    return found
