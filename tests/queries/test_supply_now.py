"""The state of every area: from incidents, the announced plan, and whether anybody looked."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest

from ptmb.actions import incidents, reservoirs
from ptmb.actions.incidents import Ending
from ptmb.actions.reservoirs import NewReading
from ptmb.adapters import clock
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.roles import Actor, Role
from ptmb.domain.supply import IncidentKind, IncidentStatus, ReadingSource, SupplyState
from ptmb.extensions import db
from ptmb.models import Reservoir
from ptmb.queries.supply_history import past_days
from ptmb.queries.supply_now import AreaSupply, area_supply, city_supply
from tests.conftest import Statements
from tests.people import Given
from tests.supply_city import trouble, zone

Counting = Callable[[], AbstractContextManager[Statements]]
HOUR = timedelta(hours=1)
DAY = 24 * HOUR
S = SupplyState


@pytest.fixture
def desk(given: Given) -> Actor:
    return Actor(Role.OPERATOR, given.staff(Role.OPERATOR).id)


def one(given: Given, name: str, at: datetime | None = None) -> AreaSupply:
    found = area_supply(given.area(name).id, at or clock.now())
    assert found
    return found


def state(given: Given, name: str, at: datetime | None = None) -> SupplyState:
    return one(given, name, at).state


def test_a_city_that_nobody_looked_at_has_no_data(given: Given) -> None:
    assert {found.state for found in city_supply(clock.now())} == {S.NO_DATA}
    given.complaint()
    assert {found.state for found in city_supply(clock.now())} == {S.NO_DATA}


def test_a_step_of_staff_makes_the_rest_normal_for_24_hours(given: Given) -> None:
    officer = given.staff(Role.OFFICER, areas=("Damai",))
    given.complaint(Status.EN_ROUTE, officer=officer, at=clock.now() - HOUR)
    assert state(given, "Lamaru") is S.NORMAL
    assert state(given, "Lamaru", clock.now() + DAY) is S.NO_DATA


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (ReadingSource.DESK, S.NORMAL),
        (ReadingSource.API, S.NO_DATA),
        (ReadingSource.IMPORT, S.NO_DATA),
    ],
)
def test_a_level_typed_in_is_a_sign_and_a_gauge_is_none(
    given: Given, desk: Actor, source: ReadingSource, expected: SupplyState
) -> None:
    db.session.add(Reservoir(code="uji", name="Waduk uji", gauge="papan", lowest=0, highest=20))
    db.session.commit()
    reservoir = db.session.query(Reservoir).filter_by(code="uji").one()
    reading = NewReading(8.42, clock.now(), "reading-1", sure=True, source=source)
    reservoirs.read(reservoir.id, reading, desk, clock.now())
    assert state(given, "Damai") is expected


def test_a_fault_comes_before_work_and_work_before_a_turn(given: Given, desk: Actor) -> None:
    zone(given, desk, 0, "Damai", "Lamaru", "Teritip")
    trouble(given, desk, "Damai", "Lamaru", kind=IncidentKind.PLANNED)
    fault = trouble(given, desk, "Damai")
    assert [state(given, name) for name in ("Damai", "Lamaru", "Teritip", "Manggar")] == [
        S.DISTURBED, S.REPAIR, S.RATIONED, S.NORMAL,
    ]  # fmt: skip
    assert one(given, "Damai").incident is not None
    assert one(given, "Damai").until == fault.expected_end_at


def test_announced_work_is_none_before_its_start(given: Given, desk: Actor) -> None:
    at = clock.now()
    trouble(given, desk, "Damai", kind=IncidentKind.PLANNED, starts_at=at + HOUR)
    assert state(given, "Damai") is S.NORMAL
    assert state(given, "Damai", at + HOUR) is S.REPAIR


def test_less_water_is_said_with_its_share(given: Given, desk: Actor) -> None:
    zone(given, desk, 50, "Damai")
    found = one(given, "Damai")
    assert (found.state, found.partial) == (S.RATIONED, False)
    assert found.water
    assert found.water.share == 50


def test_a_part_of_an_area_is_rationed_in_part(given: Given, desk: Actor) -> None:
    zone(given, desk, 0, "Damai", partial=True)
    assert (one(given, "Damai").state, one(given, "Damai").partial) == (S.RATIONED, True)


def test_the_worst_come_first_and_each_area_once(given: Given, desk: Actor) -> None:
    zone(given, desk, 0, "Damai")
    trouble(given, desk, "Teritip", "Lamaru")
    found = city_supply(clock.now())
    assert [one.area.name for one in found[:3]] == ["Lamaru", "Teritip", "Damai"]
    assert len({one.area.id for one in found}) == len(found) == 34
    assert Counter(one.state for one in found) == {S.DISTURBED: 2, S.RATIONED: 1, S.NORMAL: 31}


def test_the_number_of_statements_does_not_grow_with_the_troubles(
    given: Given, desk: Actor, counting: Counting
) -> None:
    trouble(given, desk, "Damai")
    zone(given, desk, 50, "Lamaru")
    city_supply(clock.now())
    db.session.remove()
    with counting() as few:
        city_supply(clock.now())
    for number, name in enumerate(("Teritip", "Manggar", "Sepinggan", "Prapatan")):
        trouble(given, desk, name, at=clock.now() + number * HOUR / 60)
        zone(given, desk, 50, name)
    city_supply(clock.now())
    db.session.remove()
    with counting() as many:
        city_supply(clock.now())
    assert many.count == few.count <= 6


def test_the_past_days_are_what_was_written_down(given: Given, desk: Actor) -> None:
    at = clock.now()
    begin = at - 2 * DAY
    zone(given, desk, 50, "Damai", at=begin)
    incident = trouble(given, desk, "Damai", at=at - DAY)
    ending = incidents.Ending("Air normal.", Cause.TECHNICAL)
    incidents.close(incident.id, ending, desk, at - DAY + 2 * HOUR, "closing", None)
    days = past_days(given.area("Damai").id, at)
    assert len(days) == 30
    assert all(day.minutes == {S.NO_DATA: 1440} for day in days[:27])
    assert days[-1].minutes == {S.RATIONED: 14 * 60 + 32}
    assert days[-2].minutes == {S.DISTURBED: 120, S.RATIONED: 1320}
    assert days[-3].minutes == {S.RATIONED: 9 * 60 + 28, S.NORMAL: 14 * 60 + 32}


def test_a_neighbour_without_trouble_is_normal_on_watched_days_only(
    given: Given, desk: Actor
) -> None:
    trouble(given, desk, "Damai", at=clock.now() - DAY)
    days = past_days(given.area("Teritip").id, clock.now())
    assert [set(day.minutes) for day in days[-3:]] == [{S.NO_DATA}, {S.NORMAL}, {S.NO_DATA}]


def test_cancelled_work_never_took_place(given: Given, desk: Actor) -> None:
    at = clock.now()
    starts = at - 2 * HOUR
    work = trouble(given, desk, "Damai", kind=IncidentKind.PLANNED, at=at - DAY, starts_at=starts,
                   expected_end_at=at + HOUR)  # fmt: skip
    ending = Ending("Tidak jadi.", work.cause, IncidentStatus.CANCELLED)
    incidents.close(work.id, ending, desk, at, "cancelled", None)
    assert S.REPAIR not in past_days(given.area("Damai").id, at)[-1].minutes
