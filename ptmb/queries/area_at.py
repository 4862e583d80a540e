"""Which area a point lies in; a point up to 200 m outside belongs to the nearest."""

from ptmb.domain.geography import Point
from ptmb.geometry.index import area_index
from ptmb.queries.catalogue import AreaView, area_geometries, catalogue


def area_at(point: Point) -> AreaView | None:
    """The area of a point, or None when it is outside of the service area."""
    present = catalogue()
    located = area_index(present.edition, area_geometries).locate(point.lat, point.lng)
    return present.areas[located.area_id] if located else None
