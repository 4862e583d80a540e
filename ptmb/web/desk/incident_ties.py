"""What ties a complaint to incidents: the one that it follows, those that it could follow."""

from collections.abc import Collection
from dataclasses import dataclass

from ptmb.domain.geography import Point
from ptmb.domain.lifecycle import Step
from ptmb.models import Complaint
from ptmb.queries.incident_list import IncidentView, incident_by_id, incidents_at

_OFFERED = 3


@dataclass(frozen=True)
class IncidentTies:
    """`here` are open ones at its place."""

    follows: IncidentView | None = None
    here: tuple[IncidentView, ...] = ()

    @property
    def offered(self) -> tuple[IncidentView, ...]:
        """As many of them as the panel has room for."""
        return self.here[:_OFFERED]


def incident_ties(complaint: Complaint, steps: Collection[Step]) -> IncidentTies:
    """At most two queries; `steps` are those that the desk may take now."""
    here = incidents_at(complaint.area_id, _point(complaint)) if Step.GROUP in steps else []
    return IncidentTies(incident_by_id(complaint.incident_id), tuple(here))


def _point(complaint: Complaint) -> Point | None:
    if complaint.latitude is None or complaint.longitude is None:
        return None
    return Point(complaint.latitude, complaint.longitude)
