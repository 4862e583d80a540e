"""Schedules as the desk sees them, and what publishing a draft would change for whom."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from ptmb.actions.rationing import Plan, draft, publish, unpublish
from ptmb.domain.city_plants import PERSONS_PER_CONNECTION
from ptmb.domain.rationing import Window
from ptmb.domain.roles import Actor, Role
from ptmb.domain.water_plans import WITA, cut, cycle
from ptmb.extensions import db
from ptmb.models import Area, Zone
from ptmb.queries import zones
from ptmb.queries.schedule_impact import impact, impact_of
from ptmb.queries.schedules import (
    ZoneLine,
    plant_list,
    publications,
    schedule,
    versions,
    zone_by_code,
    zone_list,
)
from ptmb.queries.water_due import zone_weeks
from tests.conftest import Statements
from tests.people import Given

DESK = Actor(Role.OPERATOR)
NOW = datetime(2024, 2, 10, 14, 32, tzinfo=WITA)
MIDNIGHT = datetime(2024, 2, 10, tzinfo=WITA)


def day(number: float) -> datetime:
    """So many days after the midnight before now."""
    return MIDNIGHT + timedelta(days=number)


TURNS = Plan(
    "Bergilir", "", "", 0, day(0), None, cycle("2024-02-10T00:00", (1, 100), (1, 0))
)  # fmt: skip


def zone(code: str = "K12") -> Zone:
    return db.session.scalars(select(Zone).where(Zone.code == code)).one()


def line(code: str = "K12", at: datetime = NOW) -> ZoneLine:
    return next(one for one in zone_list(at) if one.zone.code == code)


def published(plan: Plan, at: datetime = NOW, code: str = "K12") -> str:
    one = draft(zone(code).id, plan, DESK, at)
    return publish([one.id], DESK, at, f"{plan.title}{at}").token


def test_a_zone_is_listed_with_its_plant_areas_and_plans(given: Given) -> None:
    running = draft(zone().id, TURNS, DESK, NOW)
    publish([running.id], DESK, NOW, "a")
    later = draft(zone().id, replace(TURNS, title="Nanti", valid_from=day(5)), DESK, NOW)
    publish([later.id], DESK, NOW, "b")
    newest = draft(zone().id, replace(TURNS, title="Draf"), DESK, NOW)
    found = line()
    assert found.zone.plant is not None
    assert found.zone.plant.name == "IPA Km 12"
    assert [(area.name, partial) for area, partial in found.areas] == [
        ("Karang Joang", False),
        ("Graha Indah", True),
    ]
    assert (found.running, found.coming, found.draft) == (running, (later,), newest)
    assert line("KD").running is None


def test_a_single_interruption_is_what_runs_while_it_lasts(given: Given) -> None:
    published(TURNS)
    published(cut("Perbaikan", "", "", day(2.25), day(2.75)))
    running = [line(at=day(number)).running for number in (2, 2.5, 3)]
    assert [one.title for one in running if one] == ["Bergilir", "Perbaikan", "Bergilir"]


def test_all_zones_are_listed_in_four_statements(
    given: Given, counting: Callable[[], AbstractContextManager[Statements]]
) -> None:
    published(TURNS)
    zone_list(NOW)
    db.session.expire_all()
    with counting() as statements:
        assert len(zone_list(NOW)) == 5
    assert statements.count <= 4


def test_the_versions_of_a_zone_are_kept_newest_first(given: Given) -> None:
    published(TURNS)
    published(replace(TURNS, title="Dua"), day(1))
    assert [(one.number, one.title) for one in versions(zone().id)] == [(2, "Dua"), (1, "Bergilir")]
    found = schedule(versions(zone().id)[0].id)
    assert found is not None
    assert [rule.share for rule in found.rules] == [100, 0]
    assert schedule(0) is None


def test_publications_are_listed_until_they_can_be_undone_no_more(given: Given) -> None:
    first = published(TURNS)
    second = published(replace(TURNS, title="Dua"), day(1))
    assert [(one.token, one.undoable) for one in publications(day(2))] == [
        (second, True),
        (first, False),
    ]
    unpublish(second, DESK, day(2))
    assert [(one.token, one.undoable) for one in publications(day(3))] == [
        (second, False),
        (first, True),
    ]


def test_a_zone_is_found_by_its_code_and_plants_by_name(given: Given) -> None:
    found = zone_by_code("K12")
    assert found is not None
    assert found.geometry is None
    assert zone_by_code("XX") is None
    assert plant_list()[0].name == "IPA Baru Ulu"


def test_publishing_in_a_city_without_plans_takes_water_away(given: Given) -> None:
    one = draft(zone().id, TURNS, DESK, NOW)
    (found,) = impact([one.id], NOW).zones
    assert found.effective_at == NOW
    assert found.before == ()
    assert found.after[1].share == 0
    # Seven days from 14.32: dry on the 11th, 13th, 15th and until 14.32 of the 17th.
    assert found.less == timedelta(days=3, hours=14, minutes=32)
    assert found.more == timedelta(0)


def test_what_is_told_beforehand_is_what_publishing_does(given: Given) -> None:
    published(TURNS)
    plans = (
        replace(TURNS, title="Dua", rules=cycle("2024-02-10T06:00", (1, 0), (2, 50))),
        cut("Perbaikan", "", "", day(2.1), day(3.4)),
        replace(TURNS, title="Pendek", valid_from=day(3), valid_until=day(4)),
        cut("Lama", "", "", day(5), None),
    )
    for plan in plans:
        at = NOW + timedelta(hours=1)
        told = impact_of({zone().id: plan}, at).zones[0].after
        token = published(plan, at)
        done = zone_weeks(at)[zone().id]
        assert _merged(told) == _merged(done), plan.title
        unpublish(token, DESK, at)


def test_what_is_told_holds_beside_a_plan_that_is_to_come(given: Given) -> None:
    published(TURNS)
    published(replace(TURNS, title="Akan datang", valid_from=day(5)))
    at = NOW + timedelta(hours=1)
    for until in (day(3), day(6)):
        plan = replace(
            TURNS, title=f"Sampai {until}", share_otherwise=50, rules=(), valid_until=until
        )
        told = impact_of({zone().id: plan}, at).zones[0].after
        token = published(plan, at)
        assert _merged(told) == _merged(zone_weeks(at)[zone().id])
        unpublish(token, DESK, at)


def _merged(windows: tuple[Window, ...]) -> list[tuple[datetime, int]]:
    """Where the share changes, whoever says so."""
    found: list[tuple[datetime, int]] = []
    for one in windows:
        if not found or found[-1][1] != one.share:
            found.append((one.starts_at, one.share))
    return [*found, (windows[-1].ends_at, -1)]


def test_publishing_the_same_again_concerns_nobody(given: Given) -> None:
    published(TURNS)
    again = draft(zone().id, replace(TURNS, title="Sama"), DESK, NOW)
    found = impact([again.id], NOW)
    assert found.zones[0].changed == timedelta(0)
    assert (found.areas, found.people, found.unknown) == ((), 0, ())


@pytest.mark.parametrize("own", [None, 900])
def test_people_are_counted_by_the_zone_or_else_by_its_areas(given: Given, own: int | None) -> None:
    db.session.execute(update(Area).where(Area.name == "Karang Joang").values(connections=700))
    db.session.execute(update(Zone).where(Zone.code == "K12").values(connections=own))
    db.session.commit()
    found = impact_of({zone().id: TURNS}, NOW)
    expected = own or 700
    assert (found.connections, found.people) == (expected, expected * PERSONS_PER_CONNECTION)
    assert found.zones[0].people == expected * PERSONS_PER_CONNECTION
    assert found.unknown == ()
    assert [(one.name, one.partial, one.connections) for one in found.areas] == [
        ("Graha Indah", True, None),
        ("Karang Joang", False, 700),
    ]


def test_an_area_of_two_zones_is_counted_once(given: Given) -> None:
    db.session.execute(update(Area).where(Area.name == "Graha Indah").values(connections=500))
    db.session.commit()
    found = impact_of({zone("K12").id: TURNS, zone("BA").id: TURNS}, NOW)
    assert found.connections == 500


def test_a_zone_that_nobody_counted_is_named(given: Given) -> None:
    found = impact_of({zone("TR").id: TURNS}, NOW)
    assert (found.connections, found.unknown) == (0, ("Teritip",))
    assert found.zones[0].people is None
    zones.forget()
