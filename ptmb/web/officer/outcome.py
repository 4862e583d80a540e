"""Selesai: what was found and done, a photo where the category asks, and one question before."""

from decimal import Decimal
from typing import Any

from flask import request
from flask_babel import gettext
from werkzeug.wrappers import Response

from ptmb.actions._record import Incomplete, StaleComplaint
from ptmb.domain.choices import WORK_WORDS, WorkDone
from ptmb.domain.found_causes import FOUND_WORDS, FoundCause
from ptmb.domain.lifecycle import Step, StepRefused
from ptmb.domain.meters import meter_facts
from ptmb.domain.roles import Role
from ptmb.domain.words import N_
from ptmb.models import Complaint
from ptmb.queries.catalogue import catalogue
from ptmb.web.access import only
from ptmb.web.job_words import backwards_words, material_words, meter_words
from ptmb.web.officer import officer
from ptmb.web.officer.doing import FIELD_STEPS, outcome_of
from ptmb.web.officer.forms import ResolveForm
from ptmb.web.officer.job import job_page
from ptmb.web.officer.taking import drop_photo, held, put_error, too_late
from ptmb.web.pages import go, page
from ptmb.web.photos import TakenPhotos, taken_photos


@officer.post("/<reference>/selesai")
@only(Role.OFFICER)
def resolve(reference: str) -> Response:
    """The first tap asks "Tandai selesai?", the second one stores."""
    complaint, form, photos = held(reference), ResolveForm(), taken_photos()
    fewer = drop_photo(photos)
    if fewer or "ubah" in request.form:
        return job_page(complaint, form, fewer or photos)
    if not _complete(complaint, form, photos):
        return job_page(complaint, form, photos, status=422)
    if not form.sure.data:
        return _summary(complaint, form, photos)
    return _store(complaint, form, photos)


def _complete(complaint: Complaint, form: ResolveForm, photos: TakenPhotos) -> bool:
    """Every fault at once, so that an officer in the rain mends the form once."""
    valid = form.validate()
    valid = photos.explain(form.photos) and valid
    if not photos.photos and catalogue().categories[complaint.category_id].after_photo:
        put_error(form, Incomplete("photos", N_("Ambil foto sesudah perbaikan dulu.")))
        return False
    return bool(valid)


def _summary(complaint: Complaint, form: ResolveForm, photos: TakenPhotos) -> Response:
    outcome = outcome_of(complaint, form, photos)
    before = meter_facts(outcome.meter, outcome.former).get("meter_before")
    return page(
        "officer/sure.html",
        complaint=complaint,
        form=form,
        photos=photos,
        catalogue=catalogue(),
        found=gettext(FOUND_WORDS[FoundCause(form.found.data)]),
        work=gettext(WORK_WORDS[WorkDone(form.work.data)]),
        used=material_words(outcome.materials),
        meter=meter_words(outcome.meter) if outcome.meter else "",
        backwards=backwards_words(Decimal(before)) if before else "",
    )


def _store(complaint: Complaint, form: Any, photos: TakenPhotos) -> Response:
    def again(**rest: Any) -> Response:
        return job_page(complaint, form, photos, **rest)

    try:
        FIELD_STEPS["selesai"].store(complaint, form, photos)
    except Incomplete as missing:
        put_error(form, missing)
        return again(status=422)
    except (StaleComplaint, StepRefused):
        return too_late(complaint, Step.RESOLVE, form, photos, again)
    return go("officer.jobs", selesai=complaint.reference)
