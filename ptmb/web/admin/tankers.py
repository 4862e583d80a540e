"""Trucks, filling points and prices of the tanker service: three lists, one way to change them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Any

from flask import Response, flash
from flask_babel import gettext
from flask_login import current_user

from ptmb.actions import tanker_fleet
from ptmb.actions._catalogue import CatalogueChanged, mark
from ptmb.actions._record import Incomplete
from ptmb.adapters.clock import now
from ptmb.domain.roles import Role
from ptmb.domain.words import N_
from ptmb.extensions import db
from ptmb.queries import tanker_fleet as fleet
from ptmb.web.access import only
from ptmb.web.admin import admin
from ptmb.web.admin.forms.tanker import FillingForm, PriceForm, TruckForm
from ptmb.web.admin.words import differences
from ptmb.web.identity import address
from ptmb.web.pages import found, go, page


@dataclass(frozen=True)
class Kind:
    """One of the three: its form, its row, its words, and where an action's objection belongs."""

    form: type[Any]
    row: Callable[[int], Any]
    new: str
    name: str
    blank: dict[str, Any]


_KINDS = {
    "truk": Kind(
        TruckForm, fleet.truck_by_id, N_("Tambah truk"), "plate",
        {"litres": 5000, "starts": time(7), "ends": time(19), "active": True},
    ),
    "titik": Kind(
        FillingForm, fleet.filling_by_id, N_("Tambah titik isi"), "name",
        {"opens": time(6), "closes": time(22), "fill_minutes": 20, "active": True},
    ),
    "harga": Kind(
        PriceForm, fleet.price_by_id, N_("Tambah harga"), "litres", {"active": True}
    ),
}  # fmt: skip
_KIND = "<any(truk,titik,harga):kind>"


@admin.get("/tangki")
@only(Role.ADMIN)
def tankers() -> Response:
    return page(
        "admin/tankers.html",
        trucks=fleet.trucks(),
        fillings=fleet.fillings(),
        prices=fleet.price_list(),
    )


@admin.get(f"/tangki/{_KIND}-baru")
@only(Role.ADMIN)
def new_tanker_row(kind: str) -> Response:
    return _shown(kind, _form(kind, formdata=None, **_KINDS[kind].blank))


@admin.post(f"/tangki/{_KIND}")
@only(Role.ADMIN)
def create_tanker_row(kind: str) -> Any:
    form = _form(kind)
    if not form.validate():
        return _shown(kind, form, status=422)
    try:
        tanker_fleet.create(form.details, current_user.actor, now(), address())
    except Incomplete as lack:
        return _refused(kind, form, lack)
    flash(gettext("Ditambahkan."), "ok")
    return go("admin.tankers")


@admin.get(f"/tangki/{_KIND}/<int(max=2147483647):row_id>")
@only(Role.ADMIN)
def tanker_row(kind: str, row_id: int) -> Response:
    return _shown(kind, _stored(kind, found(_KINDS[kind].row(row_id))), row_id)


@admin.post(f"/tangki/{_KIND}/<int(max=2147483647):row_id>")
@only(Role.ADMIN)
def change_tanker_row(kind: str, row_id: int) -> Any:
    found(_KINDS[kind].row(row_id))
    form = _form(kind)
    if not form.validate():
        return _shown(kind, form, row_id, 422)
    seen = form.seen.data or ""
    try:
        tanker_fleet.change(row_id, form.details, current_user.actor, now(), seen, address())
    except Incomplete as lack:
        return _refused(kind, form, lack, row_id)
    except CatalogueChanged:
        return _changed_meanwhile(kind, form, row_id)
    return _saved()


def _changed_meanwhile(kind: str, form: Any, row_id: int) -> Any:
    """What was typed stays; sent once more, it is stored over what the other one wrote."""
    db.session.rollback()
    stored = _stored(kind, found(_KINDS[kind].row(row_id)))
    changed = differences(form, stored)
    if not changed:  # the same form sent twice
        return _saved()
    form.seen.data = stored.seen.data
    return _shown(kind, form, row_id, 409, changed=changed)


def _saved() -> Any:
    flash(gettext("Perubahan tersimpan."), "ok")
    return go("admin.tankers")


def _form(kind: str, **kept: Any) -> Any:
    return _KINDS[kind].form(**kept, **_lists(kind))


def _stored(kind: str, row: Any) -> Any:
    return _KINDS[kind].form.of(row, mark(row), **_lists(kind))


def _lists(kind: str) -> dict[str, Any]:
    """What a truck may be given."""
    if kind != "truk":
        return {}
    return {"crews": fleet.crews(), "fillings": [one for one in fleet.fillings() if one.active]}


def _refused(kind: str, form: Any, lack: Incomplete, row_id: int | None = None) -> Response:
    form[_KINDS[kind].name].errors = [gettext(lack.sentence)]
    return _shown(kind, form, row_id, 422)


def _shown(
    kind: str, form: Any, row_id: int | None = None, status: int = 200, **more: Any
) -> Response:
    return page(
        "admin/tanker_row.html",
        kind=kind,
        row_id=row_id,
        form=form,
        new=_KINDS[kind].new,
        status=status,
        **more,
    )
