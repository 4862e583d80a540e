"""A file of boundaries: uploaded, looked at beside the present ones, and only then taken over."""

from typing import Any

from flask import Response, current_app, flash
from flask_babel import gettext
from flask_login import current_user

from ptmb.actions import places
from ptmb.actions._catalogue import CatalogueChanged
from ptmb.adapters.area_uploads import AreaUploads
from ptmb.adapters.clock import now
from ptmb.domain.roles import Role
from ptmb.geometry.file import read_area_file
from ptmb.queries.area_preview import AreaPreview, area_preview
from ptmb.queries.catalogue import catalogue
from ptmb.web.access import only
from ptmb.web.admin import admin
from ptmb.web.admin.forms.area import ApplyForm, AreaFileForm
from ptmb.web.admin.labels import labels
from ptmb.web.admin.words import finding_words
from ptmb.web.identity import address
from ptmb.web.pages import go, page


def _uploads() -> AreaUploads:
    return AreaUploads(current_app.config["PTMB"].instance / "area-uploads")


@admin.get("/wilayah-impor")
@only(Role.ADMIN)
def import_areas() -> Response:
    return page("admin/areas_import.html", form=AreaFileForm())


@admin.post("/wilayah-impor")
@only(Role.ADMIN)
def upload_areas() -> Any:
    form = AreaFileForm()
    if not form.validate():
        return page("admin/areas_import.html", form=form, status=422)
    raw = form.file.data.read()
    shown = area_preview(raw)
    if not shown.file.acceptable:
        return _preview(shown, status=422)
    return go("admin.preview_areas", token=_uploads().keep(raw, at=now()))


@admin.get("/wilayah-impor/<token>")
@only(Role.ADMIN)
def preview_areas(token: str) -> Any:
    raw = _uploads().read(token)
    return _gone() if raw is None else _preview(area_preview(raw), token)


@admin.post("/wilayah-impor/<token>")
@only(Role.ADMIN)
def apply_areas(token: str) -> Any:
    raw = _uploads().read(token)
    if raw is None:
        return _gone()
    try:
        applied = places.apply_areas(
            read_area_file(raw),
            by=current_user.actor,
            at=now(),
            seen=ApplyForm().edition,
            address=address(),
        )
    except CatalogueChanged:
        return _preview(area_preview(raw), token, status=409, outdated=True)
    _uploads().drop(token)
    flash(
        gettext(
            "Batas diterapkan: %(new)s wilayah baru, %(changed)s berubah, %(moved)s aduan pindah.",
            new=applied.new,
            changed=applied.changed,
            moved=applied.moved,
        ),
        "ok",
    )
    return go("admin.areas")


def _preview(shown: AreaPreview, token: str = "", status: int = 200, **more: Any) -> Response:
    drawing = shown.drawing() if shown.file.areas else None
    names = {-number: area.name for number, area in enumerate(shown.file.areas, start=1)}
    return page(
        "admin/areas_preview.html",
        preview=shown,
        map=drawing,
        labels=labels(drawing, names) if drawing else (),
        form=ApplyForm(formdata=None, seen=catalogue().edition),
        token=token,
        status=status,
        finding_words=finding_words,
        **more,
    )


def _gone() -> Any:
    flash(gettext("Berkas ini sudah diterapkan atau sudah terlalu lama. Unggah lagi."), "fix")
    return go("admin.import_areas")
