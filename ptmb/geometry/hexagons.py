"""The hexagons of the heat map: cells of H3 (Uber, h3geo.org), equal everywhere in a city."""

import re

RESOLUTION = 8
"""Edges of about 530 m, 0.74 km² each (h3geo.org, tables of cell statistics)."""
_WRITTEN = re.compile("[0-9a-f]{15}")


def hexagon(latitude: float, longitude: float) -> str:
    """The cell around a point in WGS 84 degrees, 15 letters."""
    from h3 import latlng_to_cell  # noqa: PLC0415  not every process meets a point

    found: str = latlng_to_cell(latitude, longitude, RESOLUTION)
    return found


def corners(cell: str) -> list[tuple[float, float]]:
    """Its six corners as (latitude, longitude), WGS 84 degrees.

    Raises:
        ValueError: it is no cell.
    """
    from h3 import cell_to_boundary, is_valid_cell  # noqa: PLC0415  only the heat map needs them

    if not is_valid_cell(cell):
        raise ValueError(cell)
    return [(latitude, longitude) for latitude, longitude in cell_to_boundary(cell)]


def middle(cell: str) -> tuple[float, float]:
    """Its middle as (latitude, longitude), WGS 84 degrees.

    Raises:
        ValueError: it is no cell.
    """
    from h3 import cell_to_latlng  # noqa: PLC0415  as above

    latitude, longitude = cell_to_latlng(cell)
    return latitude, longitude


def is_hexagon(text: str) -> bool:
    """Whether somebody wrote a cell of the size that is counted, as `hexagon` writes it."""
    from h3 import get_resolution, is_valid_cell  # noqa: PLC0415  as above

    if not _WRITTEN.fullmatch(text):
        return False  # h3 raises OverflowError at a number that is negative or too long
    return bool(is_valid_cell(text)) and get_resolution(text) == RESOLUTION
