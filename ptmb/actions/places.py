"""What is known about the areas: a whole file of boundaries at once, or one area by hand."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from ptmb.actions import _audit, _catalogue
from ptmb.actions._catalogue import CatalogueChanged
from ptmb.actions._record import Incomplete
from ptmb.actions._resettling import Told, resettle, shut_out_other_writers
from ptmb.database import writing
from ptmb.domain.audit import AuditDeed
from ptmb.domain.roles import Actor
from ptmb.domain.words import N_
from ptmb.geometry.file import AreaFile, FileArea
from ptmb.models import Area, District

PARTS = 4
"""How often `apply_areas` tells that it got on."""


class FileRefused(Exception):
    """The file has errors, which its reader has already told."""


@dataclass(frozen=True)
class AreaDetails:
    """What may be changed by hand; without a `boundary` the present one stays."""

    name: str
    aliases: tuple[str, ...] = ()
    highland: bool = False
    approximate: bool = False
    connections: int | None = None
    boundary: FileArea | None = None


@dataclass(frozen=True)
class Applied:
    """What an area file did; `moved` complaints have another area now."""

    new: int
    changed: int
    moved: int


def change_area(
    area_id: int,
    details: AreaDetails,
    *,
    by: Actor | None,
    at: datetime,
    seen: str | None = None,
    address: str = "",
) -> int:
    """Change one area; how many complaints got another area by its new boundary.

    Args:
        seen: the mark of the area as the person saw it.

    Raises:
        CatalogueChanged: it is not like that any more.
        Incomplete: it has no name.
    """
    if not details.name.strip():
        raise Incomplete("name", N_("Isi nama wilayah."))
    with writing() as session:
        shut_out_other_writers(session)
        area = _catalogue.held(session, Area, area_id, seen)
        _apply(area, details)
        changed = _catalogue.changed_columns(area)
        if not changed:
            return 0
        moved = resettle(session) if "geometry" in changed or "approximate" in changed else 0
        _catalogue.raise_edition(session)
        _audit.add(
            session, AuditDeed.AREA_CHANGED, area.code, by=by, at=at, address=address,
            detail=changed,
        )  # fmt: skip
        return moved


def apply_areas(
    file: AreaFile,
    *,
    by: Actor | None,
    at: datetime,
    seen: int | None = None,
    address: str = "",
    told: Told = lambda: None,
) -> Applied:
    """Take over every area of a file at once and move the complaints to their new areas.

    Areas that the file leaves out stay as they are.

    Args:
        by: None for the command line.
        seen: the edition of the catalogue that the person compared the file with.
        told: called after each of the PARTS of the work.

    Raises:
        CatalogueChanged: the catalogue is of another edition now.
        FileRefused: the file has errors.
    """
    if not file.acceptable:
        raise FileRefused
    with writing() as session:
        shut_out_other_writers(session)
        if seen is not None and seen != _catalogue.edition(session):
            raise CatalogueChanged
        new, changed = _take_over(session, file)
        told()
        applied = Applied(new, changed, resettle(session, told))
        _catalogue.raise_edition(session)
        _audit.add(
            session, AuditDeed.AREAS_IMPORTED, by=by, at=at, address=address,
            detail=f"wilayah baru {new}, berubah {changed}; aduan pindah {applied.moved}",
        )  # fmt: skip
        return applied


def _apply(area: Area, details: AreaDetails) -> None:
    area.name = details.name.strip()
    area.aliases = list(details.aliases)
    area.highland, area.approximate = details.highland, details.approximate
    area.connections = details.connections
    if details.boundary and details.boundary.geometry != area.geometry:
        _redraw(area, details.boundary)


def _redraw(area: Area, boundary: FileArea) -> None:
    area.geometry = boundary.geometry
    area.latitude, area.longitude = boundary.centre.lat, boundary.centre.lng


def _take_over(session: Session, file: AreaFile) -> tuple[int, int]:
    """How many areas are new, and how many of those that were there are not as they were."""
    present = {
        row.code: row for row in session.scalars(select(Area).options(undefer(Area.geometry)))
    }
    districts = _districts(session, file)
    new = changed = 0
    for one in file.areas:
        area = present.get(one.code) or Area(code=one.code, aliases=[])
        area.name, area.district_id, area.approximate = one.name, districts[one.district], False
        if area.geometry != one.geometry:
            _redraw(area, one)
        if one.code not in present:
            session.add(area)
            new += 1
        elif _catalogue.changed_columns(area):
            changed += 1
        session.flush()  # one by one: the ids are in the order of the file
    return new, changed


def _districts(session: Session, file: AreaFile) -> dict[str, int]:
    """The id of each district by its name; those that the city does not have yet are made."""
    known = {district.name: district.id for district in session.scalars(select(District))}
    for area in file.areas:
        if area.district not in known:
            district = District(code=_district_code(session, area), name=area.district)
            session.add(district)
            session.flush()
            known[district.name] = district.id
    return known


def _district_code(session: Session, area: FileArea) -> str:
    """The area's code without its last part, as the ministry numbers them; else the name."""
    code = area.code.rpartition(".")[0] or area.district[:32]
    taken = set(session.scalars(select(District.code)))
    numbered = (f"{code[:28]}-{number}" for number in range(2, 1000))
    return code if code not in taken else next(one for one in numbered if one not in taken)
