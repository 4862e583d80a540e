"""Perlu pekerjaan besar: why, what it needs, is it safe, and when the citizen hears more."""

from datetime import date, timedelta
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from ptmb.actions._record import Incomplete, StaleComplaint
from ptmb.adapters.clock import now
from ptmb.domain.lifecycle import Step, StepRefused
from ptmb.domain.roles import Role
from ptmb.models import Complaint
from ptmb.queries.catalogue import catalogue
from ptmb.web.access import only
from ptmb.web.filters import local
from ptmb.web.officer import officer
from ptmb.web.officer.doing import FIELD_STEPS
from ptmb.web.officer.forms import MajorForm, started
from ptmb.web.officer.taking import drop_photo, held, put_error, too_late
from ptmb.web.pages import go, new_key, page
from ptmb.web.photos import TakenPhotos, taken_photos

_SATURDAY = 5


@officer.get("/<reference>/besar")
@only(Role.OFFICER)
def major_work(reference: str) -> Response:
    """For htmx: what the citizen will read, with the day chosen so far."""
    complaint, form = held(reference), MajorForm(formdata=None)
    started(form, new_key(), complaint.version)
    form.next_update_on.data = _day() or next_working_day(local(now()).date())
    return _form_page(complaint, form, TakenPhotos())


@officer.post("/<reference>/besar")
@only(Role.OFFICER)
def escalate(reference: str) -> Response:
    complaint, form, photos = held(reference), MajorForm(), taken_photos()
    fewer = drop_photo(photos)
    if fewer:
        return _form_page(complaint, form, fewer)
    if not (form.validate() and photos.explain(form.photos)):
        return _form_page(complaint, form, photos, status=422)
    return _store(complaint, form, photos)


def _store(complaint: Complaint, form: Any, photos: TakenPhotos) -> Response:
    def again(**rest: Any) -> Response:
        return _form_page(complaint, form, photos, **rest)

    try:
        FIELD_STEPS["besar"].store(complaint, form, photos)
    except Incomplete as missing:
        put_error(form, missing)
        return again(status=422)
    except (StaleComplaint, StepRefused):
        return too_late(complaint, Step.ESCALATE, form, photos, again)
    FIELD_STEPS["besar"].tell()
    return go("officer.jobs")


def next_working_day(today: date) -> date:
    """Tomorrow, or Monday when tomorrow is a Saturday or Sunday."""
    day = today + timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day


def _day() -> date | None:
    try:
        return date.fromisoformat(request.args.get("next_update_on", ""))
    except ValueError:
        return None


def _form_page(complaint: Complaint, form: Any, photos: TakenPhotos, **rest: Any) -> Response:
    status = rest.pop("status", 200)
    return page(
        "officer/major.html",
        block="citizen_text",
        status=status,
        complaint=complaint,
        form=form,
        photos=photos,
        today=local(now()).date(),
        catalogue=catalogue(),
        **rest,
    )
