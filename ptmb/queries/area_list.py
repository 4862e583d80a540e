"""The areas as the administrator sees them: each one with all that is known of it."""

import json
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import undefer

from ptmb.extensions import db
from ptmb.geometry.file import PresentArea
from ptmb.models import Area


def area_list() -> Sequence[Area]:
    """Every area with its district, without boundaries, in the order of districts and names."""
    return sorted(
        db.session.scalars(select(Area)), key=lambda area: (area.district.name, area.name)
    )


def area_by_code(code: str) -> Area | None:
    """One area with its boundary."""
    return db.session.scalar(select(Area).where(Area.code == code).options(undefer(Area.geometry)))


def present_areas() -> list[PresentArea]:
    """Code, name and boundary of every area."""
    rows = db.session.execute(select(Area.code, Area.name, Area.geometry).order_by(Area.id))
    return [PresentArea(row.code, row.name, row.geometry) for row in rows]


def areas_as_geojson() -> str:
    """All areas as a FeatureCollection, one feature a line; `ptmb areas import` reads it back."""
    areas = db.session.scalars(select(Area).options(undefer(Area.geometry)).order_by(Area.code))
    features = [
        f'{{"type":"Feature","properties":{_properties(area)},"geometry":{area.geometry}}}'
        for area in areas
    ]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"


def _properties(area: Area) -> str:
    said = {
        "code": area.code,
        "name": area.name,
        "district": area.district.name,
        "aliases": area.aliases,
    }
    return json.dumps(said, ensure_ascii=False)
