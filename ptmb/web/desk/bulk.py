"""The same decision about several complaints of the queue."""

from collections.abc import Callable
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
from ptmb.web.desk.rationed import explain_all, say_how_many_explained
from ptmb.web.desk.regrets import slip_of
from ptmb.web.desk.wishes import QueueWish
from ptmb.web.identity import deed
from ptmb.web.pages import go, new_key, page

MOST = 50


@desk.post("/bersama")
@only(*DESK_ROLES)
def decide_together() -> Response:
    """Look at the chosen ones once more, then assign or merge all of them."""
    form, wish = BulkForm(), QueueWish.of(request.args)
    back = wish.address
    chosen = read_tickets((form.chosen.data or [])[:MOST])
    if not chosen or not form.validate_on_submit():
        flash(gettext("Pilih aduan dulu."), "fix")
        return redirect(back, 303)
    if form.deed.data == "gangguan":
        return go("desk.new_incident", aduan=[f"{row.reference}~{seen}" for row, seen in chosen])
    decide = _DECIDE.get(form.deed.data or "", _nothing)
    if not decide(form, chosen):
        return _ask_whom(form, chosen, back)
    slip = slip_of(form.key.data, (row.id for row, _ in chosen))
    return go("desk.queue", **wish.args, urungkan=slip)


Chosen = list[tuple[Complaint, int | None]]


def _merge(form: BulkForm, chosen: Chosen) -> bool:
    if len(chosen) < 2:
        return False
    first = chosen[0][0]
    done = merge_all(chosen[1:], first, deed(form.key.data))
    words = gettext("digabung ke %(code)s.", code=first.reference)
    say_how_many(done, len(chosen) - 1, words)
    return True


def _assign(form: BulkForm, chosen: Chosen) -> bool:
    to = read_assignee(form.assignee.data)
    if to is None:
        return False
    done = _assign_all(chosen, to, deed(form.key.data), form.reason.data or "")
    say_how_many(done, len(chosen), gettext("ditunjuk."))
    return True


def _explain(form: BulkForm, chosen: Chosen) -> bool:
    say_how_many_explained(explain_all(chosen, deed(form.key.data)), len(chosen))
    return True


def _nothing(_form: BulkForm, _chosen: Chosen) -> bool:
    return False


_DECIDE: dict[str, Callable[[BulkForm, Chosen], bool]] = {
    "gabung": _merge,
    "tunjuk": _assign,
    "bergilir": _explain,
}
"""Whether all was said that the deed needs; else it is asked whom to send."""


def _assign_all(chosen: Chosen, to: Assignee, step: Deed, reason: str) -> int:
    done = 0
    for row, seen in chosen:
        one = replace(step, key=f"{step.key}-{row.id}", seen=seen)
        try:
            dispatch.assign(row.id, to, one, reason)
        except (StaleComplaint, StepRefused, Incomplete):  # counted, and said to the operator
            continue
        done += 1
    return done


def _ask_whom(form: BulkForm, chosen: Chosen, back: str) -> Response:
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
