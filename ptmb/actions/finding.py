"""Finding the place: calls that nobody answered, and a point that lay somewhere else."""

from sqlalchemy.orm import Session

from ptmb.actions import _record
from ptmb.actions._record import Incomplete, Move
from ptmb.domain.deed import Deed
from ptmb.domain.geography import Point, distance_m
from ptmb.domain.lifecycle import Step
from ptmb.domain.place import Place
from ptmb.domain.words import N_
from ptmb.models import Complaint, ComplaintEvent


def call_unanswered(complaint_id: int, visit: Deed) -> ComplaintEvent:
    """The officer called the reporter and nobody answered.

    Raises:
        Incomplete: there is no number to call.
    """

    def change(complaint: Complaint, session: Session) -> None:
        if not complaint.reporter_phone:
            raise Incomplete("phone", N_("Pelapor tidak meninggalkan nomor."))

    return _record.record(complaint_id, Move(Step.CALL, visit), change)


def relocate(complaint_id: int, place: Place, visit: Deed) -> ComplaintEvent:
    """Move the point to where the officer stands; the old one stays in the event.

    Raises:
        Incomplete: the new point is not known, or lies outside of the service area.
    """
    facts: dict[str, object] = {}

    def change(complaint: Complaint, session: Session) -> None:
        if place.latitude is None or place.longitude is None or place.area_id is None:
            raise Incomplete("position", N_("Titik ini di luar wilayah layanan PTMB."))
        if complaint.latitude is not None and complaint.longitude is not None:
            old = Point(complaint.latitude, complaint.longitude)
            away = distance_m(old, Point(place.latitude, place.longitude))
            facts.update(point_before=[old.lat, old.lng], moved_m=round(away))
        complaint.latitude, complaint.longitude = place.latitude, place.longitude
        complaint.accuracy_m, complaint.place_source = place.accuracy_m, place.source
        complaint.area_id = place.area_id

    return _record.record(complaint_id, Move(Step.RELOCATE, visit, facts=facts), change)
