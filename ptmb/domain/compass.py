"""Where one place lies from another, in the words of the eight winds."""

import math

from ptmb.domain.geography import Point, metres_per_degree
from ptmb.domain.words import N_

WINDS = (
    N_("utara"),
    N_("timur laut"),
    N_("timur"),
    N_("tenggara"),
    N_("selatan"),
    N_("barat daya"),
    N_("barat"),
    N_("barat laut"),
)


def wind(start: Point, end: Point) -> str:
    """The wind in which `end` lies from `start`; on a flat sheet, so for places of one city."""
    north_m, east_m = metres_per_degree(start.lat)
    north, east = (end.lat - start.lat) * north_m, (end.lng - start.lng) * east_m
    return WINDS[round(math.degrees(math.atan2(east, north)) / 45) % len(WINDS)]
