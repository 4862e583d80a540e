"""An area file (GeoJSON) as a frozen proposal: what it holds, what is wrong, what would change."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ptmb.domain.geography import Point
from ptmb.geometry.findings import Finding


class PresentArea(NamedTuple):
    """An area as it stands now; `geometry` is GeoJSON text."""

    code: str
    name: str
    geometry: str


@dataclass(frozen=True, slots=True)
class FileArea:
    """An area as the file would have it; `centre` lies inside, `geometry` is GeoJSON text."""

    code: str
    name: str
    district: str
    geometry: str
    centre: Point
    km2: float


@dataclass(frozen=True)
class AreaFile:
    """`areas` are those that could be read, so that even a refused file can be drawn."""

    areas: tuple[FileArea, ...] = ()
    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    new_codes: tuple[str, ...] = ()
    missing_codes: tuple[str, ...] = ()

    @property
    def acceptable(self) -> bool:
        """Whether it may replace the present areas; warnings are for a person to weigh."""
        return not self.errors


def read_area_file(raw: bytes, *, present: Iterable[PresentArea] = ()) -> AreaFile:
    """What the bytes propose, measured against the areas of today.

    No content raises. Ask a file's size first: above `json_text.MAX_BYTES` it is refused unread.
    """
    # Only whoever imports areas pays for it.
    from ptmb.geometry.proposal import proposal  # noqa: PLC0415  loads shapely

    return proposal(raw, list(present))
