"""Saya: on duty or not, my areas and crew, how the pages look, and the way out."""

from datetime import timedelta

from flask import abort, current_app, flash, redirect, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.actions import duty
from ptmb.adapters.clock import now
from ptmb.domain.roles import Role
from ptmb.queries.catalogue import catalogue
from ptmb.queries.names import crew_name
from ptmb.queries.staff_session import areas_served
from ptmb.web.access import only
from ptmb.web.identity import address
from ptmb.web.officer import officer
from ptmb.web.pages import go, page

_THEMES = ("light", "dark")


@officer.get("/saya")
@only(Role.OFFICER)
def profile() -> Response:
    present = catalogue()
    served = areas_served(current_user.id)
    return page(
        "officer/profile.html",
        areas=sorted(present.area_name(one) for one in served),
        crew=crew_name(current_user.crew_id),
    )


@officer.post("/saya/bertugas")
@only(Role.OFFICER)
def change_duty() -> Response:
    wanted = request.form.get("bertugas", "")
    if wanted not in ("ya", "tidak"):
        abort(400)
    duty.set_duty(wanted == "ya", by=current_user.actor, at=now(), address=address())
    words = (
        gettext("Anda sedang bertugas.") if wanted == "ya" else gettext("Anda selesai bertugas.")
    )
    flash(words, "ok")
    return go("officer.profile")


@officer.post("/saya/tampilan")
@only(Role.OFFICER)
def change_theme() -> Response:
    """Light for the sun, dark for the night; kept in this browser."""
    theme = request.form.get("tema", "")
    if theme not in _THEMES:
        abort(400)
    response = redirect(url_for("officer.profile"), 303)
    year = timedelta(days=365)
    response.set_cookie(
        "tema", theme, max_age=year, secure=current_app.config["PTMB"].https, samesite="Lax"
    )
    return response
