"""The ready sentences of the desk."""

from typing import Any

from flask import Response, flash
from flask_babel import gettext
from flask_login import current_user

from ptmb.actions import catalogue_changes
from ptmb.actions._catalogue import CatalogueChanged, mark
from ptmb.actions._record import Incomplete
from ptmb.actions.catalogue_changes import By
from ptmb.adapters.clock import now
from ptmb.domain.roles import Role
from ptmb.models import CannedReply
from ptmb.queries.catalogue import catalogue, forget
from ptmb.web.access import only
from ptmb.web.admin import admin
from ptmb.web.admin.forms.reply import USED_FOR, ReplyForm
from ptmb.web.admin.words import differences
from ptmb.web.identity import address
from ptmb.web.pages import found, go, page


def _by() -> By:
    return By(current_user.actor, now(), address())


def _reply(reply_id: int) -> CannedReply:
    return found(next((one for one in catalogue().replies if one.id == reply_id), None))


@admin.get("/kalimat")
@only(Role.ADMIN)
def replies() -> Response:
    order = list(USED_FOR)
    rows = sorted(
        catalogue().replies,
        key=lambda row: (not row.active, order.index(row.used_for), row.title),
    )
    return page("admin/replies.html", replies=rows, used_for=USED_FOR)


@admin.get("/kalimat-baru")
@only(Role.ADMIN)
def new_reply() -> Response:
    return page("admin/reply_new.html", form=ReplyForm(formdata=None, active=True))


@admin.post("/kalimat")
@only(Role.ADMIN)
def create_reply() -> Any:
    form = ReplyForm()
    if form.validate():
        try:
            catalogue_changes.create_reply(form.details, _by())
        except Incomplete as lack:
            form[lack.field].errors = [gettext(lack.sentence)]
        else:
            flash(gettext("Kalimat ditambahkan."), "ok")
            return go("admin.replies")
    return page("admin/reply_new.html", form=form, status=422)


@admin.get("/kalimat/<int(max=2147483647):reply_id>")
@only(Role.ADMIN)
def reply(reply_id: int) -> Response:
    one = _reply(reply_id)
    return _shown(one, ReplyForm.of(one, mark(one)))


@admin.post("/kalimat/<int(max=2147483647):reply_id>")
@only(Role.ADMIN)
def change_reply(reply_id: int) -> Any:
    one = _reply(reply_id)
    form = ReplyForm()
    if not form.validate():
        return _shown(one, form, 422)
    try:
        catalogue_changes.change_reply(one.id, form.details, _by(), seen=form.seen.data)
    except CatalogueChanged:
        return _changed_meanwhile(reply_id, form)
    except Incomplete as lack:
        form[lack.field].errors = [gettext(lack.sentence)]
        return _shown(one, form, 422)
    return _saved()


def _changed_meanwhile(reply_id: int, form: ReplyForm) -> Any:
    """What was typed stays; sent once more, it is stored over what the other one wrote."""
    forget()
    one = _reply(reply_id)
    stored = ReplyForm.of(one, mark(one))
    changed = differences(form, stored)
    if not changed:  # the same form sent twice
        return _saved()
    form.seen.data = stored.seen.data
    return _shown(one, form, 409, changed=changed)


def _saved() -> Any:
    flash(gettext("Perubahan tersimpan."), "ok")
    return go("admin.replies")


def _shown(one: CannedReply, form: ReplyForm, status: int = 200, **more: Any) -> Response:
    return page("admin/reply.html", reply=one, form=form, status=status, **more)
