"""The one-time link that sets a password.

Its address is a secret: this page tells no other where the visitor comes from, and is kept nowhere.
"""

from typing import Any

from flask import Response, abort, flash
from flask_babel import gettext

from ptmb.actions import credentials
from ptmb.adapters import passwords
from ptmb.adapters.clock import now
from ptmb.extensions import csrf
from ptmb.queries.staff_session import link_owner
from ptmb.web.access import open_to_everyone
from ptmb.web.identity import address
from ptmb.web.pages import go, page
from ptmb.web.session import session_pages
from ptmb.web.session.forms import NewPasswordForm

# Under HTTPS the app-wide CSRF check also wants a Referer, which this page never sends; the form
# checks its own token instead.


@session_pages.route("/sandi/<token>", methods=["GET", "POST"])
@open_to_everyone
@csrf.exempt  # type: ignore[untyped-decorator]  # Flask-WTF has no types
def link(token: str) -> Any:
    owner = link_owner(token, now())
    if owner is None:
        return _secret(page("session/link_ended.html", status=404))
    form = NewPasswordForm()
    form.own_names = (owner.username, owner.name)
    if not form.validate_on_submit():
        if "csrf_token" in form.errors:
            abort(400)
        status = 422 if form.errors else 200
        return _secret(
            page("session/link.html", form=form, token=token, owner=owner, status=status)
        )
    kept = passwords.hashed(form.password.data)
    if not credentials.use_link(token, kept, at=now(), address=address()):
        return _secret(page("session/link_ended.html", status=404))
    flash(gettext("Kata sandi baru tersimpan. Silakan masuk."), "ok")
    return go("session.log_in")


def _secret(response: Response) -> Response:
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
