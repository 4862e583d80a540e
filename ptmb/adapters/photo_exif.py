"""What the camera wrote beside the picture: which way is up, when, and where."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from PIL.ExifTags import GPS, IFD, Base
from PIL.Image import Exif, Image

from ptmb.domain.geography import Point

_log = logging.getLogger(__name__)
_Fact = TypeVar("_Fact")

_OFFSET_UNSAID = "+08:00"
"""WITA: a camera that names no zone is taken to show the city's time."""


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """`orientation` is Exif's 1 to 8, 1 being upright; `taken_at` is aware, in UTC."""

    orientation: int = 1
    taken_at: datetime | None = None
    position: Point | None = None


def read_facts(image: Image) -> PhotoFacts:
    """Read a loaded picture's Exif; what is absent or senseless is left at its default."""
    exif = _or(image.getexif, None)
    if exif is None:
        return PhotoFacts()
    return PhotoFacts(
        orientation=_or(lambda: _orientation(exif), 1),
        taken_at=_or(lambda: _taken_at(exif), None),
        position=_or(lambda: _position(exif), None),
    )


def _or(read: Callable[[], _Fact], otherwise: _Fact) -> _Fact:
    try:
        return read()
    # Cameras and editors write Exif of every shape: a bad entry must not cost the photo.
    except Exception as error:
        _log.info("Unreadable Exif in a photo: %r", error)
        return otherwise


def _orientation(exif: Exif) -> int:
    value = int(exif.get(Base.Orientation, 1))
    return value if 1 <= value <= 8 else 1


def _taken_at(exif: Exif) -> datetime | None:
    details = exif.get_ifd(IFD.Exif)
    local = details.get(Base.DateTimeOriginal)
    if not local:
        return None
    offset = str(details.get(Base.OffsetTimeOriginal) or _OFFSET_UNSAID).strip("\0 ")
    text = str(local).strip("\0 ")
    return datetime.strptime(f"{text} {offset}", "%Y:%m:%d %H:%M:%S %z").astimezone(UTC)


def _position(exif: Exif) -> Point | None:
    gps = exif.get_ifd(IFD.GPSInfo)
    if GPS.GPSLatitude not in gps or GPS.GPSLongitude not in gps:
        return None
    lat = _degrees(gps[GPS.GPSLatitude], negative=gps.get(GPS.GPSLatitudeRef) == "S")
    lng = _degrees(gps[GPS.GPSLongitude], negative=gps.get(GPS.GPSLongitudeRef) == "W")
    # Exactly 0, 0 is what cameras write when they had no fix.
    return Point(lat, lng) if (lat, lng) != (0, 0) else None


def _degrees(parts: tuple[float, float, float], *, negative: bool) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    size = degrees + minutes / 60 + seconds / 3600
    return round(-size if negative else size, 6)
