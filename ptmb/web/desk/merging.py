"""Complaints about the same trouble: let them follow one, or let a citizen join one."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask import current_app, flash, request
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from ptmb.actions import intake, triage
from ptmb.actions._record import Incomplete, StaleComplaint
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Step, StepRefused
from ptmb.domain.reference import NotACode, read_reference
from ptmb.domain.roles import DESK_ROLES
from ptmb.models import Complaint
from ptmb.queries.complaint_timeline import complaint_by_reference
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.detail_view import DetailView, detail_of, detail_page
from ptmb.web.desk.forms.decisions import MergeForm, SupportForm
from ptmb.web.desk.regrets import slip_of
from ptmb.web.desk.steps import overtaken_with, put_error
from ptmb.web.identity import deed
from ptmb.web.pages import go, new_key


@desk.get("/<reference>/gabung")
@only(*DESK_ROLES)
def merge_form(reference: str) -> Response:
    """Choose what is the same: the similar ones are offered, any code may be typed."""
    view = DetailView(detail_of(reference))
    if Step.MERGE not in view.steps:
        return go("desk.complaint", reference=view.complaint.reference, **request.args)
    form = MergeForm(formdata=None)
    form.key.data, form.seen.data = new_key(), str(view.complaint.version)
    form.others.data = [ticket(one.row) for one in view.similar]
    view.slug, view.form = "gabung", form
    return detail_page(view)


@desk.post("/<reference>/gabung")
@only(*DESK_ROLES)
def merge(reference: str) -> Response:
    """The chosen ones follow this one; or, with a code, this one follows that."""
    view, form = DetailView(detail_of(reference)), MergeForm()
    view.slug, view.form = "gabung", form
    if not form.validate_on_submit():
        return detail_page(view, 422)
    try:
        slip = _together(view.complaint, form)
    except Incomplete as missing:
        put_error(form, missing)
        return detail_page(view, 422)
    except (StaleComplaint, StepRefused):
        return overtaken_with(view, form)
    kept = {**request.args, **({"urungkan": slip} if slip else {})}
    return go("desk.complaint", reference=view.complaint.reference, **kept)


@desk.post("/<reference>/ikut")
@only(*DESK_ROLES)
def support(reference: str) -> Response:
    """Somebody else calls about the same trouble: count them instead of writing it again."""
    view, form = DetailView(detail_of(reference)), SupportForm()
    view.slug, view.form = "ikut", form
    if not form.validate_on_submit():
        return detail_page(view, 422)
    secret = str(current_app.secret_key)
    step = replace(deed(form.key.data), seen=None)
    intake.support(view.complaint.id, form.phone.data or "", step, secret=secret)
    flash(gettext("Warga ini ikut dicatat pada laporan ini."), "ok")
    return go("desk.complaint", reference=view.complaint.reference, **request.args)


def ticket(row: Any) -> str:
    """The code and the version seen, as check boxes carry them."""
    return f"{row.reference}~{row.version}"


def read_ticket(text: str) -> tuple[str, int | None]:
    """A code in its written form and the version seen. NotACode when it is none."""
    code, _, version = text.partition("~")
    return read_reference(code), int(version) if version.isdecimal() and len(version) < 10 else None


def read_tickets(texts: Iterable[str]) -> list[tuple[Complaint, int | None]]:
    """The complaints of several check boxes; what is no code, or of nobody, is left out."""
    found = []
    for text in texts:
        try:
            reference, seen = read_ticket(text)
        except NotACode:  # only a changed form sends such a value
            continue
        row = complaint_by_reference(reference)
        if row is not None:
            found.append((row, seen))
    return found


def merge_all(chosen: list[tuple[Complaint, int | None]], into: Complaint, step: Deed) -> int:
    """How many now follow `into`; those that moved on meanwhile are left alone."""
    done = 0
    for row, seen in chosen:
        if row.id == into.id:
            continue
        try:
            triage.merge(row.id, into.id, replace(step, key=f"{step.key}-{row.id}", seen=seen))
        except (StaleComplaint, StepRefused, Incomplete):  # counted, and said to the operator
            continue
        done += 1
    return done


def say_how_many(done: int, wanted: int, words: str) -> None:
    """One sentence: how many went through, how many had changed."""
    sentence = ngettext("%(num)s aduan", "%(num)s aduan", done) + " " + words
    if done < wanted:
        left = gettext("%(n)s dilewati karena sudah berubah.", n=wanted - done)
        sentence = f"{sentence} {left}"
    flash(sentence, "ok" if done else "fix")


def _together(complaint: Complaint, form: MergeForm) -> str:
    """Merge in the way that was chosen; what to show for undoing several at once."""
    if not (form.target.data or "").strip():
        return _gather(complaint, form)
    _follow(complaint, form)
    return ""


def _gather(into: Complaint, form: MergeForm) -> str:
    chosen = read_tickets(form.others.data or [])
    if not chosen:
        raise Incomplete("others", gettext("Pilih aduan yang digabung, atau tulis kodenya."))
    done = merge_all(chosen, into, deed(form.key.data))
    say_how_many(done, len(chosen), gettext("digabung ke laporan ini."))
    return slip_of(form.key.data, (row.id for row, _ in chosen))


def _follow(complaint: Complaint, form: MergeForm) -> None:
    try:
        target = complaint_by_reference(read_reference(form.target.data))
    except NotACode:
        target = None
    if target is None:
        raise Incomplete("target", gettext("Kode tidak ditemukan. Periksa lagi."))
    triage.merge(complaint.id, target.id, deed(form.key.data, form.version))
