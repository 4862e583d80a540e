"""What rarely changes, held in memory: areas, categories, materials, settings, canned replies.

One short query per request asks whether anything changed; only then the rows are read again.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from ptmb.domain.settings import defaults
from ptmb.extensions import db
from ptmb.models import Area, CannedReply, Category, Material, Setting
from ptmb.models.area import BY_PRECEDENCE
from ptmb.queries.editions import Kept


@dataclass(frozen=True)
class AreaView:
    id: int
    code: str
    name: str
    district: str
    aliases: tuple[str, ...]
    latitude: float
    longitude: float
    approximate: bool
    highland: bool
    connections: int | None


@dataclass(frozen=True)
class Catalogue:
    """Frozen rows; safe to share between threads. `edition` changes whenever a row does."""

    edition: int
    areas: dict[int, AreaView]
    categories: dict[int, Category]
    settings: dict[str, str]
    replies: tuple[CannedReply, ...]
    materials: dict[int, Material]

    @property
    def districts(self) -> dict[str, list[AreaView]]:
        """Areas by district, both in alphabetical order, as select boxes want them."""
        found: dict[str, list[AreaView]] = {}
        for area in sorted(self.areas.values(), key=lambda one: (one.district, one.name)):
            found.setdefault(area.district, []).append(area)
        return found

    @property
    def offered(self) -> list[Category]:
        """Active categories in their order on the first step of a complaint."""
        active = [one for one in self.categories.values() if one.active]
        return sorted(active, key=lambda one: (not one.first, one.position))

    @property
    def stocked(self) -> list[Material]:
        """Active materials in their order on the officer's form."""
        return [one for one in self.materials.values() if one.active]

    @property
    def approximate(self) -> bool:
        """Whether any boundary is only an estimate ("batas perkiraan")."""
        return any(area.approximate for area in self.areas.values())

    def category(self, code: str) -> Category | None:
        return next((one for one in self.categories.values() if one.code == code), None)

    def area_name(self, area_id: int | None) -> str:
        area = self.areas.get(area_id or 0)
        return area.name if area else ""


def catalogue() -> Catalogue:
    """The present catalogue; asks the database at most once per request."""
    return kept.present()


def forget() -> None:
    """Drop this request's memo after a change, so that the next look reads anew."""
    kept.forget()


def area_geometries() -> list[tuple[int, str]]:
    """Area ids with their GeoJSON text, for the index and the map; the first one wins."""
    rows = db.session.execute(select(Area.id, Area.geometry).order_by(*BY_PRECEDENCE))
    return [(row[0], row[1]) for row in rows]


def _read(edition: int) -> Catalogue:
    session = db.session()
    categories = session.scalars(select(Category).order_by(Category.position)).all()
    replies = session.scalars(select(CannedReply).order_by(CannedReply.id)).all()
    materials = session.scalars(select(Material).order_by(Material.position, Material.id)).all()
    areas = session.scalars(select(Area).order_by(Area.name)).all()
    stored: dict[str, Any] = {row.name: row.text for row in session.scalars(select(Setting))}
    views = {area.id: _view(area) for area in areas}
    for row in (*categories, *replies, *materials):
        session.expunge(row)
    return Catalogue(
        edition,
        views,
        {one.id: one for one in categories},
        {**defaults(), **stored},
        tuple(replies),
        {one.id: one for one in materials},
    )


def _view(area: Area) -> AreaView:
    return AreaView(
        area.id,
        area.code,
        area.name,
        area.district.name,
        tuple(area.aliases),
        area.latitude,
        area.longitude,
        area.approximate,
        area.highland,
        area.connections,
    )


kept = Kept("catalogue", _read)
