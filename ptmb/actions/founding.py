"""What every installation starts with: the city, its categories and ready sentences."""

import secrets
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ptmb.database import writing
from ptmb.domain.categories import DEFAULT_CATEGORIES
from ptmb.domain.city import AREAS, DISTRICTS, OUTLINE, CityArea
from ptmb.domain.replies import DEFAULT_REPLIES
from ptmb.geometry.cells import approximate_cells
from ptmb.models import Area, CannedReply, Category, District, Edition, Setting

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
        session.add(Edition(name="catalogue", number=1))
        session.add(Setting(name=INSTALLATION, text=secrets.token_hex(16)))
        return True


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
