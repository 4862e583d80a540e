"""The zones of the supply: what belongs to each, its places in words, its boundary on the map."""

from typing import Any

from flask import flash, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.actions import rationing
from ptmb.actions.rationing import CatalogueChanged, Incomplete
from ptmb.adapters.clock import now
from ptmb.domain.roles import DESK_ROLES
from ptmb.models import Zone
from ptmb.queries.catalogue import catalogue
from ptmb.queries.schedules import zone_by_code
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.forms.zone import ZoneForm
from ptmb.web.pages import found, go, page


@desk.get("/jadwal/zona/baru")
@only(*DESK_ROLES)
def new_zone() -> Response:
    return _form_page(ZoneForm(formdata=None), None)


@desk.post("/jadwal/zona/baru")
@only(*DESK_ROLES)
def create_zone() -> Response:
    return _save(ZoneForm(), None)


@desk.get("/jadwal/zona/<code>")
@only(*DESK_ROLES)
def zone(code: str) -> Response:
    one = found(zone_by_code(code))
    form = ZoneForm(formdata=None)
    form.show(one)
    return _form_page(form, one)


@desk.post("/jadwal/zona/<code>")
@only(*DESK_ROLES)
def change_zone(code: str) -> Response:
    return _save(ZoneForm(), found(zone_by_code(code)))


def _save(form: ZoneForm, one: Zone | None) -> Response:
    form.stored = one
    if not form.validate_on_submit():
        return _form_page(form, one, 422)
    zone_id = one.id if one else None
    try:
        saved = rationing.save_zone(
            zone_id, form.details, current_user.actor, now(), seen=form.version
        )
    except Incomplete as missing:
        form[missing.field].errors = [*form[missing.field].errors, gettext(missing.sentence)]
        return _form_page(form, one, 422)
    except CatalogueChanged:
        return _changed_meanwhile(form, one)
    flash(gettext("Zona tersimpan."), "ok")
    return go("desk.zone_schedules", code=saved.code)


def _changed_meanwhile(form: ZoneForm, one: Zone | None) -> Response:
    """What was typed stays; sent once more, it is stored over what the other one wrote."""
    now_stored = found(zone_by_code(one.code if one else ""))
    form.seen.data = str(now_stored.version)
    said = gettext("Rekan mengubah zona ini. Kirim lagi untuk menimpa tulisannya.")
    return _form_page(form, now_stored, 409, conflict=said)


def _form_page(form: ZoneForm, one: Zone | None, status: int = 200, **more: Any) -> Response:
    return page(
        "desk/schedule/zone_edit.html",
        status=status,
        form=form,
        zone=one,
        catalogue=catalogue(),
        boundaries=url_for("desk.areas"),
        **more,
    )
