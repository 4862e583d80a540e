"""Open complaints about the same trouble close to a point, as the public may see them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from ptmb.domain.geography import Point, blurred, box_around, distance_m
from ptmb.domain.lanes import OPEN_LANES
from ptmb.domain.similarity import MOST_OFFERED, PUBLIC_RADIUS_M
from ptmb.extensions import db
from ptmb.models import Complaint

_BLUR_M = 100.0
"""A thousandth of a degree is 111 m here, so a rounded point lies at most 79 m away."""
_MOST_READ = 200


@dataclass(frozen=True)
class Neighbour:
    """A complaint near a pin; `people` counts its reporter and those who joined."""

    reference: str
    distance_m: float
    created_at: datetime
    people: int


@dataclass(frozen=True)
class Nearby:
    """Same category, open, at most 250 m away, nearest first.

    Distances are to the blurred point: from three exact ones anybody could find the house.
    """

    category_id: int
    point: Point

    def rows(self) -> list[Neighbour]:
        box = box_around(self.point, PUBLIC_RADIUS_M + _BLUR_M)
        statement = (
            select(
                Complaint.reference,
                Complaint.latitude,
                Complaint.longitude,
                Complaint.created_at,
                Complaint.supporters,
            )
            .where(
                Complaint.latitude.between(box.south, box.north),
                Complaint.longitude.between(box.west, box.east),
                Complaint.category_id == self.category_id,
                Complaint.lane.in_(OPEN_LANES),
            )
            .order_by(Complaint.id.desc())
            .limit(_MOST_READ)
        )
        found = [
            Neighbour(reference, self._distance(lat, lng), created_at, supporters + 1)
            for reference, lat, lng, created_at, supporters in db.session.execute(statement)
        ]
        near = [one for one in found if one.distance_m <= PUBLIC_RADIUS_M]
        return sorted(near, key=lambda one: one.distance_m)[:MOST_OFFERED]

    def _distance(self, lat: float | None, lng: float | None) -> float:
        return distance_m(self.point, blurred(Point(lat or 0.0, lng or 0.0)))
