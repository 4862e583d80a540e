"""Taking a step: its form as a page, and what happens when it is sent."""

from typing import Any

from flask import flash, request
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import Form
from wtforms.fields.choices import SelectChoice

from ptmb.actions._record import Incomplete, StaleComplaint
from ptmb.adapters.clock import now
from ptmb.domain.lifecycle import StepRefused
from ptmb.domain.roles import DESK_ROLES
from ptmb.models import CannedReply
from ptmb.queries.catalogue import catalogue
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.decisions import DECISIONS, prefill
from ptmb.web.desk.detail_view import DetailView, detail_of, detail_page
from ptmb.web.desk.forms.decisions import NOTHING
from ptmb.web.filters import category_name
from ptmb.web.identity import deed
from ptmb.web.pages import go, new_key

_SLUG = "<any({}):slug>".format(",".join(f"'{slug}'" for slug in DECISIONS))


@desk.get(f"/<reference>/{_SLUG}")
@only(*DESK_ROLES)
def step_form(reference: str, slug: str) -> Response:
    """The panel with this step's form open."""
    decision, view = DECISIONS[slug], DetailView(detail_of(reference))
    if decision.step not in view.steps:
        return go("desk.complaint", reference=view.complaint.reference, **request.args)
    form = decision.form(formdata=None)
    form.key.data, form.seen.data = new_key(), str(view.complaint.version)
    prefill(decision, form, view.complaint, now())
    chosen = _reply(request.args.get("kalimat"))
    if chosen and "words" in form:
        form.words.data = chosen.text_id
    return _with_form(view, slug, form)


@desk.post(f"/<reference>/{_SLUG}")
@only(*DESK_ROLES)
def take_step(reference: str, slug: str) -> Response:
    """Take it; a refusal keeps what was typed and says what changed meanwhile."""
    decision, view = DECISIONS[slug], DetailView(detail_of(reference))
    form = decision.form()
    _offer(form)
    if not form.validate_on_submit():
        return _with_form(view, slug, form, status=422)
    try:
        decision.take(view.complaint, form, deed(form.key.data, form.version))
    except Incomplete as missing:
        put_error(form, missing)
        return _with_form(DetailView(detail_of(reference)), slug, form, status=422)
    except (StaleComplaint, StepRefused):
        return overtaken(reference, slug, form)
    if decision.done:
        flash(gettext(decision.done), "ok")
    return go("desk.complaint", reference=view.complaint.reference, **_kept_args())


def overtaken(reference: str, slug: str, form: Any) -> Response:
    """409: somebody was faster. The words stay; sending again is a decision about the new state."""
    view = DetailView(detail_of(reference))
    view.slug, view.form = slug, form
    return overtaken_with(view, form)


def overtaken_with(view: DetailView, form: Any) -> Response:
    """The same for a panel that is made already."""
    seen = form.version or 0
    view.changes = [one for one in view.found.history if one.event.version > seen]
    form.seen.data, form.key.data = str(view.complaint.version), new_key()
    _offer(form)
    return detail_page(view, 409)


def put_error(form: Form, missing: Incomplete) -> None:
    """Put the action's objection beside its field, or above the form when it has none."""
    aliases = {"question": "words", "answer": "words", "reason": "reason"}
    name = missing.field if missing.field in form else aliases.get(missing.field, "words")
    sentence = gettext(missing.sentence)
    if name in form:
        form[name].errors = [*form[name].errors, sentence]
    else:
        form.form_errors.append(sentence)


def _with_form(view: DetailView, slug: str, form: Any, status: int = 200) -> Response:
    view.slug, view.form = slug, form
    _offer(form)
    return detail_page(view, status)


def _offer(form: Any) -> None:
    """Choices that come from the catalogue."""
    if "area" not in form:
        return
    present = catalogue()
    form.category.choices = [
        NOTHING,
        *(SelectChoice(one.code, category_name(one)) for one in present.offered),
    ]
    form.area.choices = [
        NOTHING,
        *(
            SelectChoice(str(area.id), area.name, optgroup=district)
            for district, areas in present.districts.items()
            for area in areas
        ),
    ]


def _reply(number: str | None) -> CannedReply | None:
    return next((one for one in catalogue().replies if str(one.id) == number), None)


def _kept_args() -> dict[str, str]:
    return {name: value for name, value in request.args.items() if name != "kalimat"}
