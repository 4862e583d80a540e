"""The materials that officers choose from, as the administrator wishes them."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ptmb.actions import _audit, _catalogue
from ptmb.actions._record import Incomplete
from ptmb.database import writing
from ptmb.domain.audit import AuditDeed
from ptmb.domain.roles import Actor
from ptmb.domain.words import N_
from ptmb.models import Material

_TAKEN = N_("Nama ini sudah dipakai.")


@dataclass(frozen=True)
class MaterialDetails:
    """`unit` is what its quantity counts; the smaller `position` stands first."""

    name_id: str
    name_en: str
    unit: str
    active: bool
    position: int


def create(details: MaterialDetails, by: Actor, at: datetime, address: str = "") -> int:
    """Add a material; its id. The same one sent twice is one.

    Raises:
        Incomplete: another one has its name.
    """
    with writing() as session:
        _catalogue.edition(session)  # two administrators take turns here
        there = _named(session, details)
        if there is None:
            there = Material(**asdict(details))
            session.add(there)
            session.flush()
            _done(session, there, "+", (by, at, address))
        elif any(getattr(there, name) != value for name, value in asdict(details).items()):
            raise Incomplete("name_id", _TAKEN)
        return there.id


def change(
    material_id: int,
    details: MaterialDetails,
    by: Actor,
    at: datetime,
    seen: str,
    address: str = "",
) -> None:
    """Change one, or switch it off. What was used of it stays.

    Raises:
        CatalogueChanged: it is not as it was seen any more.
        Incomplete: another one has its name.
    """
    with writing() as session:
        _catalogue.edition(session)
        material = _catalogue.held(session, Material, material_id, seen)
        other = _named(session, details, but=material_id)
        if other is not None:
            raise Incomplete("name_id", _TAKEN)
        for name, value in asdict(details).items():
            setattr(material, name, value)
        changed = _catalogue.changed_columns(material)
        if changed:
            _done(session, material, changed, (by, at, address))


def _named(session: Session, details: MaterialDetails, but: int = 0) -> Material | None:
    names = or_(Material.name_id == details.name_id, Material.name_en == details.name_en)
    return session.scalar(select(Material).where(names, Material.id != but).limit(1))


def _done(
    session: Session, material: Material, detail: str, who: tuple[Actor, datetime, str]
) -> None:
    by, at, address = who
    _catalogue.raise_edition(session)
    _audit.add(
        session, AuditDeed.MATERIAL_CHANGED, material.name_id, by=by, at=at,
        address=address, detail=detail,
    )  # fmt: skip
