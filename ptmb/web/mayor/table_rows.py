"""Columns and rows of the tables behind the mayor's figures, one function a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from ptmb.adapters.clock import now
from ptmb.domain.ages import by_age
from ptmb.domain.choices import CHANNEL_WORDS
from ptmb.domain.durations import median
from ptmb.domain.figures import Outcome
from ptmb.domain.measures import DEFINITIONS, Measure, per_thousand
from ptmb.domain.periods import Period
from ptmb.domain.plan_shapes import WEEKDAY_WORDS
from ptmb.domain.shares import percents
from ptmb.domain.tables import Cell, Column, Kind
from ptmb.domain.wording import CAUSE_WORDS
from ptmb.queries import figures
from ptmb.queries.breakdowns import categories, category_times, crew_times, hours, open_by_day
from ptmb.queries.catalogue import catalogue
from ptmb.queries.complaint_list import NOWHERE
from ptmb.queries.crew_names import crew_names
from ptmb.queries.ledger import ledger, work
from ptmb.web.filters import category_name, local

_OUTCOMES = (
    (Measure.RESOLVED, Outcome.RESOLVED),
    (Measure.REJECTED, Outcome.REJECTED),
    (Measure.MERGED, Outcome.MERGED),
    (Measure.WITHDRAWN, Outcome.WITHDRAWN),
    (Measure.OPEN, Outcome.OPEN),
)
_HOUR_SECONDS = 3600


@dataclass(frozen=True)
class Filled:
    columns: Sequence[Column]
    rows: Sequence[tuple[Cell, ...]]


def account(period: Period) -> Filled:
    """What has become of those received and of those carried over; the last row is the sum."""
    found = ledger(period)
    lines = (found.received, found.carried, found.sum)
    rows: list[tuple[Cell, ...]] = [
        (word(measure), *(line.outcomes[outcome] for line in lines))
        for measure, outcome in _OUTCOMES
    ]
    columns = [
        Column(gettext("Keadaan sekarang")),
        whole(Measure.RECEIVED),
        whole(Measure.CARRIED),
        Column(gettext("Jumlah"), Kind.WHOLE),
    ]
    return Filled(columns, [*rows, (gettext("Jumlah"), *(line.total for line in lines))])


def by_cause(period: Period) -> Filled:
    causes = figures.counts(period).causes
    share = percents(causes)
    columns = [
        Column(gettext("Penyebab")),
        whole(Measure.RECEIVED),
        Column(gettext("Bagian (persen)"), Kind.WHOLE),
    ]
    rows = [(gettext(CAUSE_WORDS[one].word), causes[one], share.get(one, 0)) for one in CAUSE_WORDS]
    return Filled(columns, rows)


def by_category(period: Period) -> Filled:
    found, times = categories(period), category_times(period)
    known = catalogue().categories
    columns = [
        Column(gettext("Jenis")),
        whole(Measure.RECEIVED),
        *(whole(measure) for measure, _ in _OUTCOMES),
        _time_column(),
    ]
    rows = [
        (
            category_name(known.get(one)),
            outcomes.total(),
            *(outcomes[outcome] for _, outcome in _OUTCOMES),
            _hours(times.get(one, {})),
        )
        for one, outcomes in sorted(found.items(), key=lambda pair: -pair[1].total())
    ]
    return Filled(columns, rows)


def by_area(period: Period) -> Filled:
    """Every area, also those without a complaint; the unknown one last."""
    counts, areas = figures.counts(period), catalogue().areas
    columns = [
        Column(gettext("Kode")),
        Column(gettext("Kelurahan")),
        Column(gettext("Kecamatan")),
        whole(Measure.RECEIVED),
        whole(Measure.OPEN),
        Column(gettext("Sambungan"), Kind.WHOLE),
        Column(word(Measure.PER_THOUSAND), Kind.DECIMAL),
    ]
    ranked = sorted(areas.values(), key=lambda one: (-counts.areas[one.id], one.name))
    rows: list[tuple[Cell, ...]] = [
        (
            one.code,
            one.name,
            one.district,
            counts.areas[one.id],
            counts.open_areas[one.id],
            one.connections,
            per_thousand(counts.areas[one.id], one.connections),
        )
        for one in ranked
    ]
    lost = sum(total for area, total in counts.areas.items() if area not in areas)
    still = sum(total for area, total in counts.open_areas.items() if area not in areas)
    return Filled(columns, [*rows, ("", gettext("Tanpa wilayah"), "", lost, still, None, None)])


def by_channel(period: Period) -> Filled:
    found = work(period).channels
    columns = [Column(gettext("Saluran")), whole(Measure.RECEIVED)]
    rows = [(gettext(words), found[one.value]) for one, words in CHANNEL_WORDS.items()]
    return Filled(columns, rows)


def by_crew(period: Period) -> Filled:
    done, times = work(period), crew_times(period)
    names = {**crew_names(), NOWHERE: gettext("Tanpa tim")}
    columns = [
        Column(gettext("Tim")),
        whole(Measure.FINISHED),
        Column(gettext("Terlambat"), Kind.WHOLE),
        _time_column(),
    ]
    rows = [
        (names.get(crew, ""), finished, done.late_crews[crew], _hours(times.get(crew, {})))
        for crew, finished in sorted(done.crews.items(), key=lambda pair: -pair[1])
    ]
    return Filled(columns, rows)


def by_day(period: Period) -> Filled:
    found = figures.days(period.first, period.last)
    columns = [
        Column(gettext("Hari"), Kind.DAY),
        whole(Measure.RECEIVED),
        whole(Measure.FINISHED),
    ]
    return Filled(columns, [(on, found.received[on], found.finished[on]) for on in found.days])


def by_hour(period: Period) -> Filled:
    found = hours(period)
    columns = [
        Column(gettext("Hari")),
        Column(gettext("Jam"), Kind.WHOLE),
        whole(Measure.RECEIVED),
    ]
    rows = [
        (gettext(name), hour, found[day * 24 + hour])
        for day, name in enumerate(WEEKDAY_WORDS)
        for hour in range(24)
    ]
    return Filled(columns, rows)


def by_age_now(_period: Period) -> Filled:
    """Of this moment, whatever the period."""
    today = local(now()).date()
    columns = [
        Column(gettext("Umur dari (hari)"), Kind.WHOLE),
        Column(gettext("sampai (hari)"), Kind.WHOLE),
        whole(Measure.OPEN),
    ]
    return Filled(
        columns, [(one.first, one.last, one.count) for one in by_age(open_by_day(today), today)]
    )


def word(measure: Measure) -> str:
    return str(gettext(DEFINITIONS[measure].word))


def whole(measure: Measure) -> Column:
    return Column(word(measure), Kind.WHOLE)


def _time_column() -> Column:
    name = gettext("%(what)s (jam)", what=word(Measure.RESOLUTION_TIME))
    return Column(name, Kind.DECIMAL)


def _hours(counts: Mapping[int, int]) -> float | None:
    found = median(counts)
    return None if found is None else found / _HOUR_SECONDS
