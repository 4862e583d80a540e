"""The full account of a period: every figure with its meaning, adding up to the unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext

from ptmb.domain.choices import CHANNEL_WORDS, Channel
from ptmb.domain.figures import Outcome
from ptmb.domain.measures import FULL_MARK_PERCENT, handled_percent, per_thousand
from ptmb.domain.periods import Period
from ptmb.models import Category
from ptmb.queries import figures
from ptmb.queries.breakdowns import categories
from ptmb.queries.catalogue import AreaView, catalogue
from ptmb.queries.complaint_list import NOWHERE, Group
from ptmb.queries.ledger import Ledger, Work
from ptmb.queries.overview import overview
from ptmb.queries.rating_comments import RatingComment, rating_comments
from ptmb.web.filters import category_name, local
from ptmb.web.mayor.comparison import Change, compared
from ptmb.web.mayor.lists import WITHOUT, Lists
from ptmb.web.mayor.why import Share, shares_of
from ptmb.web.mayor.work_rows import CategoryRow, CrewRow, category_rows, crew_rows, months_of

_COMMENTS = 20


@dataclass(frozen=True)
class AreaRow:
    """An area, or all that lie in none; `rate` per 1,000 connections where they are known."""

    name: str
    code: str
    received: int
    open: int
    rate: float | None


@dataclass(frozen=True)
class KindRow:
    """A category with what has become of its complaints by now."""

    category: Category
    received: int
    resolved: int
    open: int


@dataclass(frozen=True)
class Account:
    """Everything on the page; `area` None is the whole city.

    Attributes:
        areas: empty for one area. Those of a rate first when `by_rate`.
        rated: whether anybody has filled in the connections of any area.
    """

    today: date
    period: Period
    area: AreaView | None
    lists: Lists
    counts: figures.Counts
    ledger: Ledger
    work: Work
    present: figures.Present
    changes: list[Change]
    shares: list[Share]
    kinds: list[KindRow]
    channels: list[tuple[Channel, str, int]]
    areas: list[AreaRow]
    by_rate: bool
    rated: bool
    crews: list[CrewRow]
    slowest: list[CategoryRow]
    months: Period
    comments: Sequence[RatingComment]

    @property
    def handled(self) -> float | None:
        """Percent, see `handled_percent`."""
        return handled_percent(self.counts.resolved, self.counts.received)

    @property
    def full_mark(self) -> int:
        return FULL_MARK_PERCENT

    @property
    def outcomes(self) -> list[tuple[Outcome, str, str]]:
        """The rows of the ledger: what became of them, in a word, and as it stands in addresses."""
        return [
            (Outcome.RESOLVED, gettext("Selesai"), Group.RESOLVED.value),
            (Outcome.REJECTED, gettext("Ditolak"), Group.REJECTED.value),
            (Outcome.MERGED, gettext("Digabung"), Group.MERGED.value),
            (Outcome.WITHDRAWN, gettext("Dibatalkan"), Group.WITHDRAWN.value),
            (Outcome.OPEN, gettext("Terbuka"), Group.OPEN.value),
        ]


def account(period: Period, at: datetime, area: AreaView | None, *, by_rate: bool) -> Account:
    """A fixed number of queries, over roll-ups but for the comments and what is late now."""
    today, id_ = local(at).date(), area.id if area else None
    found, present = overview(period, id_), figures.present(at, id_)
    counts, done = found.counts, found.work
    lists = Lists(period, area.code if area else "")
    rows = [] if area else area_rows(counts)
    return Account(
        today=today,
        period=period,
        area=area,
        lists=lists,
        counts=counts,
        ledger=found.ledger(present.open),
        work=done,
        present=present,
        changes=compared(found, lists),
        shares=shares_of(counts),
        kinds=_kinds(period, id_),
        channels=_channels(done),
        areas=_by_rate(rows) if by_rate else rows,
        by_rate=by_rate,
        rated=any(row.rate is not None for row in rows),
        crews=crew_rows(found),
        slowest=category_rows(found.category_times),
        months=months_of(period, today),
        comments=rating_comments(period, _COMMENTS, id_),
    )


def area_rows(counts: figures.Counts) -> list[AreaRow]:
    """The most complaints first; all that lie in no area, or in one that is gone, come last."""
    known = catalogue().areas
    rows = [
        AreaRow(
            one.name,
            one.code,
            counts.areas[one.id],
            counts.open_areas[one.id],
            per_thousand(counts.areas[one.id], one.connections),
        )
        for one in known.values()
    ]
    rows.sort(key=lambda row: (-row.received, row.name))
    nowhere = counts.areas[NOWHERE]
    if nowhere:
        words = gettext("Tanpa wilayah")
        rows.append(AreaRow(words, WITHOUT, nowhere, counts.open_areas[NOWHERE], None))
    return rows


def _by_rate(rows: list[AreaRow]) -> list[AreaRow]:
    return sorted(rows, key=lambda row: -1.0 if row.rate is None else row.rate, reverse=True)


def _kinds(period: Period, area_id: int | None) -> list[KindRow]:
    known = catalogue().categories
    rows = [
        KindRow(known[key], outcomes.total(), outcomes[Outcome.RESOLVED], outcomes[Outcome.OPEN])
        for key, outcomes in categories(period, area_id).items()
        if outcomes.total()
    ]
    return sorted(rows, key=lambda row: (-row.received, category_name(row.category)))


def _channels(done: Work) -> list[tuple[Channel, str, int]]:
    rows = [
        (one, gettext(CHANNEL_WORDS[one]), done.channels[one.value])
        for one in Channel
        if done.channels[one.value]
    ]
    return sorted(rows, key=lambda row: -row[2])
