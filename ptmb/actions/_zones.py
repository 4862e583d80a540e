"""What is known of a zone, put into its rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer
from sqlalchemy.orm.attributes import flag_modified

from ptmb.actions._catalogue import CatalogueChanged
from ptmb.actions._refusals import Incomplete
from ptmb.domain.words import N_
from ptmb.geometry.file import FileArea
from ptmb.models import Zone, ZoneArea

_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,31}")
_LONGEST_NAME = 120
_LONGEST_RECOVERY_MINUTES = 3 * 24 * 60


@dataclass(frozen=True)
class ZoneDetails:
    """A zone as the desk wishes it.

    `areas` tells for each area id whether only a part of it belongs to the zone. `places` are
    {"name": ..., "aliases": [...], "area": code}. Without a `boundary` the present one stays,
    unless `erase_boundary`.
    """

    code: str
    name: str
    plant_id: int | None = None
    highland: bool = False
    recovery_minutes: int = 0
    connections: int | None = None
    active: bool = True
    places: tuple[dict[str, Any], ...] = ()
    areas: Mapping[int, bool] = field(default_factory=dict)
    boundary: FileArea | None = None
    erase_boundary: bool = False


def checked(details: ZoneDetails) -> None:
    """Raises Incomplete when the zone lacks something."""
    name = details.name.strip()
    if not name or len(name) > _LONGEST_NAME:
        raise Incomplete("name", N_("Isi nama zona, paling panjang 120 huruf."))
    if not _CODE.fullmatch(details.code.strip().upper()):
        raise Incomplete("code", N_("Pakai huruf besar, angka, atau tanda hubung."))
    if not 0 <= details.recovery_minutes <= _LONGEST_RECOVERY_MINUTES:
        raise Incomplete("recovery_minutes", N_("Waktu pulih paling lama tiga hari."))
    if details.connections is not None and details.connections < 0:
        raise Incomplete("connections", N_("Jumlah sambungan tidak boleh kurang dari nol."))


def held(session: Session, zone_id: int | None, details: ZoneDetails, seen: int | None) -> Zone:
    """The zone to fill, locked; a new one where no zone is named.

    Raises:
        CatalogueChanged: it is not of the version that the person saw.
        Incomplete: the code of the new one belongs to another zone.
    """
    if zone_id is not None:
        zone = locked(session, zone_id)
        if seen is not None and seen != zone.version:
            raise CatalogueChanged
        return zone
    code = details.code.strip().upper()
    there = session.scalar(select(Zone).where(Zone.code == code).options(undefer(Zone.geometry)))
    if there is not None and not _same(there, details):
        raise Incomplete("code", N_("Kode ini sudah dipakai."))
    return there or Zone(code=code, name="", highland=False, recovery_minutes=0, places=[])


def fill(zone: Zone, details: ZoneDetails) -> bool:
    """Put the details into the row, and its areas beside it; whether that changed anything."""
    if _same(zone, details):
        return False
    zone.code, zone.name = details.code.strip().upper(), details.name.strip()
    zone.plant_id, zone.highland = details.plant_id, details.highland
    zone.recovery_minutes, zone.connections = details.recovery_minutes, details.connections
    zone.active, zone.places = details.active, [dict(place) for place in details.places]
    zone.geometry = _geometry(zone, details)
    _fill_areas(zone, details)
    flag_modified(zone, "name")  # its version must rise even when only its areas changed
    return True


def locked(session: Session, zone_id: int) -> Zone:
    """The zone, held until the end of the transaction: its plans change one after the other."""
    return session.get_one(
        Zone,
        zone_id,
        populate_existing=True,
        with_for_update={"of": Zone},
        options=[undefer(Zone.geometry)],
    )


def _same(zone: Zone, details: ZoneDetails) -> bool:
    present = ZoneDetails(
        zone.code,
        zone.name,
        zone.plant_id,
        zone.highland,
        zone.recovery_minutes,
        zone.connections,
        zone.active,
        tuple(zone.places),
        {one.area_id: one.partial for one in zone.areas},
    )
    wished = replace(
        details,
        code=details.code.strip().upper(),
        name=details.name.strip(),
        boundary=None,
        erase_boundary=False,
    )
    return present == wished and _geometry(zone, details) == zone.geometry


def _geometry(zone: Zone, details: ZoneDetails) -> str | None:
    if details.boundary:
        return details.boundary.geometry
    return None if details.erase_boundary else zone.geometry


def _fill_areas(zone: Zone, details: ZoneDetails) -> None:
    present = {one.area_id: one for one in zone.areas}
    for area_id, partial in details.areas.items():
        if area_id in present:
            present[area_id].partial = partial
        else:
            zone.areas.append(ZoneArea(area_id=area_id, partial=partial))
    zone.areas = [one for one in zone.areas if one.area_id in details.areas]
