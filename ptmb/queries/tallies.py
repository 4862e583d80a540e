"""Reads sums from the roll-ups: the only place that knows how they are stored."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, literal_column, select, union_all

from ptmb.domain.figures import WHOLE_CITY, Outcome, Tallied
from ptmb.domain.periods import Period, Span
from ptmb.extensions import db
from ptmb.models import Area, Tally
from ptmb.prepared import Prepared


class Key(NamedTuple):
    """`area` is 0 for an unknown one and for sums over all areas."""

    area: int
    member: str
    outcome: Outcome


Sums = dict[Tallied, Counter[Key]]


@dataclass(frozen=True)
class Ask:
    """What was counted in a period, for each of the measures.

    Args:
        area_id: only there, else the whole city; what is kept for the city alone stays empty.
        by_area: keep the areas apart.
    """

    measures: tuple[Tallied, ...]
    period: Period
    area_id: int | None = None
    by_area: bool = False

    def values(self, span: Span, number: int) -> dict[str, Any]:
        """What the part of a statement with this number needs to know (see `_part`)."""
        found: dict[str, Any] = {
            f"grain_{number}": span.grain,
            f"first_{number}": span.first,
            f"last_{number}": span.last,
        }
        if not self.everywhere:
            found[f"area_{number}"] = WHOLE_CITY if self.area_id is None else self.area_id
        for place, measure in enumerate(self.measures):
            found[f"measure_{number}_{place}"] = measure
        return found

    @property
    def everywhere(self) -> bool:
        """Whether all areas are read, each for itself."""
        return self.by_area and self.area_id is None


def sums(
    measures: Iterable[Tallied],
    period: Period,
    area_id: int | None = None,
    *,
    by_area: bool = False,
) -> Sums:
    """One query: what was counted in a period (see `Ask`)."""
    return gathered(Ask(tuple(measures), period, area_id, by_area))[0]


def gathered(*asks: Ask) -> list[Sums]:
    """One query, whatever is asked: an answer for each of them, in their order."""
    shape: list[_Shape] = []
    values: dict[str, Any] = {}
    for place, ask in enumerate(asks):
        for span in ask.period.spans():
            values |= ask.values(span, len(shape))
            shape.append(_Shape(place, len(ask.measures), ask.by_area, ask.everywhere))
    found: list[Sums] = [{measure: Counter() for measure in ask.measures} for ask in asks]
    rows = _statement(tuple(shape)).run(db.session.connection(), values)
    row: Any
    for row in rows.fetchall():
        place, measure, area, member, outcome, total = row
        if total:
            found[place][_MEASURES[measure]][Key(area, member, _OUTCOMES[outcome])] += int(total)
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


class _Shape(NamedTuple):
    """All of a part that its text depends on; `place` is that of the answer it belongs to."""

    place: int
    measures: int
    by_area: bool
    everywhere: bool


_MEASURES = {one.value: one for one in Tallied}
_OUTCOMES = {one.value: one for one in Outcome}


@cache
def _statement(shape: tuple[_Shape, ...]) -> Prepared:
    """The pages ask in a few dozen shapes; to put one into words costs more than to answer it."""
    return Prepared(union_all(*(_part(one, number) for number, one in enumerate(shape))))


def _part(shape: _Shape, number: int) -> Select[Any]:
    """The cells of one grain in a stretch of days."""
    area: Any = Tally.area_id if shape.by_area else literal_column("0")
    every = select(Area.id).union(select(literal_column("0")))
    measures = [
        bindparam(f"measure_{number}_{place}", type_=Tally.measure.type)
        for place in range(shape.measures)
    ]
    keys = [Tally.measure, Tally.member, Tally.outcome]
    return (
        select(
            literal_column(str(shape.place)),
            Tally.measure,
            area,
            Tally.member,
            Tally.outcome,
            func.sum(Tally.total),
        )
        .where(
            Tally.measure.in_(measures),
            Tally.grain == bindparam(f"grain_{number}"),
            Tally.area_id.in_(every)
            if shape.everywhere
            else Tally.area_id == bindparam(f"area_{number}"),
            Tally.start_on.between(bindparam(f"first_{number}"), bindparam(f"last_{number}")),
        )
        .group_by(*keys, *([Tally.area_id] if shape.by_area else []))
    )
