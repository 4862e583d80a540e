"""The areas: all of them on a map and in a list, one of them by hand, and all as a file."""

from typing import Any

from flask import Response, flash, make_response, url_for
from flask_babel import gettext, ngettext
from flask_login import current_user

from ptmb.actions import auditing, places
from ptmb.actions._catalogue import CatalogueChanged, mark
from ptmb.adapters.clock import now
from ptmb.domain.audit import AuditDeed
from ptmb.domain.geography import Box
from ptmb.domain.roles import Role
from ptmb.geometry.drawing import map_drawing
from ptmb.models import Area
from ptmb.queries.area_list import area_by_code, area_list, areas_as_geojson, present_areas
from ptmb.queries.catalogue import area_geometries, catalogue
from ptmb.web.access import only
from ptmb.web.admin import admin
from ptmb.web.admin.forms.area import AreaForm, Around
from ptmb.web.admin.labels import labels
from ptmb.web.admin.words import differences
from ptmb.web.identity import address
from ptmb.web.pages import found, go, page

_GEOJSON = "application/geo+json"


@admin.get("/wilayah")
@only(Role.ADMIN)
def areas() -> Response:
    rows, present = area_list(), catalogue()
    box = Box(*(float(part) for part in present.settings["map_crop"].split(",")))
    city = map_drawing(present.edition, area_geometries)
    centre = map_drawing(present.edition, area_geometries, crop=box)
    names = {row.id: row.name for row in rows}
    return page(
        "admin/areas.html",
        areas=rows,
        city=city,
        city_labels=labels(city, names),
        centre=centre,
        centre_labels=labels(centre, names),
        approximate=sum(row.approximate for row in rows),
    )


@admin.get("/wilayah/batas.json")
@only(Role.ADMIN)
def boundaries() -> Response:
    """The exact boundaries, for the map of the editor."""
    return Response(areas_as_geojson(), mimetype=_GEOJSON)


@admin.get("/wilayah/ekspor")
@only(Role.ADMIN)
def export_areas() -> Response:
    auditing.note(AuditDeed.EXPORT, "wilayah", by=current_user.actor, at=now(), address=address())
    response = make_response(areas_as_geojson())
    response.mimetype = _GEOJSON
    response.headers["Content-Disposition"] = 'attachment; filename="wilayah.geojson"'
    return response


@admin.get("/wilayah/<path:code>")
@only(Role.ADMIN)
def area(code: str) -> Response:
    one = found(area_by_code(code))
    return _shown(one, AreaForm.of(one, mark(one)))


@admin.post("/wilayah/<path:code>")
@only(Role.ADMIN)
def change_area(code: str) -> Any:
    one = found(area_by_code(code))
    form = AreaForm(around=Around(one, present_areas()))
    if not form.validate():
        return _shown(one, form, 422)
    try:
        moved = places.change_area(
            one.id,
            form.details,
            by=current_user.actor,
            at=now(),
            seen=form.seen.data,
            address=address(),
        )
    except CatalogueChanged:
        return _changed_meanwhile(code, form)
    return _saved(moved)


def _changed_meanwhile(code: str, form: AreaForm) -> Any:
    """What was typed stays; sent once more, it is stored over what the other one wrote."""
    one = found(area_by_code(code))
    stored = AreaForm.of(one, mark(one))
    stored.accept_overlap.data = form.accept_overlap.data
    if form.boundary:
        form.geometry.data = form.boundary.geometry
    changed = differences(form, stored)
    if not changed:  # the same form sent twice
        return _saved(0)
    form.seen.data = stored.seen.data
    return _shown(one, form, 409, changed=changed)


def _saved(moved: int) -> Any:
    said = gettext("Perubahan tersimpan.")
    if moved:
        said += " " + ngettext(
            "%(num)s aduan pindah wilayah.", "%(num)s aduan pindah wilayah.", moved
        )
    flash(said, "ok")
    return go("admin.areas")


def _shown(one: Area, form: AreaForm, status: int = 200, **more: Any) -> Response:
    return page(
        "admin/area.html",
        area=one,
        form=form,
        status=status,
        boundaries=url_for("admin.boundaries"),
        **more,
    )
