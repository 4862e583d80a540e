"""Urungkan: finished work is unfinished again, for half a minute."""

from flask import flash
from flask_babel import gettext
from werkzeug.wrappers import Response

from ptmb.actions import undoing
from ptmb.actions._record import Incomplete, StaleComplaint
from ptmb.domain.lifecycle import StepRefused
from ptmb.domain.roles import Role
from ptmb.web.access import only
from ptmb.web.officer import officer
from ptmb.web.officer.forms import VisitForm
from ptmb.web.officer.job import blank_form, job_page
from ptmb.web.officer.taking import held
from ptmb.web.officer.visits import visit
from ptmb.web.pages import go


@officer.post("/<reference>/urungkan")
@only(Role.OFFICER)
def undo(reference: str) -> Response:
    complaint, form = held(reference), VisitForm()
    if not form.validate():
        return job_page(complaint, blank_form(complaint), status=422)
    try:
        undoing.retract(complaint.id, visit(form))
    except Incomplete as missing:
        return _refused(reference, gettext(missing.sentence))
    except (StaleComplaint, StepRefused):
        words = gettext("Aduan ini sudah berubah. Langkah Anda tidak diurungkan.")
        return _refused(reference, words)
    flash(gettext("Diurungkan. Tugas ini masih Anda kerjakan."), "ok")
    return go("officer.job", reference=complaint.reference)


def _refused(reference: str, words: str) -> Response:
    flash(words, "fix")
    complaint = held(reference)
    return job_page(complaint, blank_form(complaint), status=409)
