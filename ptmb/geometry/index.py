"""In which area a point lies, answered from memory in some millionths of a second."""

from collections.abc import Callable, Hashable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from ptmb.domain.geography import SNAP_M, is_wgs84
from ptmb.geometry.held import Held

if TYPE_CHECKING:
    from ptmb.geometry.plane import Plane, Shapes

AreaRows = Iterable[tuple[int, str]]
"""Id and GeoJSON text of every area."""


class Located(NamedTuple):
    """An area, and how many metres outside of it the point lies: 0.0 when inside."""

    area_id: int
    snapped_m: float


class AreaIndex:
    """Built once, then only read: any number of threads may ask at the same time."""

    def __init__(self, ids: list[int], shapes: "Shapes", plane: "Plane") -> None:
        """`shapes` lie flat on `plane`, in the order of `ids`."""
        import shapely  # noqa: PLC0415  loads numpy too: only who is asked for a place pays for it

        shapely.prepare(shapes)
        self._ids = ids
        self._shapes = shapes
        self._plane = plane
        self._boxes = [(number, *box) for number, box in enumerate(shapely.bounds(shapes).tolist())]
        self._tree = shapely.STRtree(shapes)
        self._point = shapely.points
        self._covers = shapely.intersects_xy

    @classmethod
    def from_rows(cls, rows: AreaRows) -> "AreaIndex":
        from ptmb.geometry.plane import Plane, shapes_of  # noqa: PLC0415  loads shapely

        ids, texts = [], []
        for area_id, text in rows:
            ids.append(area_id)
            texts.append(text)
        shapes = shapes_of(texts)
        plane = Plane.over(shapes)
        return cls(ids, plane.flat(shapes), plane)

    def locate(self, lat: float, lng: float) -> Located | None:
        """The area around the point, or else the nearest one within `SNAP_M`, or else None.

        On a shared border, and where areas overlap, the first row wins.
        """
        if not is_wgs84(lat, lng):
            return None
        x, y = self._plane.xy(lat, lng)
        # Some dozens of boxes: looking at each is faster than asking the tree.
        for number, west, south, east, north in self._boxes:
            within = west <= x <= east and south <= y <= north
            if within and self._covers(self._shapes[number], x, y):
                return Located(self._ids[number], 0.0)

        nearest, metres = self._tree.query_nearest(
            self._point(x, y), max_distance=SNAP_M, return_distance=True, all_matches=True
        )
        if not nearest.size:
            return None
        return Located(self._ids[int(nearest.min())], float(metres[0]))


_held: Held[AreaIndex] = Held()


def area_index(edition: Hashable, rows: Callable[[], AreaRows]) -> AreaIndex:
    """The index of this edition of the areas; `rows` is called only when it must be built."""
    return _held.get(edition, None, lambda: AreaIndex.from_rows(rows()))
