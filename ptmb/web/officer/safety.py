"""Area tidak aman: the officer says why, every desk reads it, and the next tap calls one."""

from typing import Any

from werkzeug.wrappers import Response

from ptmb.actions._record import Incomplete, StaleComplaint
from ptmb.domain.lifecycle import Step, StepRefused
from ptmb.domain.roles import Role
from ptmb.models import Complaint
from ptmb.queries.catalogue import catalogue
from ptmb.web.access import only
from ptmb.web.officer import officer
from ptmb.web.officer.doing import FIELD_STEPS
from ptmb.web.officer.forms import HoldForm, started
from ptmb.web.officer.taking import held, put_error, too_late
from ptmb.web.pages import go, new_key, page
from ptmb.web.photos import TakenPhotos


@officer.get("/<reference>/tahan")
@only(Role.OFFICER)
def holding(reference: str) -> Response:
    complaint = held(reference)
    form = started(HoldForm(formdata=None), new_key(), complaint.version)
    return _form_page(complaint, form)


@officer.post("/<reference>/tahan")
@only(Role.OFFICER)
def hold(reference: str) -> Response:
    """Afterwards the page of the job says so, with the desk's number above everything else."""
    complaint, form = held(reference), HoldForm()

    def again(**rest: Any) -> Response:
        return _form_page(complaint, form, **rest)

    if not form.validate():
        return again(status=422)
    try:
        FIELD_STEPS["tahan"].store(complaint, form, TakenPhotos())
    except Incomplete as missing:
        put_error(form, missing)
        return again(status=422)
    except (StaleComplaint, StepRefused):
        return too_late(complaint, Step.HOLD, form, TakenPhotos(), again)
    FIELD_STEPS["tahan"].tell()
    return go("officer.job", reference=complaint.reference)


def _form_page(complaint: Complaint, form: HoldForm, **rest: Any) -> Response:
    return page("officer/hold.html", complaint=complaint, form=form, catalogue=catalogue(), **rest)
