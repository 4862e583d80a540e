"""What the demonstration's people need at hand: rows by name, keys, pictures, places."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from math import sqrt
from random import Random

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ptmb.actions._photos import NewPhoto
from ptmb.adapters.photo_store import PhotoStore
from ptmb.config import Settings
from ptmb.demo.pictures import draw_photo
from ptmb.domain.city import AREAS
from ptmb.domain.geography import Point
from ptmb.domain.materials import Used
from ptmb.domain.reference import ALPHABET, RANDOM_SIGNS, check_sign, written
from ptmb.domain.roles import Actor, Role
from ptmb.models import Area, Category, Crew, Material, Staff
from ptmb.queries.area_at import area_at

_KM_PER_DEGREE = 111.2
_SPREAD = 0.32
"""Of the root of the area's size: how far from its centre people live."""


@dataclass
class Stage:
    """Everything the scenes look up, read once."""

    random: Random
    categories: dict[str, Category]
    materials: dict[str, int]
    areas: dict[str, Area]
    officers: dict[int, Actor]
    crews: dict[int, str]
    operators: list[Actor]
    store: PhotoStore
    secret: str
    _keys: Random = field(default_factory=lambda: Random(1))
    _pictures: int = 0

    def key(self) -> str:
        """A key for a deed, the same each time the demonstration is made."""
        return f"demo{self._keys.getrandbits(112):028x}"

    def reference(self) -> str:
        signs = "".join(self.random.choice(ALPHABET) for _ in range(RANDOM_SIGNS))
        return written(signs + check_sign(signs))

    def point_in(self, area: Area) -> Point:
        """A point near the centre that the map puts into this very area."""
        km = next(sqrt(one.km2) for one in AREAS if one.code == area.code)
        reach = min(km * _SPREAD, 2.5) / _KM_PER_DEGREE
        for _ in range(40):
            lat = area.latitude + self.random.uniform(-reach, reach)
            lng = area.longitude + self.random.uniform(-reach, reach)
            point = Point(round(lat, 6), round(lng, 6))
            found = area_at(point)
            if found and found.id == area.id:
                return point
        return Point(area.latitude, area.longitude)

    def picture(self, category: str, at: datetime, *, after: bool = False) -> NewPhoto:
        """A picture drawn and stored like one from a phone."""
        self._pictures += 1
        staged = self.store.stage(draw_photo(category, self._pictures, after=after), at=at)
        return NewPhoto(
            staged.token,
            staged.width,
            staged.height,
            staged.size_bytes,
            staged.sha256,
            staged.dhash,
            taken_at=at,
        )

    def used(self, rows: Sequence[tuple[str, str]]) -> list[Used]:
        """Materials by the names a new installation starts with, and how much of each."""
        return [Used(self.materials[name], Decimal(quantity)) for name, quantity in rows]

    def somebody_for(self, area: Area) -> Actor:
        """An officer who serves this area."""
        return self.random.choice([one for one in self.officers.values() if area.id in one.areas])


def build_stage(session: Session, seed: int) -> Stage:
    """Read the rows the demonstration plays with."""
    settings: Settings = current_app.config["PTMB"]
    staff = session.scalars(select(Staff).options(selectinload(Staff.areas)).order_by(Staff.id))
    people = [(one.role, one.actor()) for one in staff]
    return Stage(
        random=Random(f"stage {seed}"),
        categories={one.code: one for one in session.scalars(select(Category))},
        materials={one.name_id: one.id for one in session.scalars(select(Material))},
        areas={one.name: one for one in session.scalars(select(Area))},
        officers={one.staff_id or 0: one for role, one in people if role is Role.OFFICER},
        crews={one.id: one.name for one in session.scalars(select(Crew))},
        operators=[one for role, one in people if role is Role.OPERATOR],
        store=PhotoStore(settings.storage),
        secret=settings.secret_key,
        _keys=Random(f"keys {seed}"),
    )
