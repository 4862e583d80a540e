"""Bergilir in one key: the schedule that covers the point explains the complaint."""

from dataclasses import replace

from flask import flash, request
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from ptmb.actions import rationed
from ptmb.actions._record import Incomplete, StaleComplaint
from ptmb.adapters.clock import now
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import StepRefused
from ptmb.domain.roles import DESK_ROLES
from ptmb.models import Complaint
from ptmb.queries.turn_here import covering_turn
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.detail_view import DetailView, detail_of
from ptmb.web.desk.forms.decisions import UnmergeForm
from ptmb.web.desk.steps import overtaken_with
from ptmb.web.desk.turn_words import explanation
from ptmb.web.identity import deed
from ptmb.web.pages import go


@desk.post("/<reference>/bergilir")
@only(*DESK_ROLES)
def mark_rationed(reference: str) -> Response:
    """Where no schedule covers the point any more, the form asks for the reason instead."""
    view, form = DetailView(detail_of(reference)), UnmergeForm()
    code = view.complaint.reference
    if not form.validate_on_submit():
        return go("desk.complaint", reference=code, **request.args)
    try:
        covered = _explained(view.complaint, deed(form.key.data, form.version))
    except (StaleComplaint, StepRefused):
        return overtaken_with(DetailView(detail_of(reference)), form)
    if not covered:
        flash(gettext("Tidak ada jadwal yang mencakup titik ini. Tulis alasannya."), "fix")
        return go("desk.step_form", reference=code, slug="jelaskan", **request.args)
    return go("desk.complaint", reference=code, **request.args)


def explain_all(chosen: list[tuple[Complaint, int | None]], step: Deed) -> int:
    """How many the schedule explains; the others are left alone."""
    done = 0
    for row, seen in chosen:
        one = replace(step, key=f"{step.key}-{row.id}", seen=seen)
        try:
            done += _explained(row, one)
        except (StaleComplaint, StepRefused, Incomplete):  # counted, and said to the operator
            continue
    return done


def say_how_many_explained(done: int, wanted: int) -> None:
    sentence = ngettext(
        "%(num)s aduan ditandai bergilir.", "%(num)s aduan ditandai bergilir.", done
    )
    if done < wanted:
        left = gettext("%(n)s dilewati: tidak tercakup jadwal atau sudah berubah.", n=wanted - done)
        sentence = f"{sentence} {left}"
    flash(sentence, "ok" if done else "fix")


def _explained(complaint: Complaint, step: Deed) -> bool:
    """False where no schedule says when its water is due."""
    turn = covering_turn(complaint, now())
    if turn is None:
        return False
    words = explanation(complaint, turn)
    rationed.explain(complaint.id, turn.flows_at, words, step, zone_id=turn.zone_id)
    return True
