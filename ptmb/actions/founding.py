"""What every installation starts with: the city, its categories, sentences, materials and zones."""

import secrets
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ptmb.actions._catalogue import NAME, ZONES
from ptmb.database import writing
from ptmb.domain.categories import DEFAULT_CATEGORIES
from ptmb.domain.city import AREAS, DISTRICTS, OUTLINE, CityArea
from ptmb.domain.city_plants import PLANTS, CityZone
from ptmb.domain.city_reservoirs import MARKS_SINCE, RESERVOIRS, CityReservoir
from ptmb.domain.materials import DEFAULT_MATERIALS
from ptmb.domain.replies import DEFAULT_REPLIES
from ptmb.extensions import db
from ptmb.geometry.cells import approximate_cells
from ptmb.models import (
    Area,
    CannedReply,
    Category,
    District,
    Edition,
    Material,
    Plant,
    Reservoir,
    ReservoirThreshold,
    Setting,
    Zone,
    ZoneArea,
)

INSTALLATION = "installation"
"""The setting that tells one installation's database from every other."""
_HIGH_GROUND = {
    "Batu Ampar",
    "Gunung Bahagia",
    "Gunung Samarinda",
    "Gunung Sari Ulu",
    "Karang Rejo",
    "Muara Rapak",
    "Sumber Rejo",
}
"""Where the press again and again finds houses that water reaches last."""


def found_city() -> bool:
    """Store the city in one transaction when the database has none; whether it did.

    Two that start together are one founding: the second finds the city there, or (PostgreSQL
    lets both write) meets the first one's codes and leaves it at that.
    """
    cells = approximate_cells({area.code: area.centre for area in AREAS}, OUTLINE)
    try:
        return _found(cells)
    except IntegrityError:
        return False


def found_supply() -> bool:
    """Store plants, zones and reservoirs where an older installation has none; whether it did.

    Zones are changed by the desk afterwards: what it once stored is never stored again.
    """
    if db.session.get(Edition, ZONES) is not None:
        return False
    try:
        with writing() as session:
            return _found_supply(session)
    except IntegrityError:
        return False


def _found(cells: dict[str, str]) -> bool:
    with writing() as session:
        if session.scalar(select(Area.id).limit(1)) is not None:
            return False
        districts = {code: District(code=code, name=name) for code, name in DISTRICTS.items()}
        session.add_all(districts.values())
        session.flush()
        session.add_all(_area(area, districts, cells[area.code]) for area in AREAS)
        session.add_all(
            Category(**asdict(one), position=at) for at, one in enumerate(DEFAULT_CATEGORIES)
        )
        session.add_all(_replies())
        session.add_all(
            Material(**asdict(one), position=10 * at)  # with room for another between two
            for at, one in enumerate(DEFAULT_MATERIALS, 1)
        )
        session.add(Edition(name=NAME, number=1))
        session.add(Setting(name=INSTALLATION, text=secrets.token_hex(16)))
        session.flush()
        _found_supply(session)
        return True


def _found_supply(session: Session) -> bool:
    if session.get(Edition, ZONES) is not None:
        return False
    areas = {name: id_ for id_, name in session.execute(select(Area.id, Area.name))}
    for city_plant in PLANTS:
        plant = Plant(
            code=city_plant.code, name=city_plant.name, capacity_lps=city_plant.capacity_lps
        )
        session.add(plant)
        session.flush()
        session.add_all(_zone(one, plant.id, areas) for one in city_plant.zones)
    for place, city_reservoir in enumerate(RESERVOIRS):
        session.add(reservoir := _reservoir(city_reservoir, place))
        session.flush()
        session.add_all(
            ReservoirThreshold(
                reservoir_id=reservoir.id, kind=kind, level=level, valid_from=MARKS_SINCE
            )
            for kind, level in city_reservoir.marks
        )
    session.add(Edition(name=ZONES, number=1))
    return True


def _reservoir(one: CityReservoir, place: int) -> Reservoir:
    return Reservoir(
        code=one.code,
        name=one.name,
        gauge=one.gauge,
        lowest=one.lowest,
        highest=one.highest,
        main=one.main,
        position=place,
    )


def _zone(zone: CityZone, plant_id: int, areas: dict[str, int]) -> Zone:
    """Areas that the installation calls otherwise are left out."""
    served = dict.fromkeys(zone.whole, False) | dict.fromkeys(zone.partial, True)
    return Zone(
        code=zone.code,
        name=zone.name,
        plant_id=plant_id,
        highland=zone.highland,
        recovery_minutes=zone.recovery_minutes,
        places=[
            {"name": name, "aliases": list(aliases), "area": ""} for name, aliases in zone.places
        ],
        areas=[
            ZoneArea(area_id=areas[name], partial=partial)
            for name, partial in served.items()
            if name in areas
        ],
    )


def _area(area: CityArea, districts: dict[str, District], geometry: str) -> Area:
    return Area(
        code=area.code,
        name=area.name,
        district_id=districts[area.district_code].id,
        aliases=list(area.aliases),
        latitude=area.centre.lat,
        longitude=area.centre.lng,
        geometry=geometry,
        approximate=True,
        highland=area.name in _HIGH_GROUND,
    )


def _replies() -> list[CannedReply]:
    return [
        CannedReply(
            title=one.title,
            text_id=one.text_id,
            text_en=one.text_en,
            used_for=one.used_for.value if one.used_for else "",
        )
        for one in DEFAULT_REPLIES
    ]
