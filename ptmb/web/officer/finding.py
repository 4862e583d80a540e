"""The place is not where the report says: a call nobody answered, a point to put right."""

from typing import Any

from flask import flash
from flask_babel import gettext
from werkzeug.wrappers import Response

from ptmb.actions import finding
from ptmb.actions._record import Incomplete, StaleComplaint
from ptmb.domain.choices import PlaceSource
from ptmb.domain.geography import Point, distance_m
from ptmb.domain.lifecycle import Step, StepRefused
from ptmb.domain.place import Place
from ptmb.domain.roles import Role
from ptmb.models import Complaint
from ptmb.queries.area_at import area_at
from ptmb.queries.catalogue import AreaView, catalogue
from ptmb.web.access import only
from ptmb.web.officer import officer
from ptmb.web.officer.forms import PointForm, VisitForm
from ptmb.web.officer.job import blank_form, job_page
from ptmb.web.officer.taking import held, point_of, too_late, visit
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
        finding.call_unanswered(complaint.id, visit(form))
    except Incomplete as missing:
        return _again(complaint, gettext(missing.sentence), 422)
    except (StaleComplaint, StepRefused):
        return _too_late(complaint, Step.CALL, form)
    flash(gettext("Percobaan telepon dicatat."), "ok")
    return go("officer.job", reference=complaint.reference)


@officer.post("/<reference>/titik")
@only(Role.OFFICER)
def relocate(reference: str) -> Response:
    """The first tap brings the phone's position and asks, the second one moves the point."""
    complaint, form = held(reference), PointForm()
    if not form.validate():
        return job_page(complaint, blank_form(complaint), status=422)
    here = form.position
    area = area_at(here) if here else None
    if here is None or area is None:
        return _again(complaint, _nowhere(here), 422)
    if not form.sure.data:
        return _ask(complaint, form, here, area)
    return _store(complaint, form, here, area)


def _nowhere(here: Point | None) -> str:
    if here is None:
        return gettext("Lokasi HP belum didapat. Nyalakan lokasi, lalu coba lagi.")
    return gettext("Titik ini di luar wilayah layanan PTMB.")


def _ask(complaint: Complaint, form: PointForm, here: Point, area: AreaView) -> Response:
    old = point_of(complaint)
    return page(
        "officer/move_point.html",
        complaint=complaint,
        form=form,
        away=distance_m(old, here) if old else None,
        area=area,
        catalogue=catalogue(),
    )


def _store(complaint: Complaint, form: PointForm, here: Point, area: AreaView) -> Response:
    place = Place(PlaceSource.GPS, area.id, here.lat, here.lng, form.metres)
    try:
        finding.relocate(complaint.id, place, visit(form, here))
    except (StaleComplaint, StepRefused):
        return _too_late(complaint, Step.RELOCATE, form)
    flash(gettext("Titik dipindahkan ke lokasi Anda."), "ok")
    return go("officer.job", reference=complaint.reference)


def _again(complaint: Complaint, words: str, status: int) -> Response:
    flash(words, "fix")
    return job_page(complaint, blank_form(complaint), status=status)


def _too_late(complaint: Complaint, step: Step, form: VisitForm) -> Response:
    def again(**rest: Any) -> Response:
        fresh = held(complaint.reference)
        return job_page(fresh, blank_form(fresh), **rest)

    return too_late(complaint, step, form, TakenPhotos(), again)
