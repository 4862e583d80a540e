"""The administrator's first page: whether the figures still equal the complaints."""

from flask import Response, flash
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response as Redirect

from ptmb.actions import self_check
from ptmb.adapters.clock import now
from ptmb.domain.roles import Role
from ptmb.queries.self_check import asked_since, last_checks
from ptmb.web.access import only
from ptmb.web.admin import admin
from ptmb.web.pages import go, live, unchanged

_SHOWN = 14
_MENDS = "ptmb stats rebuild"


@admin.get("")
@only(Role.ADMIN)
def figures() -> Response:
    """While a check is being made the page looks for its result by itself."""
    checks = last_checks(_SHOWN)
    asked = asked_since(checks[0] if checks else None)
    tag = f"{checks[0].id if checks else 0}-{asked is not None:d}-{get_locale()}"
    return unchanged(tag, quiet=True) or live(
        tag,
        "admin/figures.html",
        block="figures",
        checks=checks,
        asked=asked,
        command=_MENDS,
        tag=tag,
    )


@admin.post("/angka/periksa")
@only(Role.ADMIN)
def check_figures() -> Redirect:
    """Leaves it to the worker: 20 s for 100,000 complaints are too long for a page."""
    self_check.ask(now())
    flash(gettext("Angka diperiksa sebentar lagi. Hasilnya muncul di sini."), "ok")
    return go("admin.figures")
