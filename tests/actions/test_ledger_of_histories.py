"""Random histories of several complaints: every account adds up, and the events say the same."""

import itertools
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st
from sqlalchemy import select

from ptmb.actions import rebuilding, triage
from ptmb.actions._record import Incomplete
from ptmb.adapters import clock
from ptmb.config import CITY_TIME
from ptmb.domain.choices import WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.figures import OUTCOME_OF, WHOLE_CITY, Grain, Outcome, Tallied
from ptmb.domain.lifecycle import DONE, Cause, Step, StepRefused
from ptmb.domain.periods import Period, PeriodKind, chosen, this
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db
from ptmb.models import Area, Complaint, ComplaintEvent
from ptmb.queries.ledger import Ledger, ledger
from ptmb.queries.self_check import ledger_differences
from tests.actions.test_histories import TRIES, Cast, Tried, _actor, moves
from tests.people import Given
from tests.roll_ups import check_roll_ups, kept

_keys = itertools.count()
_AREAS = ("Gunung Sari Ilir", "Manggar", "Damai")
_TAKEN_BACK = {Step.RETRACT, Step.UNMERGE}
Line = tuple[int, date, Outcome]
"""An area, a day of the city, and what had become of a complaint."""

starts = st.lists(st.tuples(st.integers(0, 70), st.integers(0, 2)), min_size=2, max_size=4)
pasts = st.tuples(st.integers(0, 80), st.integers(0, 80))


@pytest.fixture
def cast(given: Given) -> Cast:
    here = given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",)).id
    there = given.staff(Role.OFFICER, areas=("Manggar",)).id
    return Cast((here, there), given.staff(Role.OPERATOR).id, frozenset({given.area().id}))


def live(complaint_id: int, cast: Cast, steps: list[Tried], other_id: int) -> None:
    """What each of them tries, allowed or not, from the moment of the receipt on."""
    at = db.session.get_one(Complaint, complaint_id).created_at
    for step, role, which, pause in steps:
        at += pause * 8  # so that a history crosses days and months
        deed = Deed(_actor(role, cast, which), at, f"ledger-{next(_keys):012d}")
        target = -other_id if step is Step.MERGE else cast.officers[which]
        try:
            TRIES[step](complaint_id, deed, target)
        except (StepRefused, Incomplete):
            db.session.rollback()


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@drawn(starts=starts, lives=st.lists(moves, min_size=4, max_size=4), past=pasts)
def test_every_account_adds_up_and_is_what_the_events_tell(
    app: Flask, given: Given, cast: Cast, starts: list[tuple[int, int]],
    lives: list[list[Tried]], past: tuple[int, int],
) -> None:  # fmt: skip
    ids = [
        given.complaint(at=clock.now() - timedelta(days=days, hours=3), area=_AREAS[area]).id
        for days, area in starts
    ]
    for number, complaint_id in enumerate(ids):
        live(complaint_id, cast, lives[number], ids[number - 1])
    check_roll_ups()
    check_accounts(past)
    check_events()
    before = kept()
    for month in rebuilding.months_to_rebuild():
        rebuilding.rebuild_month(month)
    rebuilding.rebuild_present()
    assert kept() == before, "made anew they are the same"


def test_what_is_finished_by_a_clock_set_back_does_not_end_before_it_came(given: Given) -> None:
    one = given.complaint(at=clock.now().replace(hour=18))  # 02.00 of the next day in the city
    yesterday = Deed(Actor(Role.OPERATOR), one.created_at - timedelta(hours=5), "clock-set-back-1")
    triage.resolve_at_desk(one.id, WorkDone.OTHER, Cause.TECHNICAL, "Selesai.", yesterday)
    check_roll_ups()
    day = one.received_on
    period = chosen(day, day, day + timedelta(days=1))
    assert_adds_up(ledger(period), period)


def check_accounts(past: tuple[int, int]) -> None:
    """Of the usual periods, a random one and a random area: to the unit."""
    today = clock.now().astimezone(CITY_TIME).date()
    areas = {row.id: row.name for row in db.session.execute(select(Area.id, Area.name))}
    assert ledger_differences(today, {id_: areas[id_] for id_ in list(areas)[:2]}) == []
    first, last = (today - timedelta(days=days) for days in past)
    for period in (chosen(first, last, today), this(PeriodKind.MONTH, today)):
        parts = [ledger(period, area) for area in (0, *areas)]
        whole = ledger(period)
        assert_adds_up(whole, period)
        for line in ("received", "carried"):
            outcomes: Counter[Outcome] = Counter()
            for one in parts:
                outcomes.update(getattr(one, line).outcomes)
            assert +outcomes == +getattr(whole, line).outcomes, "the areas make the city"


def assert_adds_up(it: Ledger, period: Period) -> None:
    rows = db.session.scalars(select(Complaint).execution_options(populate_existing=True)).all()
    until = date.max if period.running else period.last
    received = [row for row in rows if period.first <= row.received_on <= until]
    carried = [
        row
        for row in rows
        if row.received_on < period.first and (row.ended_on or date.max) >= period.first
    ]
    whole = it.sum
    assert (it.received.total, it.carried.total) == (len(received), len(carried))
    assert len(received) + len(carried) == (
        whole.resolved + whole.rejected + whole.merged + whole.withdrawn + whole.open
    )
    assert min([0, *it.carried.outcomes.values()]) == 0


def check_events() -> None:
    """From the events alone: where and when each came in, and where, when and how it ended."""
    received: Counter[Line] = Counter()
    ended: Counter[Line] = Counter()
    events = db.session.scalars(select(ComplaintEvent).order_by(ComplaintEvent.id)).all()
    by_complaint: dict[int, list[ComplaintEvent]] = {}
    for event in events:
        by_complaint.setdefault(event.complaint_id, []).append(event)
    for told in by_complaint.values():
        area, outcome = told[-1].area_id or 0, OUTCOME_OF.get(told[-1].status_after, Outcome.OPEN)
        received[area, day_of(told[0]), outcome] += 1
        if outcome is not Outcome.OPEN:
            ended[area, day_of(ending(told)), outcome] += 1
    assert counted(Tallied.RECEIVED_CAUSE) == received
    assert counted(Tallied.ENDED_CAUSE) == ended


def ending(told: Sequence[ComplaintEvent]) -> ComplaintEvent:
    """The event that made it what it is; being confirmed or given back is no new finishing."""
    done = told[-1].status_after in DONE
    return next(
        event
        for event in reversed(told)
        if (
            event.status_after in DONE
            and event.status_before not in DONE
            and event.step not in _TAKEN_BACK
            if done
            else event.status_after is not event.status_before
        )
    )


def day_of(event: ComplaintEvent) -> date:
    return event.at.astimezone(CITY_TIME).date()


def counted(measure: Tallied) -> Counter[Line]:
    """What the roll-ups by day say, whatever the cause."""
    found: Counter[Line] = Counter()
    for cell, total in kept().items():
        if (cell.measure, cell.grain) == (measure, Grain.DAY) and cell.area_id != WHOLE_CITY:
            found[cell.area_id, cell.start_on, cell.outcome] += total
    return found
