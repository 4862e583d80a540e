"""Correcting what a complaint says about itself: category, cause, urgency, place."""

from typing import Any

from ptmb.actions import triage
from ptmb.actions.triage import Verdict
from ptmb.domain.choices import PlaceSource
from ptmb.domain.deadlines import Urgency
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause
from ptmb.domain.place import Place
from ptmb.models import Complaint
from ptmb.queries.catalogue import catalogue
from ptmb.web.desk.forms import decisions as forms


def verify(complaint: Complaint, form: forms.VerifyForm, deed: Deed) -> object:
    category = catalogue().category(form.category.data or "")
    verdict = Verdict(
        category_id=category.id if category and category.id != complaint.category_id else None,
        cause=Cause(form.cause.data) if form.cause.data else None,
        urgency=_changed_urgency(complaint, form),
        place=_corrected_place(complaint, form),
    )
    return triage.verify(complaint.id, verdict, deed, form.words.data or "")


def _changed_urgency(complaint: Complaint, form: forms.VerifyForm) -> Urgency | None:
    chosen = Urgency(form.urgency.data) if form.urgency.data else None
    return chosen if chosen is not complaint.urgency else None


def _corrected_place(complaint: Complaint, form: forms.VerifyForm) -> Place | None:
    """The point stays while the area stays; in another area it can only be the area's middle."""
    area_id = int(form.area.data) if (form.area.data or "").isdecimal() else complaint.area_id
    area = catalogue().areas.get(area_id or 0)
    if area is None:
        return None
    landmark, neighbourhood = form.landmark.data or "", form.neighbourhood.data or ""
    if area.id != complaint.area_id:
        return Place(
            PlaceSource.AREA,
            area.id,
            area.latitude,
            area.longitude,
            landmark=landmark,
            neighbourhood=neighbourhood,
        )
    known = (complaint.landmark, complaint.neighbourhood)
    if (landmark, neighbourhood) in (("", ""), known):
        return None
    return Place(
        complaint.place_source,
        area.id,
        complaint.latitude,
        complaint.longitude,
        complaint.accuracy_m,
        landmark=landmark,
        neighbourhood=neighbourhood,
    )


def show_known(form: Any, complaint: Complaint, _at: Any) -> None:
    category = catalogue().categories.get(complaint.category_id)
    form.category.data = category.code if category else ""
    form.urgency.data, form.cause.data = complaint.urgency.value, complaint.cause.value
    form.area.data = str(complaint.area_id or "")
    form.landmark.data, form.neighbourhood.data = complaint.landmark, complaint.neighbourhood
