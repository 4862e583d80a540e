"""What the desk does with tankers: reckon a day, publish it, move stops, turn the queue."""

import threading
from collections.abc import Callable

from flask import Flask, current_app, flash, request
from flask_babel import gettext, ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.actions import tanker_asking, tanker_planning, tanker_runs
from ptmb.actions._record import Incomplete
from ptmb.actions._tankers import TankerChanged
from ptmb.adapters.clock import now
from ptmb.config import Settings
from ptmb.domain.roles import DESK_ROLES
from ptmb.extensions import db
from ptmb.jobs import tankers as tanker_jobs
from ptmb.queries.tanker_queue import request_by_id
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.tankers import chosen_day, tankers_page
from ptmb.web.pages import found, go

_LONGEST_KEY = 64
_GONE = -1
"""Stands for a version or an id that nothing has."""


@desk.post("/tangki/susun")
@only(*DESK_ROLES)
def plan_tankers() -> Response:
    """Begin to reckon; the page shows how far it is, whoever looks at it."""
    key = request.form.get("key", "")
    if not 16 <= len(key) <= _LONGEST_KEY:
        return tankers_page(422, trouble=gettext("Formulir ini rusak. Muat ulang lalu kirim lagi."))
    plan_id, new = tanker_planning.begin(chosen_day(), current_user.actor, now(), key)
    if new:
        launch(current_app._get_current_object(), plan_id)  # type: ignore[attr-defined]  # Werkzeug's documented way to the app itself
    return _back("rencana")


@desk.post("/tangki/terbitkan")
@only(*DESK_ROLES)
def publish_tankers() -> Response:
    pairs = [_pair(text) for text in request.form.getlist("rute")[:200]]

    def publish() -> None:
        done = tanker_planning.publish(pairs, current_user.actor, now())
        if done:
            flash(ngettext("%(num)s rute terbit.", "%(num)s rute terbit.", done), "ok")

    return _done(publish, "rencana")


@desk.post("/tangki/perhentian/<int(max=2147483647):stop_id>")
@only(*DESK_ROLES)
def change_tanker_stop(stop_id: int) -> Response:
    """`ke`: naik, turun, lepas, or pindah to the run `rute`."""
    wanted, seen, by = request.form.get("ke", ""), _whole("seen"), current_user.actor
    steps: dict[str, Callable[[], None]] = {
        "naik": lambda: tanker_runs.move(stop_id, True, now(), seen),
        "turun": lambda: tanker_runs.move(stop_id, False, now(), seen),
        "lepas": lambda: tanker_runs.remove(stop_id, by, now(), seen),
        "pindah": lambda: tanker_runs.transfer(stop_id, _whole("rute"), by, now(), seen),
    }
    return _done(found(steps.get(wanted)), "rencana")


@desk.post("/tangki/permintaan/<int(max=2147483647):request_id>/rute")
@only(*DESK_ROLES)
def put_into_run(request_id: int) -> Response:
    """`ke` names a run with its version (r12.3), or a truck for a new run (t4)."""
    found(request_by_id(request_id))
    kind, _, rest = request.form.get("ke", "").partition("-")
    by = current_user.actor

    def put() -> None:
        if kind == "truk":
            tanker_runs.open_run(request_id, _number(rest), chosen_day(), by, now())
        else:
            run_id, seen = _pair(rest)
            tanker_runs.insert(request_id, run_id, by, now(), seen)

    return _done(put, "antrean")


@desk.post("/tangki/permintaan/<int(max=2147483647):request_id>/nilai")
@only(*DESK_ROLES)
def override_need(request_id: int) -> Response:
    """`buang` gives the request its own points back."""
    found(request_by_id(request_id))
    points = None if "buang" in request.form else _whole("points")
    reason, seen = request.form.get("reason", "")[:300], _whole("seen")
    typed = {"id": request_id, "points": request.form.get("points", "")[:3], "reason": reason}
    by = current_user.actor
    return _done(
        lambda: tanker_asking.override(request_id, points, reason, by, now(), seen),
        "antrean",
        typed=typed,
    )


@desk.post("/tangki/permintaan/<int(max=2147483647):request_id>/batal")
@only(*DESK_ROLES)
def cancel_for_household(request_id: int) -> Response:
    found(request_by_id(request_id))
    return _done(lambda: tanker_asking.cancel(request_id, current_user.actor, now()), "antrean")


def launch(app: Flask, plan_id: int) -> None:
    """Reckon beside this request; the plan's row tells everybody how far it is."""
    threading.Thread(target=_reckon, args=(app, plan_id), daemon=True).start()


def _reckon(app: Flask, plan_id: int) -> None:
    with app.app_context():
        settings: Settings = app.config["PTMB"]
        try:
            tanker_jobs.reckon(plan_id, now, settings.osrm_url)
        finally:
            db.session.remove()


def _done(step: Callable[[], None], part: str, **typed: object) -> Response:
    """Take the step; what was typed stands again in its form when it cannot be taken."""
    try:
        step()
    except Incomplete as lack:
        return tankers_page(422, trouble=gettext(lack.sentence), **typed)
    except TankerChanged:
        return tankers_page(409, overtaken=True, **typed)
    return _back(part)


def _back(part: str) -> Response:
    kept = {"hari": chosen_day().isoformat(), "hal": request.form.get("hal") or None}
    return go("desk.tankers", _anchor=part, **kept)


def _pair(text: str) -> tuple[int, int]:
    """12.3: an id and the version that was seen."""
    first, _, second = text.partition(".")
    return _number(first), _number(second)


def _whole(name: str) -> int:
    return _number(request.form.get(name, ""))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else _GONE
