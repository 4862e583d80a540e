"""The rows of the public tables, made from a period's figures; see statistics_tables.py."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from typing import TypeVar

from ptmb.domain.choices import CHANNEL_WORDS
from ptmb.domain.figures import Outcome
from ptmb.domain.lifecycle import Cause
from ptmb.domain.measures import Measure, handled_percent, per_thousand
from ptmb.domain.suppression import LEAST, Shown, Withheld
from ptmb.queries.catalogue import catalogue
from ptmb.queries.ledger import Line
from ptmb.queries.public_statistics import PublicStatistics, area_rows
from ptmb.web.filters import category_name, cause_view
from ptmb.web.languages import gettext

Value = str | int | float | None
Row = dict[str, Value]
Key = TypeVar("Key", bound=Hashable)


def _outcomes(counts: Counter[Outcome]) -> Row:
    return {
        "received": counts.total(),
        "resolved": counts[Outcome.RESOLVED],
        "rejected": counts[Outcome.REJECTED],
        "merged": counts[Outcome.MERGED],
        "withdrawn": counts[Outcome.WITHDRAWN],
        "open": counts[Outcome.OPEN],
    }


def summary_rows(it: PublicStatistics) -> list[Row]:
    """Shares of fewer than five are left out like the medians."""
    own, work = it.ledger.received, it.work
    many = work.finished >= LEAST
    values: dict[Measure, Value] = {
        Measure.RECEIVED: own.total,
        Measure.RESOLVED: own.resolved,
        Measure.REJECTED: own.rejected,
        Measure.MERGED: own.merged,
        Measure.WITHDRAWN: own.withdrawn,
        Measure.OPEN: own.open,
        Measure.CARRIED: it.ledger.carried.total,
        Measure.FINISHED: work.finished,
        Measure.FINISHED_LATE: _percent(work.late, work.finished) if many else None,
        Measure.REOPENED: work.reopened,
        Measure.HANDLED_SHARE: _rounded(handled_percent(own.resolved, own.total)),
        Measure.RESPONSE_TIME: _rounded(it.response_median, 0),
        Measure.RESOLUTION_TIME: _rounded(it.resolution_median, 0),
        Measure.CONFIRMED: _percent(work.by_reporter, work.finished) if many else None,
        Measure.RATING: _rounded(work.rating, 2) if work.ratings.total() >= LEAST else None,
    }
    return [{"measure": measure.value, "value": value} for measure, value in values.items()]


def ledger_rows(it: PublicStatistics) -> list[Row]:
    lines: dict[str, Line] = {
        "received": it.ledger.received,
        "carried_over": it.ledger.carried,
        "sum": it.ledger.sum,
    }
    return [
        {
            "line": name, "total": line.total, "resolved": line.resolved,
            "rejected": line.rejected, "merged": line.merged, "withdrawn": line.withdrawn,
            "open": line.open,
        }
        for name, line in lines.items()
    ]  # fmt: skip


def causes_rows(it: PublicStatistics) -> list[Row]:
    return [
        {
            "cause": one.value,
            "name": cause_view(one).word,
            **_outcomes(it.causes.get(one, Counter())),
        }
        for one in Cause
    ]


def categories_rows(it: PublicStatistics) -> list[Row]:
    rows: list[Row] = [
        {"category": one.code, "name": category_name(one), **_outcomes(it.categories[id_])}
        for id_, one in catalogue().categories.items()
        if id_ in it.categories
    ]
    return sorted(rows, key=lambda row: -int(row["received"] or 0))


def areas_rows(it: PublicStatistics) -> list[Row]:
    return [{**row, **_area_figures(it, id_)} for id_, row in _named_areas(it)]


def _area_figures(it: PublicStatistics, area_id: int) -> Row:
    counts = it.areas.get(area_id, Counter())
    area = catalogue().areas.get(area_id)
    connections = area.connections if area else None
    return {
        **_outcomes(counts),
        "connections": connections,
        "per_thousand": _rounded(per_thousand(counts.total(), connections), 2),
    }


def _named_areas(it: PublicStatistics) -> Iterator[tuple[int, Row]]:
    """The one with most complaints first; those without an area are told only if there are any."""
    areas = catalogue().areas
    order = sorted(area_rows(), key=lambda id_: -it.areas.get(id_, Counter()).total())
    for id_ in order:
        area = areas.get(id_)
        if area:
            yield id_, {"area": area.code, "name": area.name, "district": area.district}
        elif it.areas.get(id_):
            yield id_, {"area": "", "name": gettext("Tanpa wilayah"), "district": ""}


def channels_rows(it: PublicStatistics) -> list[Row]:
    return [
        {"channel": one.value, "name": gettext(word), "received": it.work.channels[one.value]}
        for one, word in CHANNEL_WORDS.items()
    ]


def days_rows(it: PublicStatistics) -> list[Row]:
    return [
        {
            "on": day.isoformat(),
            "received": it.days.received[day],
            "finished": it.days.finished[day],
        }
        for day in it.days.days
    ]


def area_causes_rows(it: PublicStatistics) -> list[Row] | None:
    columns: dict[Cause, Row] = {one: {"cause": one.value} for one in Cause}
    return _crossed(it, it.area_causes, columns)


def area_categories_rows(it: PublicStatistics) -> list[Row] | None:
    columns: dict[int, Row] = {
        id_: {"category": one.code} for id_, one in catalogue().categories.items()
    }
    return _crossed(it, it.area_categories, columns)


def _crossed(
    it: PublicStatistics, shown: Shown[int, Key] | None, columns: Mapping[Key, Row]
) -> list[Row] | None:
    if shown is None or shown.cells is None:
        return None
    return [
        {"area": area["area"], "name": area["name"], **column, **_cell(shown.at(id_, key))}
        for id_, area in _named_areas(it)
        for key, column in columns.items()
    ]


def _cell(cell: int | Withheld) -> Row:
    if isinstance(cell, Withheld):
        return {"received": None, "withheld": cell.value}
    return {"received": cell, "withheld": ""}


def _percent(part: int, whole: int) -> Value:
    return _rounded(part * 100 / whole) if whole else None


def _rounded(value: float | None, digits: int = 1) -> float | None:
    return None if value is None else round(value, digits)
