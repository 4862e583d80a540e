"""Rute hari ini: the jobs in the best order, or in the officer's own, with the way between them."""

import logging

from flask import abort, flash, request
from flask_babel import gettext, ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.actions import job_routes
from ptmb.actions.job_routes import Wish
from ptmb.adapters.clock import now
from ptmb.adapters.job_routing import best_order
from ptmb.adapters.routing import NoPlan
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.queries.catalogue import catalogue
from ptmb.queries.job_list import Job
from ptmb.web.access import only
from ptmb.web.identity import address
from ptmb.web.officer import officer
from ptmb.web.officer.forms import VisitForm
from ptmb.web.officer.job import code_of
from ptmb.web.officer.jobs import my_jobs
from ptmb.web.officer.places import directions
from ptmb.web.officer.route_stops import MOST_POINTS, day_of, visits_of, whole_way
from ptmb.web.officer.taking import held
from ptmb.web.pages import go, page

_log = logging.getLogger(__name__)


@officer.get("/rute")
@only(Role.OFFICER)
def day_route() -> Response:
    """The list as a way: how far, how long, and which target is missed."""
    at, position, present = now(), current_user.position, catalogue()
    jobs = my_jobs().jobs()
    today = day_of(jobs, visits_of(jobs, at, present.settings), position, at)
    points = today.points
    return page(
        "officer/route.html",
        today=today,
        position=position,
        whole=whole_way(points),
        cut=MOST_POINTS if len(points) > MOST_POINTS else 0,
        directions=directions,
        catalogue=present,
    )


@officer.post("/rute")
@only(Role.OFFICER)
def order_route() -> Response:
    """The best order from where the phone is, or from where the officer was last."""
    here, by = VisitForm().position, current_user.actor
    visits = visits_of(my_jobs().jobs(), now(), catalogue().settings)
    db.session.rollback()  # no transaction stays open while the solver thinks
    try:
        ids = best_order(here or current_user.position, visits)
    except NoPlan:
        _log.exception("no route for an officer")
        flash(gettext("Rute belum bisa dihitung. Urutan tidak berubah. Coba lagi."), "fix")
        return go("officer.day_route")
    kept = job_routes.arrange(Wish(ids, by, now()), here)
    gone = len(ids) - len(kept)
    if gone:
        words = ngettext("%(num)s tugas berubah sementara rute dihitung.",
                         "%(num)s tugas berubah sementara rute dihitung.", gone)  # fmt: skip
        flash(words, "fix")
    return go("officer.day_route")


@officer.post("/rute/biasa")
@only(Role.OFFICER)
def forget_route() -> Response:
    job_routes.forget(current_user.actor)
    flash(gettext("Urutan biasa dipakai lagi."), "ok")
    return go("officer.day_route")


@officer.post("/rute/<reference>/pindah")
@only(Role.OFFICER)
def move_job(reference: str) -> Response:
    """To the place that the button names, so that the same tap twice is one move."""
    wanted = request.form.get("ke", "")
    if not (wanted.isascii() and wanted.isdecimal() and len(wanted) < 4):
        abort(400)
    job, ids = _own(reference)
    if job.complaint.id in ids:
        ids.remove(job.complaint.id)
        ids.insert(max(0, int(wanted) - 1), job.complaint.id)
        job_routes.arrange(Wish(ids, current_user.actor, now()))
    return go("officer.day_route", _anchor=f"tugas-{job.complaint.id}")


@officer.post("/rute/<reference>/dulu")
@only(Role.OFFICER)
def put_job_first(reference: str) -> Response:
    """Kerjakan dulu: this one before the others, and it is written down who wanted that."""
    job, ids = _own(reference)
    if job.place and ids[:1] == [job.complaint.id]:
        return go("officer.day_route")  # it stands there already
    wish = Wish(ids, current_user.actor, now())
    if job_routes.put_first(job.complaint.id, wish, address()):
        words = gettext("%(code)s dikerjakan dulu.", code=job.complaint.reference)
        flash(words, "ok")
    else:
        flash(gettext("Tugas ini bukan tugas Anda lagi."), "fix")
    return go("officer.day_route")


def _own(reference: str) -> tuple[Job, list[int]]:
    """The job, and the ids of all jobs on the way in their order but for the one at hand."""
    code, jobs = code_of(reference), my_jobs().jobs()
    job = next((one for one in jobs if one.complaint.reference == code), None)
    if job is None:
        held(reference)  # lost, or never theirs: it is told, or does not exist
        flash(gettext("Tugas ini sudah selesai."), "fix")
        abort(go("officer.day_route"))
    visits = visits_of(jobs, now(), catalogue().settings)
    return job, [one.id for one in visits if not one.at_hand]
