"""A period's figures by category, crew, hour of the week and hexagon, and the open ones by age."""

from collections import Counter, defaultdict
from datetime import date, timedelta

from sqlalchemy import and_, func, or_, select

from ptmb.domain.figures import WHOLE_CITY, Grain, Outcome, Tallied
from ptmb.domain.periods import Period
from ptmb.extensions import db
from ptmb.models import Tally
from ptmb.queries.tallies import Key, members, sums

_LONGEST_MONTH = timedelta(days=31)


def categories(period: Period, area_id: int | None = None) -> dict[int, Counter[Outcome]]:
    """One query: complaints received in a period, by category and what has become of them."""
    found: dict[int, Counter[Outcome]] = defaultdict(Counter)
    counted = sums([Tallied.RECEIVED_CATEGORY], period, area_id)[Tallied.RECEIVED_CATEGORY]
    for key, total in counted.items():
        found[int(key.member)][key.outcome] += total
    return dict(found)


def category_times(period: Period) -> dict[int, Counter[int]]:
    """One query: resolution times by category, as counts by bucket, of the months it touches."""
    return times_by_member(
        sums([Tallied.RESOLUTION_CATEGORY], months_of(period))[Tallied.RESOLUTION_CATEGORY]
    )


def crew_times(period: Period) -> dict[int, Counter[int]]:
    """One query: resolution times by crew (0 without one), as counts by bucket."""
    return times_by_member(sums([Tallied.RESOLUTION_CREW], period)[Tallied.RESOLUTION_CREW])


def hours(period: Period, area_id: int | None = None) -> Counter[int]:
    """One query: received by hour of the week (Monday 0.00 is 0), of the months it touches."""
    counted = sums([Tallied.RECEIVED_HOUR], months_of(period), area_id)[Tallied.RECEIVED_HOUR]
    return Counter({int(member): total for member, total in members(counted).items()})


def hexagons(period: Period) -> Counter[str]:
    """One query: received by H3 cell."""
    return members(sums([Tallied.RECEIVED_HEXAGON], period)[Tallied.RECEIVED_HEXAGON])


def open_by_day(today: date, area_id: int | None = None) -> Counter[date]:
    """One query: those open now by the day of receipt; the older ones by the month's first day.

    Days are kept apart for more than a month back; what is older lies on the first of its month.
    """
    recent = (today - _LONGEST_MONTH).replace(day=1)
    statement = (
        select(Tally.start_on, func.sum(Tally.total))
        .where(
            Tally.measure == Tallied.RECEIVED_CAUSE,
            Tally.area_id == (WHOLE_CITY if area_id is None else area_id),
            Tally.outcome == Outcome.OPEN,
            or_(
                and_(Tally.grain == Grain.DAY, Tally.start_on >= recent),
                and_(Tally.grain == Grain.MONTH, Tally.start_on < recent),
            ),
        )
        .group_by(Tally.start_on)
    )
    return Counter({day: int(total) for day, total in db.session.execute(statement) if total})


def times_by_member(counts: Counter[Key]) -> dict[int, Counter[int]]:
    """Times of crews or of categories, by their ids, as counts by bucket."""
    times: dict[int, Counter[int]] = defaultdict(Counter)
    for key, total in counts.items():
        whose, step = key.member.split(":")
        times[int(whose)][int(step)] += total
    return dict(times)


def months_of(period: Period) -> Period:
    """The whole months that a period touches."""
    return Period(period.kind, period.first.replace(day=1), period.last, running=True)
