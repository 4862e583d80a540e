"""Keys of the machines that send levels."""

from flask import flash
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.actions import api_keys
from ptmb.actions._refusals import Incomplete
from ptmb.adapters.clock import now
from ptmb.domain.roles import Role
from ptmb.queries.reservoir_readings import key_exists
from ptmb.web.access import only
from ptmb.web.admin import admin
from ptmb.web.admin.forms.reservoir import KeyForm
from ptmb.web.admin.reservoirs import reservoirs_page
from ptmb.web.pages import found, go, page


@admin.post("/waduk/kunci")
@only(Role.ADMIN)
def make_machine_key() -> Response:
    """Shows the key on the answer itself, once: only its hash is kept."""
    form = KeyForm()
    if not form.validate():
        return reservoirs_page(form, 422)
    try:
        key, token = api_keys.make_key(form.title.data, current_user.actor, now())
    except Incomplete as lack:
        form.title.errors = [gettext(lack.sentence)]
        return reservoirs_page(form, 422)
    return page("admin/machine_key.html", key=key, token=token)


@admin.post("/waduk/kunci/<int(max=2147483647):key_id>/cabut")
@only(Role.ADMIN)
def revoke_machine_key(key_id: int) -> Response:
    found(key_exists(key_id) or None)
    api_keys.revoke_key(key_id, current_user.actor, now())
    flash(gettext("Kunci dicabut. Alat itu tidak bisa mengirim lagi."), "ok")
    return go("admin.reservoirs", _anchor="kunci")
