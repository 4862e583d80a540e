"""Turns boundaries into short path texts on a grid, neighbours still sharing their edges."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ptmb.domain.geography import Box, Point
from ptmb.geometry.drawing import WIDTH, AreaShape, Frame, MapDrawing, Spot
from ptmb.geometry.plane import Plane, Shapes, shapes_of

_TOLERANCE = 1.5
"""Units: corners that stand out less than a triangle of this size squared are left out."""
_SMALLEST_RING = 3
_NOWHERE = Box(south=0.0, west=0.0, north=0.01, east=0.02)
"""The view of a city that has no areas yet."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Units of the drawing over the plane of the city: x to the right, y downwards."""

    plane: Plane
    left_m: float
    top_m: float
    metres: float
    """Of one unit."""

    def spot(self, point: Point) -> Spot:
        east, north = self.plane.xy(point.lat, point.lng)
        x, y = (east - self.left_m) / self.metres, (self.top_m - north) / self.metres
        return Spot(round(x), round(y))

    def units(self, flat: Shapes) -> Shapes:
        scaled: Shapes = shapely.transform(
            flat, lambda xy: (xy - [self.left_m, self.top_m]) * [1 / self.metres, -1 / self.metres]
        )
        return scaled


def drawn(rows: list[tuple[int, str]], crop: Box | None) -> MapDrawing:
    degrees = shapes_of([text for _, text in rows])
    everything = _everything(degrees, crop)
    sheet = _sheet(Plane.over(degrees), everything, crop or everything)
    exact = sheet.units(sheet.plane.flat(degrees))
    grid = shapely.transform(shapely.coverage_simplify(exact, _TOLERANCE), np.rint)

    view = _frame(sheet, crop or everything)
    window = shapely.box(view.x, view.y, view.x + view.width, view.y + view.height)
    areas = tuple(
        _area_shape(area_id, snapped, fine, window)
        for (area_id, _), snapped, fine in zip(rows, grid, exact, strict=True)
    )
    land = shapely.union_all(shapely.make_valid(grid))
    return MapDrawing(areas, view, _frame(sheet, everything), sheet, land)


def _everything(degrees: Shapes, crop: Box | None) -> Box:
    """Every area and the crop, so that the inset shows the whole frame of the view."""
    boxes = [tuple(box) for box in shapely.bounds(degrees)]
    if crop or not boxes:
        extra = crop or _NOWHERE
        boxes.append((extra.west, extra.south, extra.east, extra.north))
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return Box(float(min(souths)), float(min(wests)), float(max(norths)), float(max(easts)))


def _sheet(plane: Plane, everything: Box, view: Box) -> Sheet:
    """The zero point is the corner of everything, so that few numbers carry a minus."""
    west, east = plane.xy(0.0, view.west)[0], plane.xy(0.0, view.east)[0]
    left, top = plane.xy(everything.north, everything.west)
    return Sheet(plane, left, top, (east - west) / WIDTH)


def _frame(sheet: Sheet, box: Box) -> Frame:
    """The box in units; north-west and south-east corners hold for this projection."""
    left, top = sheet.spot(Point(box.north, box.west))
    right, bottom = sheet.spot(Point(box.south, box.east))
    return Frame(left, top, right - left, bottom - top)


def _area_shape(
    area_id: int, shape: BaseGeometry, exact: BaseGeometry, window: BaseGeometry
) -> AreaShape:
    path = path_of(shape)
    if not path:
        middle = _spot(exact.centroid)
        return AreaShape(area_id, f"M{middle.x} {middle.y}h1v1h-1z", middle, 0.0)
    visible = max(
        shapely.get_parts(shapely.intersection(shapely.make_valid(shape), window)),
        key=shapely.area,
        default=shapely.Polygon(),
    )
    if visible.area == 0.0:
        return AreaShape(area_id, path, _spot(shape.centroid), 0.0)
    radius = shapely.maximum_inscribed_circle(visible, tolerance=0.5)
    return AreaShape(area_id, path, _spot(radius.interpolate(0.0)), round(float(radius.length), 1))


def path_of(shape: BaseGeometry) -> str:
    """The shape as one path text; empty when nothing of it is left on the grid."""
    return "".join(_ring(ring) for ring in _rings(shape))


def _spot(point: BaseGeometry) -> Spot:
    return Spot(round(shapely.get_x(point)), round(shapely.get_y(point)))


def _rings(shape: BaseGeometry) -> Iterator[list[tuple[int, int]]]:
    """Rings that still enclose something on the grid, holes turning against their shells."""
    for polygon in shapely.get_parts(shapely.orient_polygons(shape)):
        for ring in shapely.get_rings(polygon):
            corners = shapely.get_coordinates(ring).astype(int).tolist()
            apart = [
                (x, y)
                for (x, y), before in zip(corners[1:], corners, strict=False)
                if [x, y] != before
            ]
            if len(set(apart)) >= _SMALLEST_RING:
                yield apart


def _ring(corners: list[tuple[int, int]]) -> str:
    """One closed subpath: absolute start, then relative steps; z draws the last one."""
    steps = [(x - before_x, y - before_y) for (before_x, before_y), (x, y) in pairwise(corners)]
    numbers = "".join(f"{n}" if n < 0 else f" {n}" for step in steps for n in step)
    return f"M{corners[0][0]} {corners[0][1]}l{numbers.lstrip()}z"
