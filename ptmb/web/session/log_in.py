"""Logging in and out, and the choice of a language."""

from typing import Any

from flask import abort, current_app, make_response, redirect, request, session, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.actions import log_ins
from ptmb.actions.log_ins import LogInRefused
from ptmb.adapters import passwords
from ptmb.adapters.clock import now
from ptmb.web.access import open_to_everyone
from ptmb.web.identity import address, let_in, origin
from ptmb.web.languages import LANGUAGE_COOKIE, LANGUAGES
from ptmb.web.pages import page
from ptmb.web.session import pause, session_pages
from ptmb.web.session.forms import LogInForm
from ptmb.web.session.leaving import keeps_pages, leave
from ptmb.web.way_back import after_log_in, local

_YEAR = 365 * 24 * 3600


@session_pages.get("/masuk")
@open_to_everyone
def log_in() -> Any:
    if current_user.is_authenticated:
        return redirect(after_log_in(request.args.get("lanjut"), current_user.role), 303)
    return page("session/log_in.html", form=LogInForm(lanjut=request.args.get("lanjut", "")))


@session_pages.post("/masuk")
@open_to_everyone
def create_session() -> Any:
    form = LogInForm()
    if not form.validate():
        return page("session/log_in.html", form=form, status=422)
    try:
        token = _entered(form)
    except pause.WAITS as refusal:
        length = pause.length(refusal)
        shown = page("session/log_in.html", form=form, wait=pause.sentence(length), status=429)
        return pause.told(shown, length)
    if token is None:
        form.form_errors.append(gettext("Nama pengguna atau kata sandi salah."))
        return page("session/log_in.html", form=form, status=422)
    let_in(token)
    return redirect(after_log_in(form.lanjut.data, current_user.role), 303)


def _entered(form: LogInForm) -> str | None:
    """The new session's token; None when name or password is wrong."""
    name, password = form.username.data, form.password.data
    attempt = log_ins.attempt(name, origin(), at=now())
    kept = attempt.password_hash or ""
    if not passwords.matches(password, kept):
        log_ins.note_failure(attempt, name, origin(), at=now())
        return None
    better = passwords.hashed(password) if passwords.is_outdated(kept) else ""
    try:
        return log_ins.log_in(attempt, origin(), at=now(), better_hash=better)
    except LogInRefused:
        return None


@session_pages.post("/keluar")
@open_to_everyone
def log_out() -> Response:
    forget = False
    if current_user.is_authenticated:
        forget = keeps_pages(current_user.role)
        log_ins.log_out(current_user.get_id(), at=now(), address=address())
    session.clear()
    return leave(forget=forget)


@session_pages.get("/bahasa/<code>")
@open_to_everyone
def switch_language(code: str) -> Response:
    if code not in LANGUAGES:
        abort(404)
    target = local(request.args.get("lanjut")) or url_for("public.home")
    response = make_response(redirect(target, 303))
    response.set_cookie(
        LANGUAGE_COOKIE,
        code,
        max_age=_YEAR,
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        httponly=True,
        samesite="Lax",
    )
    return response
