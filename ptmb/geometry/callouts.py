"""Where markers stand so that none hides the area it marks."""

from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from ptmb.geometry.drawing import AreaShape, Callout, Frame, MapDrawing, Spot

_CLEARANCE = 1.25
"""Times the radius of a marker: how far its middle keeps from land, edge and inset."""


def placed(
    areas: Sequence[AreaShape], drawing: MapDrawing, marker: float, keep_clear: Frame | None
) -> tuple[Callout, ...]:
    """In the order asked for; roomy areas keep their marker, small ones send it to the water."""
    free = _free_water(drawing, marker * _CLEARANCE, keep_clear)
    callouts = []
    for area in areas:
        if area.room >= marker:
            callouts.append(Callout(area.area_id, area.label, None))
            continue
        spot, anchor = _called_out(area, free)
        free = _without(free, spot, marker)
        callouts.append(Callout(area.area_id, spot, anchor))
    return tuple(callouts)


def _free_water(drawing: MapDrawing, clearance: float, keep_clear: Frame | None) -> BaseGeometry:
    """Where the middle of a marker may stand with nothing else under it."""
    view = _rectangle(drawing.view).buffer(-clearance)
    free = shapely.difference(view, drawing.land.buffer(clearance))
    if keep_clear is None:
        return free
    return shapely.difference(free, _rectangle(keep_clear).buffer(clearance))


def _called_out(area: AreaShape, free: BaseGeometry) -> tuple[Spot, Spot | None]:
    if free.is_empty:
        return area.label, None
    nearest = shapely.shortest_line(free, shapely.Point(area.label)).coords[0]
    return Spot(round(nearest[0]), round(nearest[1])), area.label


def _without(free: BaseGeometry, spot: Spot, marker: float) -> BaseGeometry:
    return shapely.difference(free, shapely.Point(spot).buffer(2 * marker * _CLEARANCE))


def _rectangle(frame: Frame) -> BaseGeometry:
    return shapely.box(frame.x, frame.y, frame.x + frame.width, frame.y + frame.height)
