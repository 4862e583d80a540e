"""Is it fixed? The reporter's yes with a rating, or no with what is still wrong."""

from flask import request
from flask_babel import gettext
from werkzeug.wrappers import Response

from ptmb.actions import rationed, reporting
from ptmb.actions._record import Incomplete
from ptmb.adapters.clock import now
from ptmb.domain.choices import StillWrong
from ptmb.domain.lifecycle import Step, open_steps
from ptmb.domain.roles import Actor
from ptmb.extensions import limiter
from ptmb.models import Complaint
from ptmb.queries.catalogue import catalogue
from ptmb.queries.turn_here import promised_at
from ptmb.web.access import open_to_everyone
from ptmb.web.filters import clock_time
from ptmb.web.pages import go, page
from ptmb.web.photos import TakenPhotos, taken_photos
from ptmb.web.public import public
from ptmb.web.public.acting import blank, deed_of, offered, own_complaint
from ptmb.web.public.forms import ConfirmForm, PlainStepForm, ReopenForm
from ptmb.web.public.story import A_PLAN, day_words, turn_words
from ptmb.web.public.tracking import wrong_codes

_PAGE = (Step.CONFIRM, Step.REOPEN, Step.FLOW_RETURNED)


@public.get("/t/<reference>/konfirmasi")
@open_to_everyone
@wrong_codes
def confirmation(reference: str) -> Response:
    complaint, actor = own_complaint(reference)
    offered(complaint, actor, *_PAGE)
    if "belum" in request.args or Step.CONFIRM not in open_steps(complaint.status, actor.role):
        if Step.REOPEN in open_steps(complaint.status, actor.role):
            return _reopen_page(complaint, ReopenForm(**blank(complaint)), TakenPhotos())
        return _water_page(complaint, PlainStepForm(**blank(complaint)))
    return _confirm_page(complaint, ConfirmForm(**blank(complaint)))


@public.post("/t/<reference>/konfirmasi")
@open_to_everyone
@limiter.limit("20 per 10 minutes")
def answer(reference: str) -> Response:
    """`jawab` says which: ya, belum, mengalir or kering."""
    complaint, actor = own_complaint(reference)
    way = _WAYS.get(request.form.get("jawab", "ya"), _confirm)
    return way(complaint, actor)


def _confirm(complaint: Complaint, actor: Actor) -> Response:
    form = ConfirmForm()
    if not form.validate():
        return _confirm_page(complaint, form, 422)
    rating = int(form.rating.data) if form.rating.data else None
    reporting.confirm(complaint.id, deed_of(form, actor), rating, form.comment.data)
    return _back(complaint)


def _reopen(complaint: Complaint, actor: Actor) -> Response:
    form, photos = ReopenForm(), taken_photos()
    if "buang" in request.form:
        return _reopen_page(complaint, form, photos.without(request.form["buang"]))
    sound = form.validate()
    if not photos.explain(form.photos) or not sound:
        return _reopen_page(complaint, form, photos, 422)
    wrong, deed = StillWrong(form.wrong.data), deed_of(form, actor)
    try:
        reporting.reopen(complaint.id, deed, wrong, form.words.data, photos.for_complaint())
    except Incomplete as lack:
        form.wrong.errors = [gettext(lack.sentence)]
        return _reopen_page(complaint, form, photos, 422)
    return _back(complaint)


def _water(complaint: Complaint, actor: Actor) -> Response:
    form = PlainStepForm()
    if not form.validate():
        return _water_page(complaint, form, 422)
    flows = request.form.get("jawab") == "mengalir"
    step = rationed.water_is_back if flows else rationed.still_dry
    try:
        step(complaint.id, deed_of(form, actor))
    except Incomplete:  # the turn is not over: a no before it is no news
        return _water_page(complaint, form, 422, wait=_wait_until(complaint))
    return _back(complaint)


def _wait_until(complaint: Complaint) -> str:
    promised = promised_at(complaint) or now()
    return gettext(
        "Giliran air belum selesai. Tunggu sampai %(day)s pukul %(time)s.",
        day=day_words(promised),
        time=clock_time(promised),
    )


_WAYS = {"ya": _confirm, "belum": _reopen, "mengalir": _water, "kering": _water}


def _water_page(
    complaint: Complaint, form: PlainStepForm, status: int = 200, wait: str = ""
) -> Response:
    """Before the turn is over it says until when to wait; afterwards it only asks."""
    promised = promised_at(complaint)
    waits = promised is not None and promised > now()
    return page(
        "public/water_back.html",
        status=status,
        complaint=complaint,
        form=form,
        turn=turn_words(complaint) if waits else "",
        plan=gettext(A_PLAN),
        wait=wait,
    )


def _back(complaint: Complaint) -> Response:
    return go("public.complaint", reference=complaint.reference)


def _confirm_page(complaint: Complaint, form: ConfirmForm, status: int = 200) -> Response:
    supply = catalogue().categories[complaint.category_id].supply
    return page("public/confirm.html", status=status, complaint=complaint, form=form, supply=supply)


def _reopen_page(
    complaint: Complaint, form: ReopenForm, photos: TakenPhotos, status: int = 200
) -> Response:
    return page(
        "public/reopen.html", status=status, complaint=complaint, form=form, photos=photos.photos
    )
