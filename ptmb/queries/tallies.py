"""Reads sums from the roll-ups: the only place that knows how they are stored."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select, union_all

from ptmb.domain.figures import WHOLE_CITY, Outcome, Tallied
from ptmb.domain.periods import Period, Span
from ptmb.extensions import db
from ptmb.models import Area, Tally


class Key(NamedTuple):
    """`area` is 0 for an unknown one and for sums over all areas."""

    area: int
    member: str
    outcome: Outcome


Sums = dict[Tallied, Counter[Key]]


def sums(
    measures: Iterable[Tallied],
    period: Period,
    area_id: int | None = None,
    *,
    by_area: bool = False,
) -> Sums:
    """One query: what was counted in a period, for each of the measures.

    Args:
        area_id: only there, else the whole city; what is kept for the city alone stays empty.
        by_area: keep the areas apart.
    """
    wanted = list(measures)
    parts = [_part(wanted, span, area_id, by_area=by_area) for span in period.spans()]
    found: Sums = {measure: Counter() for measure in wanted}
    for measure, area, member, outcome, total in db.session.execute(union_all(*parts)):
        if total:
            found[Tallied(measure)][Key(area, member, Outcome(outcome))] += int(total)
    return found


def members(counts: Counter[Key]) -> Counter[str]:
    """The same, whatever the area and the outcome."""
    found: Counter[str] = Counter()
    for key, total in counts.items():
        found[key.member] += total
    return found


def outcomes(counts: Counter[Key]) -> Counter[Outcome]:
    """The same, whatever the area and the member."""
    found: Counter[Outcome] = Counter()
    for key, total in counts.items():
        found[key.outcome] += total
    return found


def buckets(counts: Counter[Key]) -> Counter[int]:
    """Times by the number of their bucket, see domain/durations.py."""
    return Counter({int(member): total for member, total in members(counts).items()})


def _part(
    measures: list[Tallied], span: Span, area_id: int | None, *, by_area: bool
) -> Select[Any]:
    area: Any = Tally.area_id if by_area else db.literal(0)
    place = WHOLE_CITY if area_id is None else area_id
    every = select(Area.id).union(select(db.literal(0)))
    keys = [Tally.measure, Tally.member, Tally.outcome]
    return (
        select(Tally.measure, area, Tally.member, Tally.outcome, func.sum(Tally.total))
        .where(
            Tally.measure.in_(measures),
            Tally.grain == span.grain,
            Tally.area_id.in_(every) if by_area and area_id is None else Tally.area_id == place,
            Tally.start_on.between(span.first, span.last),
        )
        .group_by(*keys, *([Tally.area_id] if by_area else []))
    )
