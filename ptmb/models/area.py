"""Where people live: districts, their sub-districts, and the edition of everything cached."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ptmb.columns import Code, Key, Name
from ptmb.extensions import Model


class District(Model):
    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]


class Area(Model):
    """A kelurahan. `geometry` is GeoJSON text (Polygon or MultiPolygon, WGS 84)."""

    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    aliases: Mapped[list[str]] = mapped_column(default=list)
    latitude: Mapped[float]
    longitude: Mapped[float]
    geometry: Mapped[str] = mapped_column(Text, deferred=True)
    approximate: Mapped[bool] = mapped_column(default=True)
    highland: Mapped[bool] = mapped_column(default=False)
    connections: Mapped[int | None]

    district: Mapped[District] = relationship(lazy="joined", innerjoin=True)


BY_PRECEDENCE = (Area.approximate, Area.id.desc())
"""Where areas overlap: an official boundary before an estimate, a newer area before an older."""


class Edition(Model):
    """A counter for each cached set of rows; raised by the same transaction that changes them."""

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[int] = mapped_column(default=1)
