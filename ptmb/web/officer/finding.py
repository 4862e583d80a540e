"""The place is not where the report says: a call nobody answered, a point to put right."""

from typing import Any

from flask import flash
from flask_babel import gettext
from werkzeug.wrappers import Response

from ptmb.actions._record import Incomplete, StaleComplaint
from ptmb.domain.geography import distance_m
from ptmb.domain.lifecycle import Step, StepRefused
from ptmb.domain.place import Place
from ptmb.domain.roles import Role
from ptmb.models import Complaint
from ptmb.queries.catalogue import catalogue
from ptmb.web.access import only
from ptmb.web.officer import officer
from ptmb.web.officer.doing import FIELD_STEPS, place_of
from ptmb.web.officer.forms import PointForm, VisitForm
from ptmb.web.officer.job import blank_form, job_page
from ptmb.web.officer.taking import held, too_late
from ptmb.web.officer.visits import point_of
from ptmb.web.pages import go, page
from ptmb.web.photos import TakenPhotos


@officer.post("/<reference>/tidak-diangkat")
@only(Role.OFFICER)
def call_unanswered(reference: str) -> Response:
    """One try to reach the reporter; two are asked before an address counts as not found."""
    complaint, form = held(reference), VisitForm()
    if not form.validate():
        return job_page(complaint, blank_form(complaint), status=422)
    try:
        FIELD_STEPS["tidak-diangkat"].store(complaint, form, TakenPhotos())
    except Incomplete as missing:
        return _again(complaint, gettext(missing.sentence), 422)
    except (StaleComplaint, StepRefused):
        return _too_late(complaint, Step.CALL, form)
    FIELD_STEPS["tidak-diangkat"].tell()
    return go("officer.job", reference=complaint.reference)


@officer.post("/<reference>/titik")
@only(Role.OFFICER)
def relocate(reference: str) -> Response:
    """The first tap brings the phone's position and asks, the second one moves the point."""
    complaint, form = held(reference), PointForm()
    if not form.validate():
        return job_page(complaint, blank_form(complaint), status=422)
    try:
        place = place_of(form)
    except Incomplete as missing:
        return _again(complaint, gettext(missing.sentence), 422)
    if not form.sure.data:
        return _ask(complaint, form, place)
    return _store(complaint, form)


def _ask(complaint: Complaint, form: PointForm, place: Place) -> Response:
    old, here = point_of(complaint), form.position
    return page(
        "officer/move_point.html",
        complaint=complaint,
        form=form,
        away=distance_m(old, here) if old and here else None,
        area=catalogue().areas.get(place.area_id or 0),
        catalogue=catalogue(),
    )


def _store(complaint: Complaint, form: PointForm) -> Response:
    try:
        FIELD_STEPS["titik"].store(complaint, form, TakenPhotos())
    except (StaleComplaint, StepRefused):
        return _too_late(complaint, Step.RELOCATE, form)
    FIELD_STEPS["titik"].tell()
    return go("officer.job", reference=complaint.reference)


def _again(complaint: Complaint, words: str, status: int) -> Response:
    flash(words, "fix")
    return job_page(complaint, blank_form(complaint), status=status)


def _too_late(complaint: Complaint, step: Step, form: VisitForm) -> Response:
    def again(**rest: Any) -> Response:
        fresh = held(complaint.reference)
        return job_page(fresh, blank_form(fresh), **rest)

    return too_late(complaint, step, form, TakenPhotos(), again)
