"""Urungkan at the desk: the last assignment or merge, for ten seconds."""

from flask import redirect, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from ptmb.actions import triage, undoing
from ptmb.actions._record import Incomplete, StaleComplaint
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Step, StepRefused
from ptmb.domain.roles import DESK_ROLES
from ptmb.models import ComplaintEvent
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.detail_view import DetailView, detail_of, detail_page
from ptmb.web.desk.forms.decisions import UndoForm
from ptmb.web.desk.merging import say_how_many
from ptmb.web.desk.regrets import events_of
from ptmb.web.desk.wishes import QueueWish
from ptmb.web.identity import deed
from ptmb.web.pages import go


@desk.post("/<reference>/urungkan")
@only(*DESK_ROLES)
def undo(reference: str) -> Response:
    """Take the own last step back; too late is said, and the panel shows how it stands."""
    view, form = DetailView(detail_of(reference)), UndoForm()
    if not form.validate_on_submit():
        return detail_page(view, 422)
    try:
        _undo(view.complaint.id, Step(form.undoes.data), deed(form.key.data, form.version))
    except (Incomplete, StaleComplaint, StepRefused) as refusal:
        view = DetailView(detail_of(reference))
        view.refused = _why(refusal)
        return detail_page(view, 409)
    return go("desk.complaint", reference=view.complaint.reference, **request.args)


@desk.post("/bersama/urungkan")
@only(*DESK_ROLES)
def undo_together() -> Response:
    """The same for all that one deed did; what has moved on since is left alone."""
    events = events_of(request.form.get("slip", ""))
    done = sum(_one(event) for event in events)
    say_how_many(done, len(events), gettext("diurungkan."))
    return redirect(QueueWish.of(request.args).address, 303)


def _one(event: ComplaintEvent) -> bool:
    step = deed(f"undo-{event.id:012d}", event.version)
    try:
        _undo(event.complaint_id, event.step, step)
    except (Incomplete, StaleComplaint, StepRefused):  # counted, and said to the operator
        return False
    return True


def _undo(complaint_id: int, undone: Step, step: Deed) -> None:
    if undone is Step.MERGE:
        triage.unmerge(complaint_id, step)
    else:
        undoing.retract(complaint_id, step)


def _why(refusal: Exception) -> str:
    if isinstance(refusal, Incomplete):
        return gettext(refusal.sentence)
    return gettext("Aduan ini sudah berubah. Langkah Anda tidak diurungkan.")
