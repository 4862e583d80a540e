"""One job: where it is, whom to call, and the one step that comes next."""

from typing import Any

from flask import flash, request
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.adapters.clock import now
from ptmb.adapters.phone import spoken
from ptmb.domain.choices import PhotoKind
from ptmb.domain.lifecycle import Status, Step
from ptmb.domain.reference import NotACode, read_reference
from ptmb.domain.roles import Role
from ptmb.models import Complaint
from ptmb.queries.catalogue import catalogue
from ptmb.queries.complaint_timeline import timeline_of
from ptmb.queries.job_list import ACTIVE, TakenAway
from ptmb.queries.live import newest_event_of
from ptmb.web.access import only
from ptmb.web.identity import phone_may_be_kept, phone_may_be_shown
from ptmb.web.officer import officer
from ptmb.web.officer.anticipated import ahead, as_it_will_be
from ptmb.web.officer.forms import ArriveForm, ResolveForm, VisitForm, started
from ptmb.web.officer.jobs import my_jobs
from ptmb.web.officer.locator import locator
from ptmb.web.officer.places import coordinates, directions, map_app
from ptmb.web.officer.step_buttons import LOSS_WORDS, is_open, next_button, other_buttons
from ptmb.web.officer.story import entries_of, has_before_photo, picture
from ptmb.web.pages import found, go, is_for_keeping, live, new_key, page, unchanged
from ptmb.web.photos import TakenPhotos
from ptmb.web.undo import undo_offer

_FORMS = {
    Status.EN_ROUTE: ArriveForm,
    Status.FOLLOW_UP: ArriveForm,
    Status.IN_PROGRESS: ResolveForm,
}


def code_of(reference: str) -> str:
    """The code in its written form; what cannot be one names no job."""
    try:
        return read_reference(reference)
    except NotACode:
        return ""


@officer.get("/<reference>")
@only(Role.OFFICER)
def job(reference: str) -> Response:
    """My job; one nobody has, in my areas; or the news that it is no longer mine."""
    mine, code = my_jobs(), code_of(reference)
    complaint = mine.find(code)
    if complaint:
        return _own_page(complaint, request.args.get("lanjut", ""))
    lost = mine.lost(code)
    if lost:
        return gone_page(lost, 200)
    complaint = found(mine.find_in_areas(code))
    if complaint.status is not Status.RECEIVED:
        found(None)
    return job_page(complaint, blank_form(complaint), own=False)


def _own_page(complaint: Complaint, wanted: str) -> Response:
    """As it is; or with `wanted` as it will be after the officer's own steps that still wait."""
    if not wanted:
        return job_page(complaint, blank_form(complaint))
    status = next((one for one in ahead(complaint.status) if one == wanted), None)
    if status is None:  # they have arrived meanwhile, or no step of the officer leads there
        return go("officer.job", reference=complaint.reference)
    later = as_it_will_be(complaint, status)
    return job_page(later, blank_form(later), anticipated=True)


@officer.get("/<reference>/telepon")
@only(Role.OFFICER)
def telephone(reference: str) -> Response:
    """One tap to call: the look is written down, then the phone's own dialler opens.

    Without JavaScript, and where a phone will not be sent on, the number stands on the page.
    """
    complaint = found(my_jobs().find(code_of(reference)))
    found(complaint if complaint.status in ACTIVE else None)  # the number goes with the job
    number = _phone(complaint)
    response = page(
        "officer/telephone.html",
        complaint=complaint,
        number=number,
        spoken=spoken(number) if number else "",
        delivery=False,
    )
    if number and request.headers.get("HX-Request"):
        response.headers["HX-Redirect"] = f"tel:{number}"
    return response


@officer.get("/<reference>/kabar")
@only(Role.OFFICER)
def news(reference: str) -> Response:
    """Whether the job changed since the page was made; the page itself is left alone."""
    complaint = found(my_jobs().find(code_of(reference)) or _lost(reference))
    tag = newest_event_of(complaint.id)
    same = unchanged(tag)
    if same is not None:
        return same
    seen = request.args.get("versi", "")
    changed = seen.isdecimal() and seen != str(complaint.version)
    return live(tag, "officer/news.html", block="kabar", tag=tag, complaint=complaint,
                changed=changed, seen=seen)  # fmt: skip


def blank_form(complaint: Complaint) -> Any:
    """The form of the next step, made for this page."""
    form = _FORMS.get(complaint.status, VisitForm)(formdata=None)
    return started(form, new_key(), complaint.version)


def job_page(
    complaint: Complaint,
    form: Any,
    photos: TakenPhotos | None = None,
    *,
    own: bool = True,
    status: int = 200,
    **rest: Any,
) -> Response:
    """The page of a job with the form of its next step."""
    if not isinstance(form, _FORMS.get(complaint.status, VisitForm)):
        form = blank_form(complaint)  # the step of an older page; this page asks for another
    active = own and complaint.status in ACTIVE
    rest.setdefault("anticipated", False)
    phone = _phone(complaint) if active else ""
    history = timeline_of(complaint)
    return page(
        "officer/job.html",
        status=status,
        complaint=complaint,
        form=form,
        photos=photos or TakenPhotos(),
        own=own,
        phone=phone,
        spoken=spoken(phone) if phone else "",
        primary=next_button(complaint.status) if active or not own else None,
        others=other_buttons(complaint.status, phone=bool(phone)) if active else [],
        movable=active and is_open(Step.RELOCATE, complaint.status),
        offer=None if rest["anticipated"] else undo_offer(history.events, current_user.id, now()),
        history=entries_of(history, personal=own),
        reported=[picture(one) for one in history.photos if one.kind is PhotoKind.REPORT],
        before=has_before_photo(history),
        directions=directions(complaint, catalogue()),
        map_app=map_app(complaint),
        locator=locator(complaint) if active else None,
        coordinates=coordinates(complaint),
        catalogue=catalogue(),
        newest=history.last_event_id,
        **rest,
    )


def gone_page(lost: TakenAway, status: int) -> Response:
    """What became of a job that was this officer's."""
    return page(
        "officer/gone.html",
        status=status,
        lost=lost,
        words=LOSS_WORDS[lost.event.step],
        catalogue=catalogue(),
    )


def _phone(complaint: Complaint) -> str:
    """The reporter's number, once the look is written down; empty when there is none."""
    if not complaint.reporter_phone:
        return ""
    noted = phone_may_be_kept if is_for_keeping() else phone_may_be_shown
    if noted(complaint.reference):
        return complaint.reporter_phone
    flash(gettext("Nomor belum bisa ditampilkan. Coba lagi sebentar."), "fix")
    return ""


def _lost(reference: str) -> Complaint | None:
    lost = my_jobs().lost(code_of(reference))
    return lost.complaint if lost else None
