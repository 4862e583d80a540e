"""A small map of one area with what lies around it, for a page that must stay light."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ptmb.domain.geography import Point
from ptmb.geometry.drawing import AreaRows, Frame, Spot
from ptmb.geometry.held import Held

if TYPE_CHECKING:
    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry

    from ptmb.geometry.outlines import Sheet
    from ptmb.geometry.plane import Shapes

VIEW = Frame(0, 0, 328, 164)
"""As wide as a small telephone shows it, so that a unit is a pixel there."""
_MARGIN = 1.1
_TOLERANCE = 2.0
"""Units; see geometry.outlines."""


@dataclass(frozen=True)
class LocatorMap:
    """`own` is the path of the area, `around` one path of all others that are in view.

    `rooms` are spots of the others with the radius of the largest circle around them, the roomiest
    first, by area id.
    """

    own: str
    around: str
    rooms: tuple[tuple[int, Spot, float], ...]
    sheet: "Sheet" = field(repr=False, compare=False)

    def spot(self, point: Point) -> Spot | None:
        """Where a place stands on the map; None outside of it."""
        x, y = self.sheet.spot(point)
        inside = VIEW.x <= x <= VIEW.width and VIEW.y <= y <= VIEW.height
        return Spot(x, y) if inside else None


_areas: "Held[tuple[list[int], Shapes]]" = Held()
_maps: Held[LocatorMap | None] = Held()


def locator_map(edition: Hashable, area_id: int, rows: Callable[[], AreaRows]) -> LocatorMap | None:
    """The map of this area, drawn once for each edition of the areas; None for an unknown one."""
    return _maps.get(edition, area_id, lambda: _drawn(area_id, *_read(edition, rows)))


def _read(edition: Hashable, rows: Callable[[], AreaRows]) -> "tuple[list[int], Shapes]":
    # Only a process that is asked for a map pays for it.
    from ptmb.geometry.plane import shapes_of  # noqa: PLC0415  loads shapely

    def read() -> "tuple[list[int], Shapes]":
        found = list(rows())
        return [area_id for area_id, _ in found], shapes_of([text for _, text in found])

    return _areas.get(edition, None, read)


def _drawn(area_id: int, ids: list[int], degrees: "Shapes") -> LocatorMap | None:
    import numpy as np  # noqa: PLC0415  as above
    import shapely  # noqa: PLC0415  as above

    if area_id not in ids:
        return None
    own = ids.index(area_id)
    sheet = _sheet(degrees, own)
    exact = sheet.units(sheet.plane.flat(degrees))
    thin = shapely.make_valid(shapely.coverage_simplify(exact, _TOLERANCE))
    window = shapely.box(-2, -2, VIEW.width + 2, VIEW.height + 2)
    seen = shapely.intersection(thin, window)
    grid = shapely.transform(seen, np.rint)
    around = _path(shape for place, shape in enumerate(grid) if place != own)
    others = {ids[place]: shape for place, shape in enumerate(seen) if place != own}
    rooms = sorted(_rooms(others), key=lambda room: -room[2])
    return LocatorMap(_path([grid[own]]), around, tuple(rooms), sheet)


def _rooms(shapes: "dict[int, BaseGeometry]") -> "Iterator[tuple[int, Spot, float]]":
    import shapely  # noqa: PLC0415  as above

    for area_id, shape in shapes.items():
        part = max(_polygons(shape), key=shapely.area, default=None)
        if part is not None:
            radius = shapely.maximum_inscribed_circle(part, tolerance=1.0)
            x, y = radius.coords[0]
            yield area_id, Spot(round(x), round(y)), float(radius.length)


def _sheet(degrees: "Shapes", own: int) -> "Sheet":
    """The area in the middle of the view, as large as it fits."""
    import shapely  # noqa: PLC0415  as above

    from ptmb.geometry.outlines import Sheet  # noqa: PLC0415  as above
    from ptmb.geometry.plane import Plane  # noqa: PLC0415  as above

    plane = Plane.over(degrees)
    box = shapely.bounds(plane.flat(degrees)[own])
    west, south, east, north = (float(edge) for edge in box)
    metres = _MARGIN * max((east - west) / VIEW.width, (north - south) / VIEW.height)
    left = (west + east) / 2 - metres * VIEW.width / 2
    top = (south + north) / 2 + metres * VIEW.height / 2
    return Sheet(plane, left, top, metres)


def _path(shapes: "Iterable[BaseGeometry]") -> str:
    from ptmb.geometry.outlines import path_of  # noqa: PLC0415  as above

    return "".join(path_of(part) for shape in shapes for part in _polygons(shape))


def _polygons(shape: "BaseGeometry") -> "Iterator[Polygon]":
    """Without the lines, points and nothings that a cut may leave."""
    import shapely  # noqa: PLC0415  as above

    parts = shapely.get_parts(shape)
    return (one for one in parts if isinstance(one, shapely.Polygon) and not one.is_empty)
