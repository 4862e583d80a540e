"""The short steps: take, set off, hand back, note."""

from typing import Any

from flask import request
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.actions import dispatch
from ptmb.actions._record import Incomplete, StaleComplaint
from ptmb.domain.choices import PhotoKind
from ptmb.domain.lifecycle import Status, Step, StepRefused
from ptmb.domain.roles import Role
from ptmb.models import Complaint
from ptmb.queries.catalogue import catalogue
from ptmb.queries.complaint_timeline import timeline_of
from ptmb.web.access import only
from ptmb.web.officer import officer
from ptmb.web.officer.doing import FIELD_STEPS
from ptmb.web.officer.forms import HandBackForm, NoteForm, VisitForm, started
from ptmb.web.officer.job import code_of, job_page
from ptmb.web.officer.jobs import my_jobs, open_jobs_page
from ptmb.web.officer.story import calls_made
from ptmb.web.officer.taking import drop_photo, held, put_error, too_late
from ptmb.web.pages import found, go, new_key, page
from ptmb.web.photos import TakenPhotos, taken_photos


@officer.post("/<reference>/ambil")
@only(Role.OFFICER)
def take(reference: str) -> Response:
    """Two officers at once: the second is told, and sees what is left."""
    mine = my_jobs()
    complaint, form = found(mine.find_in_areas(code_of(reference))), VisitForm()
    if not form.validate():
        found(complaint if complaint.status is Status.RECEIVED else None)
        return job_page(complaint, form, own=False, status=422)
    try:
        FIELD_STEPS["ambil"].store(complaint, form, TakenPhotos())
    except (StaleComplaint, StepRefused):
        return open_jobs_page(mine, overtaken=complaint.reference, status=409)
    FIELD_STEPS["ambil"].tell()
    return go("officer.job", reference=complaint.reference)


@officer.post("/<reference>/berangkat")
@only(Role.OFFICER)
def set_off(reference: str) -> Response:
    complaint, form = held(reference), VisitForm()

    def again(**rest: Any) -> Response:
        return job_page(complaint, form, **rest)

    if not form.validate():
        return again(status=422)
    try:
        FIELD_STEPS["berangkat"].store(complaint, form, TakenPhotos())
    except (StaleComplaint, StepRefused):
        return too_late(complaint, Step.SET_OFF, form, TakenPhotos(), again)
    return go("officer.job", reference=complaint.reference)


@officer.get("/<reference>/kembalikan")
@only(Role.OFFICER)
def giving_back(reference: str) -> Response:
    complaint = held(reference)
    form = started(HandBackForm(formdata=None), new_key(), complaint.version)
    return _hand_back_page(complaint, form)


@officer.post("/<reference>/kembalikan")
@only(Role.OFFICER)
def hand_back(reference: str) -> Response:
    """Its second button only keeps that nobody answered the telephone; what was typed stays."""
    complaint, form = held(reference), HandBackForm()

    def again(**rest: Any) -> Response:
        return _hand_back_page(complaint, form, **rest)

    calling = "tidak_diangkat" in request.form
    if not calling and not form.validate():
        return again(status=422)
    step = _call if calling else _give_back
    try:
        return step(complaint, form)
    except Incomplete as missing:
        put_error(form, missing)
        return again(status=422)
    except (StaleComplaint, StepRefused):
        return too_late(complaint, Step.HAND_BACK, form, TakenPhotos(), again)


def _give_back(complaint: Complaint, form: HandBackForm) -> Response:
    FIELD_STEPS["kembalikan"].store(complaint, form, TakenPhotos())
    FIELD_STEPS["kembalikan"].tell()
    return go("officer.jobs")


def _call(complaint: Complaint, form: HandBackForm) -> Response:
    form.key.validate(form)
    if form.key.errors:
        return _hand_back_page(complaint, form, status=422)
    FIELD_STEPS["tidak-diangkat"].store(complaint, form, TakenPhotos())
    form.key.data = new_key()
    return _hand_back_page(complaint, form)


def _hand_back_page(complaint: Complaint, form: HandBackForm, **rest: Any) -> Response:
    """With the calls so far, where there is a number to call."""
    calls = calls_made(timeline_of(complaint), current_user.id) if complaint.reporter_phone else 0
    template = "officer/hand_back.html"
    return _form_page(template, complaint, form, calls=calls, tries=dispatch.CALL_TRIES, **rest)


@officer.get("/<reference>/catat")
@only(Role.OFFICER)
def noting(reference: str) -> Response:
    """`foto=sebelum`: the picture that was forgotten on arrival."""
    complaint = held(reference)
    form = started(NoteForm(formdata=None), new_key(), complaint.version)
    form.kind.data = PhotoKind.BEFORE.value if request.args.get("foto") == "sebelum" else ""
    return _form_page("officer/note.html", complaint, form)


@officer.post("/<reference>/catat")
@only(Role.OFFICER)
def note(reference: str) -> Response:
    complaint, form, photos = held(reference), NoteForm(), taken_photos()
    fewer = drop_photo(photos)
    if fewer:
        return _form_page("officer/note.html", complaint, form, photos=fewer)
    if not (form.validate() and photos.explain(form.photos)):
        return _form_page("officer/note.html", complaint, form, photos=photos, status=422)
    try:
        FIELD_STEPS["catat"].store(complaint, form, photos)
    except Incomplete as missing:
        put_error(form, missing)
        return _form_page("officer/note.html", complaint, form, photos=photos, status=422)
    FIELD_STEPS["catat"].tell()
    return go("officer.job", reference=complaint.reference)


def _form_page(template: str, complaint: Complaint, form: Any, **rest: Any) -> Response:
    photos = rest.pop("photos", TakenPhotos())
    return page(
        template, complaint=complaint, form=form, photos=photos, catalogue=catalogue(), **rest
    )
