"""The materials that officers choose from when they say what they used."""

from typing import Any

from flask import Response, flash
from flask_babel import gettext
from flask_login import current_user

from ptmb.actions import material_changes
from ptmb.actions._catalogue import CatalogueChanged, mark
from ptmb.actions._record import Incomplete
from ptmb.adapters.clock import now
from ptmb.domain.roles import Role
from ptmb.models import Material
from ptmb.queries.catalogue import catalogue, forget
from ptmb.web.access import only
from ptmb.web.admin import admin
from ptmb.web.admin.forms.material import MaterialForm
from ptmb.web.admin.words import differences
from ptmb.web.identity import address
from ptmb.web.pages import found, go, page

_STEP = 10
"""A new one comes last, with room before the next."""


@admin.get("/bahan")
@only(Role.ADMIN)
def materials() -> Response:
    rows = sorted(catalogue().materials.values(), key=lambda row: (not row.active, row.position))
    return page("admin/materials.html", materials=rows)


@admin.get("/bahan-baru")
@only(Role.ADMIN)
def new_material() -> Response:
    last = max((row.position for row in catalogue().materials.values()), default=0)
    return _shown(None, MaterialForm(formdata=None, position=last + _STEP, active=True))


@admin.post("/bahan")
@only(Role.ADMIN)
def create_material() -> Any:
    form = MaterialForm()
    if not form.validate():
        return _shown(None, form, 422)
    try:
        material_changes.create(form.details, current_user.actor, now(), address())
    except Incomplete as lack:
        return _refused(None, form, lack)
    flash(gettext("Ditambahkan."), "ok")
    return go("admin.materials")


@admin.get("/bahan/<int(max=2147483647):material_id>")
@only(Role.ADMIN)
def material(material_id: int) -> Response:
    one = found(catalogue().materials.get(material_id))
    return _shown(one, MaterialForm.of(one, mark(one)))


@admin.post("/bahan/<int(max=2147483647):material_id>")
@only(Role.ADMIN)
def change_material(material_id: int) -> Any:
    one = found(catalogue().materials.get(material_id))
    form = MaterialForm()
    if not form.validate():
        return _shown(one, form, 422)
    seen = form.seen.data or ""
    try:
        material_changes.change(one.id, form.details, current_user.actor, now(), seen, address())
    except Incomplete as lack:
        return _refused(one, form, lack)
    except CatalogueChanged:
        return _changed_meanwhile(material_id, form)
    return _saved()


def _changed_meanwhile(material_id: int, form: MaterialForm) -> Any:
    """What was typed stays; sent once more, it is stored over what the other one wrote."""
    forget()
    one = found(catalogue().materials.get(material_id))
    stored = MaterialForm.of(one, mark(one))
    changed = differences(form, stored)
    if not changed:  # the same form sent twice
        return _saved()
    form.seen.data = stored.seen.data
    return _shown(one, form, 409, changed=changed)


def _saved() -> Any:
    flash(gettext("Perubahan tersimpan."), "ok")
    return go("admin.materials")


def _refused(one: Material | None, form: MaterialForm, lack: Incomplete) -> Response:
    form[lack.field].errors = [gettext(lack.sentence)]
    return _shown(one, form, 422)


def _shown(one: Material | None, form: MaterialForm, status: int = 200, **more: Any) -> Response:
    return page("admin/material.html", material=one, form=form, status=status, **more)
