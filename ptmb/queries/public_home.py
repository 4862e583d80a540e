"""The few numbers of the first page, all from the roll-ups."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from ptmb.domain.figures import Outcome, Tallied
from ptmb.domain.lanes import Lane
from ptmb.domain.periods import PeriodKind, this
from ptmb.extensions import db
from ptmb.models import CountNow
from ptmb.queries.tallies import outcomes, sums

_OPEN_LANES = (Lane.TRIAGE, Lane.RUNNING, Lane.WAITING)


@dataclass(frozen=True)
class MonthFigures:
    """Complaints received since the first of the month, and how many of them are resolved."""

    received: int
    resolved: int


@dataclass(frozen=True)
class OpenInArea:
    """How many open complaints an area has, by category id, most first."""

    by_category: tuple[tuple[int, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.by_category)


def month_figures(today: date) -> MonthFigures:
    """Figures of the month that `today` lies in, up to that day."""
    found = sums([Tallied.RECEIVED_CAUSE], this(PeriodKind.MONTH, today))
    became = outcomes(found[Tallied.RECEIVED_CAUSE])
    return MonthFigures(became.total(), became[Outcome.RESOLVED])


def open_in_area(area_id: int) -> OpenInArea:
    """What is open in an area now, however old."""
    total = func.sum(CountNow.total)
    rows = db.session.execute(
        select(CountNow.category_id, total)
        .where(CountNow.area_id == area_id, CountNow.lane.in_(_OPEN_LANES))
        .group_by(CountNow.category_id)
        .having(total > 0)
        .order_by(total.desc(), CountNow.category_id)
    )
    return OpenInArea(tuple((int(row[0]), int(row[1])) for row in rows))
