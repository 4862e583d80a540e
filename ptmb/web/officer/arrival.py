"""Saya tiba: the position once, a photo before the work, and a question when far away."""

from werkzeug.wrappers import Response

from ptmb.actions._record import StaleComplaint
from ptmb.domain.lifecycle import Step, StepRefused
from ptmb.domain.roles import Role
from ptmb.models import Complaint
from ptmb.queries.catalogue import catalogue
from ptmb.web.access import only
from ptmb.web.officer import officer
from ptmb.web.officer.doing import FIELD_STEPS
from ptmb.web.officer.forms import ArriveForm
from ptmb.web.officer.job import job_page
from ptmb.web.officer.taking import drop_photo, held, too_late
from ptmb.web.officer.visits import far_away
from ptmb.web.pages import go, page
from ptmb.web.photos import TakenPhotos, taken_photos


@officer.post("/<reference>/tiba")
@only(Role.OFFICER)
def arrive(reference: str) -> Response:
    complaint, form, photos = held(reference), ArriveForm(), taken_photos()
    fewer = drop_photo(photos)
    if fewer:
        return job_page(complaint, form, fewer)
    if not (form.validate() and photos.explain(form.photos)):
        return job_page(complaint, form, photos, status=422)
    away = far_away(complaint, form)
    if away and not form.anyway.data:
        return page(
            "officer/far_away.html",
            status=422,
            complaint=complaint,
            form=form,
            photos=photos,
            away=away,
            catalogue=catalogue(),
        )
    return _store(complaint, form, photos)


def _store(complaint: Complaint, form: ArriveForm, photos: TakenPhotos) -> Response:
    try:
        FIELD_STEPS["tiba"].store(complaint, form, photos)
    except (StaleComplaint, StepRefused):
        return too_late(
            complaint,
            Step.ARRIVE,
            form,
            photos,
            lambda **rest: job_page(complaint, form, photos, **rest),
        )
    return go("officer.job", reference=complaint.reference)
