"""One's own account: a new password, and where one is logged in."""

from typing import Any

from flask import Response, abort, flash, session
from flask_babel import gettext
from flask_login import current_user

from ptmb.actions import credentials, log_ins
from ptmb.adapters import passwords
from ptmb.adapters.clock import now
from ptmb.domain.roles import STAFF_ROLES, Role
from ptmb.queries.staff_session import sessions_of
from ptmb.web.access import only
from ptmb.web.browsers import browser_words
from ptmb.web.identity import address, let_in, origin
from ptmb.web.pages import go, page
from ptmb.web.session import pause, session_pages
from ptmb.web.session.forms import ChangePasswordForm
from ptmb.web.session.leaving import keeps_pages, leave

_LAYOUTS = {
    Role.OFFICER: "officer",
    Role.MAYOR: "mayor",
    Role.MANAGER: "mayor",
    Role.ADMIN: "admin",
}


def _shown(form: ChangePasswordForm, status: int = 200) -> Response:
    return page(
        "session/password.html",
        form=form,
        layout=f"layouts/{_LAYOUTS.get(current_user.role, 'desk')}.html",
        sessions=[(one, browser_words(one.browser)) for one in sessions_of(current_user.id, now())],
        status=status,
    )


@session_pages.get("/akun/sandi")
@only(*STAFF_ROLES)
def password() -> Response:
    return _shown(ChangePasswordForm())


@session_pages.post("/akun/sandi")
@only(*STAFF_ROLES)
def change_password() -> Any:
    form = ChangePasswordForm()
    form.own_names = (current_user.username, current_user.name)
    if not form.validate():
        return _shown(form, 422)
    try:
        changed = _changed(form)
    except pause.WAITS as refusal:
        length = pause.length(refusal)
        form.present.errors = [pause.sentence(length)]
        return pause.told(_shown(form, 429), length)
    if not changed:
        form.present.errors = [gettext("Kata sandi sekarang salah.")]
        return _shown(form, 422)
    flash(gettext("Kata sandi diganti. Sesi lain sudah diakhiri."), "ok")
    return go("session.password")


def _changed(form: ChangePasswordForm) -> bool:
    """Whoever finds an unlocked screen may guess no more often than at the log-in page."""
    attempt = log_ins.attempt(current_user.username, origin(), at=now())
    if not passwords.matches(form.present.data, attempt.password_hash):
        log_ins.note_failure(attempt, current_user.username, origin(), at=now())
        return False
    token = credentials.set_password(
        current_user.id,
        passwords.hashed(form.password.data),
        by=current_user.actor,
        at=now(),
        origin=origin(),
        guess=attempt.guess,
    )
    let_in(token)
    return True


@session_pages.post("/akun/sesi/<int(max=2147483647):session_id>/akhiri")
@only(*STAFF_ROLES)
def end_session(session_id: int) -> Any:
    if not log_ins.end_session(session_id, by=current_user.actor, at=now(), address=address()):
        abort(404)
    flash(gettext("Sesi diakhiri."), "ok")
    return go("session.password")


@session_pages.post("/akun/keluar-semua")
@only(*STAFF_ROLES)
def end_sessions() -> Any:
    log_ins.end_sessions(current_user.id, by=current_user.actor, at=now(), address=address())
    forget = keeps_pages(current_user.role)
    session.clear()
    flash(gettext("Anda sudah keluar dari semua perangkat."), "ok")
    return leave(forget=forget)
