"""Writing a plan down as a draft: by its shape, or copied from another week."""

from datetime import timedelta

from flask import flash, request
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.actions import rationing
from ptmb.actions.rationing import CatalogueChanged, Incomplete, Settled
from ptmb.adapters.clock import now
from ptmb.domain.plan_shapes import SHAPE_WORDS, WEEKDAY_WORDS, Shape, shape_of
from ptmb.domain.rationing import DRY
from ptmb.domain.roles import DESK_ROLES
from ptmb.domain.water_plans import Plan
from ptmb.models import RationingSchedule, Zone
from ptmb.queries.schedules import schedule, zone_by_code, zone_by_id
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.forms.plan import FORMS, WeeklyForm
from ptmb.web.desk.forms.plan_head import PlanForm
from ptmb.web.desk.schedule import zone_page
from ptmb.web.filters import local
from ptmb.web.pages import found, go, page

_STARTS = timedelta(days=1)


@desk.get("/jadwal/<code>/draf")
@only(*DESK_ROLES)
def new_draft(code: str) -> Response:
    """An empty form; `bentuk` in the address is its shape."""
    zone = found(zone_by_code(code))
    form = FORMS[_shape(Shape.WEEKLY)](formdata=None)
    _prefill(form, zone)
    return _form_page(form, zone)


@desk.post("/jadwal/<code>/draf")
@only(*DESK_ROLES)
def create_draft(code: str) -> Response:
    zone = found(zone_by_code(code))
    form = FORMS[_shape(Shape.WEEKLY)]()
    more = _one_more_line(form)
    if more or not form.validate_on_submit():
        return _form_page(form, zone, 200 if more else 422)
    try:
        made = rationing.draft(zone.id, form.plan, current_user.actor, now())
    except Incomplete as missing:
        return _refused(form, zone, missing)
    return go("desk.publish_preview", draf=made.id)


@desk.get("/jadwal/draf/<int(max=2147483647):draft_id>")
@only(*DESK_ROLES)
def edit_draft(draft_id: int) -> Response:
    row, zone = _draft(draft_id)
    form = FORMS[shape_of(row.plan)](formdata=None)
    form.show(row.plan)
    form.seen.data = str(row.version)
    return _form_page(form, zone, row=row)


@desk.post("/jadwal/draf/<int(max=2147483647):draft_id>")
@only(*DESK_ROLES)
def change_draft(draft_id: int) -> Response:
    row, zone = _draft(draft_id)
    form = FORMS[_shape(shape_of(row.plan))]()
    more = _one_more_line(form)
    if more or not form.validate_on_submit():
        return _form_page(form, zone, 200 if more else 422, row=row)
    try:
        rationing.redraft(draft_id, form.plan, current_user.actor, now(), seen=form.version)
    except Incomplete as missing:
        return _refused(form, zone, missing, row)
    except CatalogueChanged:
        return _changed_meanwhile(form, zone, row.id)
    except Settled:
        return _published_meanwhile(zone)
    return go("desk.publish_preview", draf=draft_id)


@desk.post("/jadwal/draf/<int(max=2147483647):draft_id>/buang")
@only(*DESK_ROLES)
def discard_draft(draft_id: int) -> Response:
    """Throw it away; one that is gone already needs no other answer than that."""
    if schedule(draft_id) is None:
        flash(gettext("Draf ini sudah tidak ada."), "ok")
        return go("desk.schedules")
    row, zone = _draft(draft_id)
    text = request.form.get("seen", "")
    seen = int(text) if text.isdecimal() and len(text) < 10 else row.version
    try:
        rationing.discard(draft_id, seen=seen)
    except (CatalogueChanged, Settled):
        return zone_page(zone.code, 409, gettext("Draf ini sudah diubah rekan. Lihat dulu isinya."))
    flash(gettext("Draf dibuang."), "ok")
    return go("desk.zone_schedules", code=zone.code)


def _draft(draft_id: int) -> tuple[RationingSchedule, Zone]:
    row = found(schedule(draft_id))
    return row, found(zone_by_id(row.zone_id))


def _shape(usual: Shape) -> Shape:
    asked = request.args.get("bentuk", "")
    return Shape(asked) if asked in set(Shape) else usual


def _one_more_line(form: PlanForm) -> bool:
    """Whether the button asked for one more line instead of storing anything."""
    if request.form.get("langkah") != "baris" or not isinstance(form, WeeklyForm):
        return False
    form.add_line()
    return True


def _prefill(form: PlanForm, zone: Zone) -> None:
    begins = local(now() + _STARTS).replace(hour=0, minute=0, second=0, microsecond=0)
    empty = Plan(gettext("Penggiliran %(zone)s", zone=zone.name), "", "", DRY, begins, None)
    form.show(empty)
    if "starts" in form:
        form["starts"].data = begins.replace(tzinfo=None)


def _form_page(
    form: PlanForm,
    zone: Zone,
    status: int = 200,
    *,
    row: RationingSchedule | None = None,
    conflict: str = "",
) -> Response:
    return page(
        "desk/schedule/plan.html",
        status=status,
        form=form,
        zone=zone,
        row=row,
        shape=form.shape.value,
        shapes=list(SHAPE_WORDS.items()),
        weekdays=list(enumerate(WEEKDAY_WORDS)),
        conflict=conflict,
    )


def _refused(
    form: PlanForm, zone: Zone, missing: Incomplete, row: RationingSchedule | None = None
) -> Response:
    name = missing.field if missing.field in form else "title"
    form[name].errors = [*form[name].errors, gettext(missing.sentence)]
    return _form_page(form, zone, 422, row=row)


def _changed_meanwhile(form: PlanForm, zone: Zone, draft_id: int) -> Response:
    """What was typed stays; sent once more, it is stored over what the other one wrote."""
    row = found(schedule(draft_id))
    form.seen.data = str(row.version)
    said = gettext("Rekan mengubah draf ini. Kirim lagi untuk menimpa tulisannya.")
    return _form_page(form, zone, 409, row=row, conflict=said)


def _published_meanwhile(zone: Zone) -> Response:
    said = gettext("Draf ini sudah diterbitkan. Buat draf baru untuk mengubahnya.")
    return zone_page(zone.code, 409, said)
