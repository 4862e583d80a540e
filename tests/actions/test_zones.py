"""Zones are made and changed by hand; a city begins with those of its plants."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import delete, func, select

from ptmb.actions.founding import found_supply
from ptmb.actions.rationing import CatalogueChanged, Incomplete, ZoneDetails, save_zone
from ptmb.domain.audit import AuditDeed
from ptmb.domain.city_plants import PLANTS
from ptmb.domain.roles import Actor, Role
from ptmb.domain.water_plans import WITA
from ptmb.extensions import db
from ptmb.models import (
    AuditEntry,
    Edition,
    Plant,
    RationingSchedule,
    Reservoir,
    ReservoirThreshold,
    Zone,
    ZoneArea,
)
from tests.people import Given

DESK = Actor(Role.OPERATOR)
NOW = datetime(2024, 2, 10, 14, 32, tzinfo=WITA)


def edition() -> int:
    number = db.session.scalar(select(Edition.number).where(Edition.name == "zones"))
    assert number is not None
    return number


def zone(code: str) -> Zone:
    return db.session.scalars(select(Zone).where(Zone.code == code)).one()


DETAILS = ZoneDetails("GB", "Gunung Bakaran", highland=True, recovery_minutes=180)


def test_a_zone_is_made_once_and_known_to_the_audit_log(given: Given) -> None:
    before = edition()
    area = given.area("Sepinggan")
    details = replace(
        DETAILS, areas={area.id: True}, places=({"name": "Gg. Mex", "aliases": [], "area": ""},)
    )
    made = save_zone(None, details, DESK, NOW)
    assert save_zone(None, details, DESK, NOW).id == made.id
    assert edition() == before + 1
    entries = db.session.scalars(select(AuditEntry)).all()
    assert [(one.deed, one.subject) for one in entries] == [(AuditDeed.ZONE_CHANGED, "GB")]


def test_a_code_belongs_to_one_zone(given: Given) -> None:
    save_zone(None, DETAILS, DESK, NOW)
    for zone_id, name in ((None, "Lain"), (zone("KD").id, "Kampung Damai")):
        with pytest.raises(Incomplete) as refusal:
            save_zone(zone_id, replace(DETAILS, name=name), DESK, NOW)
        assert refusal.value.field == "code"


def test_a_zone_changed_by_somebody_else_is_not_overwritten(given: Given) -> None:
    made = save_zone(None, DETAILS, DESK, NOW)
    version = made.version
    first, second = (given.area(name).id for name in ("Sepinggan", "Damai"))
    save_zone(made.id, replace(DETAILS, areas={first: False}), DESK, NOW, seen=version)
    with pytest.raises(CatalogueChanged):
        save_zone(made.id, replace(DETAILS, areas={second: True}), DESK, NOW, seen=version)
    pairs = db.session.scalars(select(ZoneArea).where(ZoneArea.zone_id == made.id)).all()
    assert [(one.area_id, one.partial) for one in pairs] == [(first, False)]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"code": "a b"}, "code"),
        ({"recovery_minutes": -1}, "recovery_minutes"),
        ({"connections": -1}, "connections"),
    ],
)
def test_a_zone_that_lacks_something_is_not_kept(
    given: Given, change: dict[str, object], field: str
) -> None:
    with pytest.raises(Incomplete) as refusal:
        save_zone(None, replace(DETAILS, **change), DESK, NOW)  # type: ignore[arg-type]  # by name
    assert refusal.value.field == field


def test_a_founded_city_knows_its_plants_and_announces_nothing(given: Given) -> None:
    assert db.session.scalar(select(func.count(Plant.id))) == len(PLANTS)
    assert db.session.scalar(select(func.count(RationingSchedule.id))) == 0
    pairs = db.session.scalars(select(ZoneArea)).all()
    assert len({one.area_id for one in pairs}) == 34


def test_no_two_plants_hold_the_whole_of_one_area() -> None:
    whole = [name for plant in PLANTS for one in plant.zones for name in one.whole]
    partial = {name for plant in PLANTS for one in plant.zones for name in one.partial}
    assert len(whole) == len(set(whole))
    assert partial.isdisjoint(whole)


def test_an_older_installation_gets_the_plants_once(given: Given) -> None:
    for table in (ZoneArea, Zone, Plant, ReservoirThreshold, Reservoir):
        db.session.execute(delete(table))
    db.session.execute(delete(Edition).where(Edition.name == "zones"))
    db.session.commit()
    assert found_supply()
    assert db.session.scalar(select(func.count(Zone.id))) == 5
    assert not found_supply()
