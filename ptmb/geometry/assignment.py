"""The areas of very many points at once, by the rule of `AreaIndex.locate`."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from ptmb.domain.geography import SNAP_M
from ptmb.geometry.plane import Plane, Shapes, shapes_of

Area = TypeVar("Area", bound=Hashable)
_NOWHERE = -1


def areas_around(
    lats: ArrayLike, lngs: ArrayLike, rows: Sequence[tuple[Area, str]]
) -> list[Area | None]:
    """For each point the area around it, or the nearest within `SNAP_M`, or None.

    Where areas overlap the first row wins. 100,000 points take some tenths of a second.
    """
    degrees = shapes_of([text for _, text in rows])
    plane = Plane.over(degrees)
    shapes = plane.flat(degrees)
    east = (np.asarray(lngs, dtype=float) - plane.lng) * plane.east_m
    north = (np.asarray(lats, dtype=float) - plane.lat) * plane.north_m
    points = np.asarray(shapely.points(east, north), dtype=object)
    found = _inside(points, shapes)
    outside = np.flatnonzero(found == len(rows))
    found[outside] = _nearest(points[outside], shapes)
    return [None if at == _NOWHERE else rows[at][0] for at in found.tolist()]


def _inside(points: Shapes, shapes: Shapes) -> NDArray[np.int64]:
    """The first shape around each point; the number of shapes stands for none."""
    # The tree holds the points, so that each large shape is prepared once and asked many times.
    shape, point = shapely.STRtree(points).query(shapes, predicate="intersects")
    first = np.full(len(points), len(shapes), dtype=np.int64)
    np.minimum.at(first, point, shape)
    return first


def _nearest(points: Shapes, shapes: Shapes) -> NDArray[np.int64]:
    first = np.full(len(points), len(shapes), dtype=np.int64)
    if points.size and shapes.size:
        tree = shapely.STRtree(shapes)
        point, shape = tree.query_nearest(points, max_distance=SNAP_M, all_matches=True)
        np.minimum.at(first, point, shape)
    first[first == len(shapes)] = _NOWHERE
    return first
