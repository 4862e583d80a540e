"""What the steps have in common: whose job it is, the deed, and being too late."""

from collections.abc import Callable
from typing import Any, NoReturn

from flask import abort, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from ptmb.actions import late_steps
from ptmb.actions._record import Incomplete
from ptmb.domain.lateness import Late, why_late
from ptmb.domain.lifecycle import Step
from ptmb.models import Complaint, ComplaintEvent
from ptmb.queries.catalogue import catalogue
from ptmb.queries.job_list import JobList
from ptmb.web.officer.forms import VisitForm
from ptmb.web.officer.job import code_of, gone_page
from ptmb.web.officer.jobs import my_jobs
from ptmb.web.officer.material_rows import typed_words
from ptmb.web.officer.step_buttons import is_open
from ptmb.web.officer.visits import point_of, visit
from ptmb.web.pages import go, new_key, page
from ptmb.web.photos import TakenPhotos

Render = Callable[..., Response]
"""Draws the page of a form again: render(status=..., **context)."""


def held(reference: str) -> Complaint:
    """The officer's own job; else see `_refuse`."""
    mine, code = my_jobs(), code_of(reference)
    complaint = mine.find(code)
    if complaint is None:
        _refuse(mine, code)
    return complaint


def _refuse(mine: JobList, code: str) -> NoReturn:
    """A form that came twice leads to the list; a lost job is told in words; all else is 404."""
    if request.method == "POST" and mine.has_done(request.form.get("key", "")):
        abort(go("officer.jobs"))
    lost = mine.lost(code)
    if lost:
        abort(gone_page(lost, 409))
    abort(404)


def put_error(form: Any, missing: Incomplete) -> None:
    """Put the action's objection beside its field, or above the form when it has none."""
    sentence = gettext(missing.sentence)
    if missing.field in form:
        form[missing.field].errors = [*form[missing.field].errors, sentence]
    else:
        form.form_errors.append(sentence)


def drop_photo(photos: TakenPhotos) -> TakenPhotos | None:
    """The photos without the one whose button was pressed; None when none was."""
    token = request.form.get("buang")
    return photos.without(token) if token else None


def too_late(
    complaint: Complaint, step: Step, form: Any, photos: TakenPhotos, render: Render
) -> Response:
    """409: somebody was faster. The step may be taken again, or its words are kept as a note."""
    now_mine = my_jobs().find(complaint.reference)
    if now_mine and is_open(step, now_mine.status):
        form.seen.data, form.key.data = str(now_mine.version), new_key()
        return render(status=409, overtaken=True)
    late = why_late((now_mine or complaint).status, own=now_mine is not None)
    kept = keep_late(complaint, (step, late), form, photos).facts["work"]
    return page(
        "officer/overtaken.html",
        status=409,
        complaint=complaint,
        own=now_mine is not None,
        kept=kept,
        catalogue=catalogue(),
    )


def keep_late(
    complaint: Complaint,
    late: tuple[Step, Late],
    form: Any,
    photos: TakenPhotos,
    repair: str = "",
) -> ComplaintEvent:
    """Nothing of the officer's work is lost, whoever was faster; the desk reads what was refused.

    Args:
        late: the step that was refused, and why; `repair` as in `late_steps.keep`.
    """
    here = form.position if isinstance(form, VisitForm) else None
    pictures = photos.for_complaint(point_of(complaint), here)
    words = typed_words(form)
    return late_steps.keep(complaint.id, late, words, pictures, visit(form, here), repair)
