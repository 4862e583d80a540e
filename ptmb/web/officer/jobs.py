"""Tugas saya: the next job first, then the others; and the jobs that nobody has yet."""

from datetime import timedelta

from flask import current_app, redirect, request, url_for
from flask_babel import get_locale
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.adapters.clock import now
from ptmb.config import CITY_TIME
from ptmb.domain.roles import Role
from ptmb.queries.catalogue import catalogue
from ptmb.queries.complaint_timeline import timeline_of
from ptmb.queries.job_list import Job, JobList, Pulse, TakenAway
from ptmb.queries.tanker_day import open_stops_of_crew
from ptmb.web.access import only
from ptmb.web.officer import officer
from ptmb.web.officer.places import directions
from ptmb.web.officer.step_buttons import LOSS_WORDS, next_button
from ptmb.web.pages import live, unchanged
from ptmb.web.undo import undo_offer

_READ_COOKIE = "tugas_dibaca"
_MOST_READ = 30


def my_jobs() -> JobList:
    """The list of the officer behind this request, in their own order if they made one today."""
    began = now().astimezone(CITY_TIME).replace(hour=0, minute=0, second=0, microsecond=0)
    return JobList(current_user.id, current_user.crew_id, current_user.position, began)


@officer.get("")
@only(Role.OFFICER)
def jobs() -> Response:
    """`pertama` is the job on top of the screen: a poll never puts another in its place."""
    mine = my_jobs()
    pulse, deliveries = mine.pulse(), _deliveries()
    tag = f"{_tag(pulse)}-{deliveries}"
    same = unchanged(tag, quiet=True)
    if same is not None:
        return same
    found, gone = mine.jobs(), mine.taken_away(now(), _read())
    kept = request.args.get("pertama", "")
    gone_first = next((one for one in gone if one.complaint.reference == kept), None)
    first = None if gone_first else _first(found, kept)
    return live(
        tag,
        "officer/jobs.html",
        block="jobs",
        tag=tag,
        seconds=_interval(),
        first=first,
        gone_first=gone_first,
        rest=[one for one in found if one is not first],
        gone=[one for one in gone if one is not gone_first],
        reordered=_reordered(found, first, gone_first, kept),
        waiting=pulse.waiting,
        total=len(found),
        ordered=any(one.place for one in found),
        catalogue=catalogue(),
        next_button=next_button,
        directions=directions,
        loss_words=LOSS_WORDS,
        deliveries=deliveries,
        **_just_finished(mine),
    )


@officer.get("/wilayah")
@only(Role.OFFICER)
def open_jobs() -> Response:
    """Jobs of my areas that nobody has."""
    mine = my_jobs()
    pulse = mine.pulse()
    tag = _tag(pulse)
    same = unchanged(tag)
    if same is not None:
        return same
    return open_jobs_page(mine, tag)


def open_jobs_page(
    mine: JobList, tag: str = "", overtaken: str = "", status: int = 200
) -> Response:
    """`overtaken` names the job that a colleague took a moment earlier."""
    response = live(
        tag,
        "officer/open_jobs.html",
        block="open_jobs",
        tag=tag,
        seconds=_interval(),
        jobs=mine.open_in_areas(),
        overtaken=overtaken,
        catalogue=catalogue(),
    )
    response.status_code = status
    return response


@officer.post("/mengerti/<int(max=2147483647):event_id>")
@only(Role.OFFICER)
def acknowledge(event_id: int) -> Response:
    """The officer has read that a job was taken from them; this browser shows it no more."""
    read = [*_read(), event_id][-_MOST_READ:]
    response = redirect(url_for("officer.jobs"), 303)
    response.set_cookie(
        _READ_COOKIE,
        "-".join(str(one) for one in read),
        max_age=timedelta(days=1),
        path=url_for("officer.jobs"),
        secure=current_app.config["PTMB"].https,
        httponly=True,
        samesite="Lax",
    )
    return response


def _deliveries() -> int:
    """What the crew's tanker still has to bring today; 0 for a crew without one."""
    return open_stops_of_crew(current_user.crew_id, now().astimezone(CITY_TIME).date())


def _just_finished(mine: JobList) -> dict[str, object]:
    """The job that "Selesai" came from, and the offer to take it back while there is one."""
    reference = request.args.get("selesai", "")
    finished = mine.find(reference) if reference else None
    if finished is None:
        return {"finished": None, "offer": None}
    offer = undo_offer(timeline_of(finished).events, current_user.id, now())
    return {"finished": finished, "offer": offer}


def _tag(pulse: Pulse) -> str:
    """Times are shown to the minute, so each minute is a version of its own."""
    minute = int(now().timestamp() // 60)
    read = request.cookies.get(_READ_COOKIE, "").count("-")
    return f"{pulse.newest}-{pulse.waiting}-{minute}-{read}-{get_locale()}"


def _interval() -> int:
    """Seconds between two looks; a phone that saves data asks less often."""
    return 60 if request.headers.get("Save-Data", "").lower() == "on" else 20


def _first(found: list[Job], kept: str) -> Job | None:
    on_screen = next((one for one in found if one.complaint.reference == kept), None)
    return on_screen or (found[0] if found else None)


def _reordered(found: list[Job], first: Job | None, gone: TakenAway | None, kept: str) -> bool:
    """Whether another job has become more urgent than the one left on top."""
    if not kept or not found:
        return False
    return gone is not None or first is not found[0]


def _read() -> list[int]:
    parts = request.cookies.get(_READ_COOKIE, "").split("-")
    return [int(one) for one in parts[-_MOST_READ:] if one.isdecimal() and len(one) < 12]
