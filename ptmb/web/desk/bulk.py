"""The same decision about several complaints of the queue."""

from dataclasses import replace

from flask import flash, redirect, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from ptmb.actions import dispatch
from ptmb.actions._record import Incomplete, StaleComplaint
from ptmb.actions.dispatch import Assignee
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import StepRefused
from ptmb.domain.ranking import ranked
from ptmb.domain.roles import DESK_ROLES
from ptmb.models import Complaint
from ptmb.queries.assignees import candidates_for
from ptmb.queries.catalogue import catalogue
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.detail_view import about_where, reasons, value_of
from ptmb.web.desk.forms.bulk import BulkForm
from ptmb.web.desk.forms.decisions import read_assignee
from ptmb.web.desk.merging import merge_all, read_tickets, say_how_many
from ptmb.web.desk.wishes import QueueWish
from ptmb.web.identity import deed
from ptmb.web.pages import new_key, page

MOST = 50


@desk.post("/bersama")
@only(*DESK_ROLES)
def decide_together() -> Response:
    """Look at the chosen ones once more, then assign or merge all of them."""
    form, back = BulkForm(), QueueWish.of(request.args).address
    chosen = read_tickets((form.chosen.data or [])[:MOST])
    if not chosen or not form.validate_on_submit():
        flash(gettext("Pilih aduan dulu."), "fix")
        return redirect(back, 303)
    to = read_assignee(form.assignee.data)
    if form.deed.data == "gabung" and len(chosen) > 1:
        first = chosen[0][0]
        done = merge_all(chosen[1:], first, deed(form.key.data))
        words = gettext("digabung ke %(code)s.", code=first.reference)
        say_how_many(done, len(chosen) - 1, words)
        return redirect(back, 303)
    if form.deed.data == "tunjuk" and to is not None:
        done = _assign_all(chosen, to, deed(form.key.data), form.reason.data or "")
        say_how_many(done, len(chosen), gettext("ditunjuk."))
        return redirect(back, 303)
    return _ask_whom(form, chosen, back)


def _assign_all(
    chosen: list[tuple[Complaint, int | None]], to: Assignee, step: Deed, reason: str
) -> int:
    done = 0
    for row, seen in chosen:
        one = replace(step, key=f"{step.key}-{row.id}", seen=seen)
        try:
            dispatch.assign(row.id, to, one, reason)
        except (StaleComplaint, StepRefused, Incomplete):  # counted, and said to the operator
            continue
        done += 1
    return done


def _ask_whom(form: BulkForm, chosen: list[tuple[Complaint, int | None]], back: str) -> Response:
    first = chosen[0][0]
    candidates = candidates_for(first.area_id, about_where(first))
    form.key.data = new_key()
    return page(
        "desk/together.html",
        form=form,
        chosen=[(row, f"{row.reference}~{seen or row.version}") for row, seen in chosen],
        suggestions=[(value_of(one), one, reasons(one)) for one in ranked(candidates)],
        everyone=[(value_of(one), f"{one.name} · {reasons(one)}") for one in candidates],
        catalogue=catalogue(),
        back=back,
        keep=QueueWish.of(request.args).args,
    )
