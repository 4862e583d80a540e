"""Which complaints lie in a cell of the heat map: asked of the database, exact to the last one."""

from itertools import pairwise
from math import hypot

from sqlalchemy import ColumnElement, and_, not_, or_, select

from ptmb.domain.lanes import Lane
from ptmb.extensions import db
from ptmb.geometry.hexagons import corners, hexagon
from ptmb.models import Complaint

_EDGE_DEG = 1e-7
"""About a centimetre. H3's edges are arcs of great circles; between two corners 530 m apart they
leave the straight line by a tenth of a millimetre at most."""

NO_POINT = "tanpa"
"""Stands for a cell, of those complaints that lie in none since they have no point."""


def in_hexagon(cell: str, among: list[ColumnElement[bool]]) -> ColumnElement[bool]:
    """The condition that a complaint lies in this cell, or in none at all; at most one query.

    Six straight lines decide, and h3 itself about the few that lie on one of them.

    Args:
        among: what else is asked of the complaints, so that few have to be looked at.

    Raises:
        ValueError: it is no cell.
    """
    if cell == NO_POINT:
        return or_(Complaint.latitude.is_(None), Complaint.longitude.is_(None))
    inside = and_(_around(cell), *_lines(cell, _EDGE_DEG))
    near = and_(_around(cell), *_lines(cell, -_EDGE_DEG), not_(inside))
    statement = select(Complaint.id, Complaint.latitude, Complaint.longitude).where(near, *among)
    on_edge = [
        id_
        for id_, latitude, longitude in db.session.execute(statement)
        if hexagon(latitude or 0.0, longitude or 0.0) == cell
    ]
    return or_(inside, Complaint.id.in_(on_edge)) if on_edge else inside


def _around(cell: str) -> ColumnElement[bool]:
    """The box around it. Every lane is named, since the index of positions begins with the lane."""
    latitudes, longitudes = zip(*corners(cell), strict=True)
    return and_(
        Complaint.lane.in_(list(Lane)),
        Complaint.latitude.between(min(latitudes) - _EDGE_DEG, max(latitudes) + _EDGE_DEG),
        Complaint.longitude.between(min(longitudes) - _EDGE_DEG, max(longitudes) + _EDGE_DEG),
    )


def _lines(cell: str, inwards: float) -> list[ColumnElement[bool]]:
    """On the left of every edge, the corners being counter-clockwise, by `inwards` degrees."""
    ring = corners(cell)
    found = []
    for (lat, lng), (next_lat, next_lng) in pairwise([*ring, ring[0]]):
        north, east = next_lat - lat, next_lng - lng
        across = (Complaint.latitude - lat) * east - (Complaint.longitude - lng) * north
        found.append(across >= inwards * hypot(north, east))
    return found
