"""The settings of the utility, and how the program itself stands."""

from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from flask import Response, current_app, flash
from flask_babel import gettext
from flask_login import current_user

from ptmb.actions import catalogue_changes
from ptmb.actions._catalogue import CatalogueChanged
from ptmb.actions.catalogue_changes import By, settings_mark
from ptmb.adapters.clock import now
from ptmb.adapters.photo_store import storage_ok
from ptmb.config import Settings
from ptmb.domain.roles import Role
from ptmb.domain.settings import SPECS
from ptmb.queries.catalogue import catalogue, forget
from ptmb.web.access import only
from ptmb.web.admin import admin
from ptmb.web.admin.forms.settings import SettingsForm
from ptmb.web.admin.words import differences
from ptmb.web.identity import address
from ptmb.web.pages import go, page

_SHORT_FIRST = sorted(SPECS, key=lambda spec: bool(spec.hint))
"""Two of those without a hint stand in one row; the others need all of it."""


@admin.get("/pengaturan")
@only(Role.ADMIN)
def settings() -> Response:
    return _shown(_stored())


@admin.post("/pengaturan")
@only(Role.ADMIN)
def change_settings() -> Any:
    form = SettingsForm()
    if not form.validate():
        return _shown(form, 422)
    by = By(current_user.actor, now(), address())
    try:
        catalogue_changes.change_settings(form.values, by, seen=form.seen.data)
    except CatalogueChanged:
        return _changed_meanwhile(form)
    return _saved()


def _stored() -> SettingsForm:
    values = catalogue().settings
    return SettingsForm.of(values, settings_mark(values))


def _changed_meanwhile(form: SettingsForm) -> Any:
    """What was typed stays; sent once more, it is stored over what the other one wrote."""
    forget()
    stored = _stored()
    changed = differences(form, stored)
    if not changed:  # the same form sent twice
        return _saved()
    form.seen.data = stored.seen.data
    return _shown(form, 409, changed=changed)


def _saved() -> Any:
    flash(gettext("Pengaturan tersimpan."), "ok")
    return go("admin.settings")


def _shown(form: SettingsForm, status: int = 200, **more: Any) -> Response:
    return page(
        "admin/settings.html", form=form, specs=_SHORT_FIRST, state=_state(), status=status, **more
    )


def _state() -> list[tuple[str, str, bool]]:
    """What is fixed by the environment: a word, its value, and whether it is in order."""
    fixed: Settings = current_app.config["PTMB"]
    stored = storage_ok(fixed.storage)
    tiles = urlsplit(fixed.tile_url).netloc
    return [
        (gettext("Versi"), version("ptmb"), True),
        (gettext("Basis data"), "SQLite" if fixed.sqlite else "PostgreSQL", True),
        (
            gettext("Penyimpanan foto"),
            gettext("Bisa ditulis") if stored else gettext("Tidak bisa ditulis"),
            stored,
        ),
        (gettext("Peta jalan"), tiles or gettext("Tidak ada; peta wilayah sendiri"), True),
        (
            gettext("Alamat aplikasi"),
            fixed.public_url,
            fixed.https or urlsplit(fixed.public_url).hostname in ("127.0.0.1", "localhost"),
        ),
    ]
