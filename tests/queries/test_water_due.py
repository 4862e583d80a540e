"""Whether water is due somewhere, now and then, by what had been announced."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from ptmb.actions.rationing import (
    Plan,
    ZoneDetails,
    draft,
    lengthen,
    publish,
    save_zone,
    unpublish,
)
from ptmb.domain.geography import Point
from ptmb.domain.rationing import WaterDue, Window
from ptmb.domain.roles import Actor, Role
from ptmb.domain.water_plans import WITA, cut, cycle
from ptmb.extensions import db
from ptmb.geometry.file import FileArea
from ptmb.models import Zone
from ptmb.queries import zones
from ptmb.queries.catalogue import catalogue
from ptmb.queries.water_due import city_water, city_week, water_due, zones_at
from tests.conftest import Statements
from tests.people import Given

Counting = Callable[[], AbstractContextManager[Statements]]
DESK = Actor(Role.OPERATOR)
NOW = datetime(2024, 2, 10, 14, 32, tzinfo=WITA)
MIDNIGHT = datetime(2024, 2, 10, tzinfo=WITA)


def day(number: float) -> datetime:
    """So many days after the midnight before now."""
    return MIDNIGHT + timedelta(days=number)


TURNS = Plan(
    "Bergilir", "Waduk surut", "Tampung air", 0, day(0), None,
    cycle("2024-02-10T00:00", (1, 100), (1, 0)),
)  # fmt: skip
DRY = Plan("Mati", "", "", 0, day(0), None)
FLOWING = Plan("Penuh", "", "", 100, day(0), None)


class City:
    """Zones of a test, apart from those that the city was founded with."""

    def __init__(self, given: Given) -> None:
        self.given = given
        db.session.execute(update(Zone).values(active=False))
        db.session.commit()
        self._count = 0

    def zone(self, code: str = "A", *plans: Plan, **details: Any) -> Zone:
        """A zone with these plans published now; `whole` and `partial` name its areas."""
        areas = {self.area(name): False for name in details.pop("whole", ())}
        areas |= {self.area(name): True for name in details.pop("partial", ())}
        zone = save_zone(None, ZoneDetails(code, f"Zona {code}", areas=areas, **details), DESK, NOW)
        for plan in plans:
            self.publish(zone, plan)
        zones.forget()
        return zone

    def publish(self, zone: Zone, plan: Plan, at: datetime = NOW) -> str:
        self._count += 1
        schedule = draft(zone.id, plan, DESK, at)
        token = publish([schedule.id], DESK, at, f"key {self._count}").token
        zones.forget()
        return token

    def area(self, name: str) -> int:
        return self.given.area(name).id

    def water(self, name: str, at: datetime, point: Point | None = None) -> WaterDue:
        return water_due(self.area(name), at, point)


@pytest.fixture
def city(given: Given) -> City:
    return City(given)


def drawn(west: float, south: float, east: float, north: float) -> FileArea:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    text = json.dumps({"type": "Polygon", "coordinates": [ring]})
    return FileArea("Z", "Z", "", text, Point((south + north) / 2, (west + east) / 2), 1.0)


def test_without_a_zone_water_is_due(city: City) -> None:
    assert city.water("Damai", NOW) == WaterDue()


def test_a_zone_without_a_plan_says_nothing(city: City) -> None:
    city.zone(whole=["Damai"])
    assert city.water("Damai", NOW) == WaterDue()


def test_the_plan_of_the_area_is_answered_with_its_words(city: City) -> None:
    zone = city.zone("A", TURNS, whole=["Damai"], recovery_minutes=120)
    water = city.water("Damai", day(1.5))
    assert (water.planned, water.due, water.share, water.partial) == (True, False, 0, False)
    assert (water.next_flow_at, water.next_stop_at) == (day(2), day(3))
    assert (water.zone_id, water.reason, water.advice) == (zone.id, "Waduk surut", "Tampung air")
    assert water.open_end
    assert water.window == Window(day(1), day(2), 0)


@pytest.mark.parametrize(
    ("at", "due"), [(0.999, True), (1, False), (1.999, False), (2, True), (44, True), (43.9, False)]
)
def test_a_turn_begins_and_ends_at_midnight_of_the_city(city: City, at: float, due: bool) -> None:
    city.zone("A", TURNS, whole=["Damai"])
    assert city.water("Damai", day(at)).due is due


def test_hills_wait_for_their_water_after_a_turn_began(city: City) -> None:
    city.zone("A", TURNS, whole=["Damai"], recovery_minutes=180)
    water = city.water("Damai", day(2) + timedelta(hours=1))
    assert (water.due, water.ended_at) == (True, day(2))
    assert water.recovering_until == day(2) + timedelta(hours=3)


def test_before_the_first_publication_nothing_was_planned(city: City) -> None:
    city.zone("A", replace(DRY, valid_from=day(-30)), whole=["Damai"])
    before = city.water("Damai", NOW - timedelta(minutes=1))
    assert (before.planned, before.due) == (False, True)
    assert not city.water("Damai", NOW).due


def test_the_end_of_validity_is_the_end_of_the_dry_time(city: City) -> None:
    city.zone("A", replace(DRY, valid_until=day(3)), whole=["Damai"])
    inside = city.water("Damai", day(3) - timedelta(seconds=1))
    assert (inside.due, inside.next_flow_at, inside.open_end) == (False, day(3), False)
    outside = city.water("Damai", day(3))
    assert (outside.planned, outside.due, outside.ended_at) == (False, True, day(3))


def test_until_it_is_done_nobody_says_when_the_water_comes(city: City) -> None:
    city.zone("A", cut("Pipa pecah", "", "", NOW, None), whole=["Damai"])
    for at in (NOW, day(5), day(30)):
        water = city.water("Damai", at)
        assert (water.due, water.open_end) == (False, True)
        assert (water.next_flow_at, water.next_stop_at) == (None, None)


def test_a_long_dry_time_with_an_end_is_answered_to_its_end(city: City) -> None:
    city.zone("A", replace(DRY, valid_until=day(20)), whole=["Damai"])
    assert city.water("Damai", day(1)).next_flow_at == day(20)
    assert city_water(day(1))[city.area("Damai")].next_flow_at == day(20)


def test_a_cut_to_come_is_said_beforehand(city: City) -> None:
    city.zone("A", cut("Perbaikan", "", "", day(2.5), day(3)), whole=["Damai"])
    water = city.water("Damai", NOW)
    assert (water.planned, water.due) == (False, True)
    assert (water.next_stop_at, water.next_flow_at) == (day(2.5), day(3))


def test_between_two_plans_nothing_is_planned(city: City) -> None:
    zone = city.zone("A", replace(DRY, valid_until=day(2)), whole=["Damai"])
    city.publish(zone, replace(DRY, valid_from=day(4), valid_until=day(5)))
    water = city.water("Damai", day(3))
    assert (water.planned, water.due) == (False, True)
    assert (water.ended_at, water.next_stop_at) == (day(2), day(4))


def test_a_change_in_the_middle_of_a_window_leaves_what_was_told_before(city: City) -> None:
    zone = city.zone("A", TURNS, whole=["Damai"])
    city.publish(zone, FLOWING, day(1.5))
    assert not city.water("Damai", day(1.25)).due
    after = city.water("Damai", day(1.5))
    assert (after.due, after.ended_at, after.next_stop_at) == (True, day(1.5), None)


def test_what_is_taken_back_is_as_if_it_ended_there(city: City) -> None:
    zone = city.zone("A", TURNS, whole=["Damai"])
    token = city.publish(zone, DRY, day(0.75))
    unpublish(token, DESK, day(2.5))
    zones.forget()
    assert [city.water("Damai", day(number)).due for number in (0.7, 0.9, 2.4, 2.5, 3.5, 4.5)] == [
        True, False, False, True, False, True,
    ]  # fmt: skip
    assert city.water("Damai", day(2.75)).reason == "Waduk surut"


def test_one_can_ask_about_a_time_long_past(city: City) -> None:
    zone = city.zone("A", TURNS, whole=["Damai"])
    city.publish(zone, FLOWING, day(10))
    for months in (1, 2, 3):
        lengthen(day(30 * months))
    assert not city.water("Damai", day(7.5)).due
    assert city.water("Damai", day(6.5)).due


def test_an_area_with_two_zones_is_answered_by_the_one_that_holds_all_of_it(city: City) -> None:
    city.zone("A", FLOWING, whole=["Damai"])
    city.zone("B", DRY, partial=["Damai"])
    assert [(one.zone.code, one.partial) for one in zones_at(city.area("Damai"))] == [
        ("A", False),
        ("B", True),
    ]
    water = city.water("Damai", NOW)
    assert (water.due, water.partial) == (True, False)


def test_a_plan_for_a_part_is_not_hidden_by_a_zone_without_a_plan(city: City) -> None:
    city.zone("A", whole=["Damai"])
    city.zone("B", DRY, partial=["Damai"])
    water = city.water("Damai", NOW)
    assert (water.due, water.partial) == (False, True)


def test_of_two_parts_the_dry_one_is_told(city: City) -> None:
    city.zone("A", FLOWING, partial=["Damai"])
    dry = city.zone("B", DRY, partial=["Damai"])
    assert city.water("Damai", NOW).zone_id == dry.id


def test_a_point_in_a_drawn_zone_belongs_to_it_alone(city: City) -> None:
    city.zone("A", FLOWING, whole=["Damai"])
    city.zone("B", DRY, partial=["Damai"], boundary=drawn(116.85, -1.27, 116.86, -1.26))
    inside = city.water("Damai", NOW, Point(-1.265, 116.855))
    assert (inside.due, inside.partial) == (False, False)
    outside = city.water("Damai", NOW, Point(-1.265, 116.862))
    assert (outside.due, outside.partial) == (True, False)
    (first, second) = zones_at(city.area("Damai"), Point(-1.265, 116.855))
    assert (first.zone.code, first.by_polygon, first.partial) == ("B", True, False)
    assert (second.zone.code, second.by_polygon) == ("A", False)


def test_a_point_outside_of_a_drawn_part_does_not_belong_to_it(city: City) -> None:
    city.zone("B", DRY, partial=["Damai"], boundary=drawn(116.85, -1.27, 116.86, -1.26))
    assert city.water("Damai", NOW, Point(-1.265, 116.862)) == WaterDue()
    assert city.water("Damai", NOW).partial


def test_a_point_in_a_drawn_zone_without_a_plan_has_no_plan(city: City) -> None:
    city.zone("A", DRY, whole=["Damai"])
    city.zone("B", boundary=drawn(116.85, -1.27, 116.86, -1.26))
    assert city.water("Damai", NOW, Point(-1.265, 116.855)).due


def test_a_zone_out_of_use_answers_no_more(city: City) -> None:
    zone = city.zone("A", DRY, whole=["Damai"])
    area = city.area("Damai")
    save_zone(zone.id, ZoneDetails("A", "Zona A", areas={area: False}, active=False), DESK, NOW)
    zones.forget()
    assert city.water("Damai", NOW) == WaterDue()


def test_the_city_is_answered_as_each_area_alone(city: City) -> None:
    city.zone("A", TURNS, whole=["Damai", "Prapatan"], partial=["Manggar"])
    city.zone("B", cut("Pipa", "", "", day(1), None), partial=["Manggar", "Teritip"])
    for number in (-1, 0.7, 1, 1.5, 2, 3.5):
        whole = city_water(day(number))
        assert len(whole) == 34
        assert whole == {id_: water_due(id_, day(number)) for id_ in catalogue().areas}


def test_a_week_is_cut_off_at_both_ends_and_names_its_zones(city: City) -> None:
    zone = city.zone("A", TURNS, whole=["Damai"], highland=True, recovery_minutes=60)
    (week,) = city_week(day(1.5))[city.area("Damai")]
    assert (week.zone.id, week.zone.highland, week.partial) == (zone.id, True, False)
    assert week.windows[0] == Window(day(1.5), day(2), 0)
    assert week.windows[-1] == Window(day(8), day(8.5), 100)
    assert [one.share for one in week.windows] == [0, 100, 0, 100, 0, 100, 0, 100]
    assert city_week(day(1.5))[city.area("Teritip")] == ()


def test_a_week_shows_time_without_a_plan_as_a_gap(city: City) -> None:
    city.zone("A", replace(DRY, valid_from=day(2), valid_until=day(3)), whole=["Damai"])
    (week,) = city_week(day(1))[city.area("Damai")]
    assert week.windows == (Window(day(2), day(3), 0),)


@pytest.mark.parametrize("ask", [city_water, city_week])
@pytest.mark.parametrize("at", [0.7, 1.2, 2.9, 3])
def test_the_whole_city_takes_one_statement(
    city: City, counting: Counting, ask: Callable[[datetime], object], at: float
) -> None:
    for number, name in enumerate(("Damai", "Prapatan", "Manggar", "Teritip")):
        city.zone(f"Z{number}", TURNS, whole=[name], partial=["Baru Ilir"])
    ask(day(at))
    with counting() as statements:
        ask(day(at))
    assert statements.count == 1


def test_a_place_takes_one_statement_and_none_where_no_zone_is(
    city: City, counting: Counting
) -> None:
    city.zone("A", TURNS, whole=["Damai"])
    here, elsewhere = city.area("Damai"), city.area("Teritip")
    water_due(here, NOW)
    with counting() as statements:
        water_due(here, NOW)
        water_due(elsewhere, NOW)
    assert statements.count == 1


def test_many_schedules_later_an_old_one_still_has_its_words(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zones, "_SCHEDULES_HELD", 1)
    zone = city.zone("A", TURNS, whole=["Damai"])
    city.publish(zone, replace(DRY, reason="Pipa pecah"), day(5))
    assert city.water("Damai", day(4.5)).reason == "Waduk surut"
    assert city.water("Damai", day(5.5)).reason == "Pipa pecah"


def test_a_publication_is_seen_by_the_next_request(city: City) -> None:
    zone = city.zone("A", whole=["Damai"])
    assert city.water("Damai", NOW).due
    city.publish(zone, replace(DRY, reason="Pipa pecah"))
    assert city.water("Damai", NOW).reason == "Pipa pecah"
