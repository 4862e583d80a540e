"""What a reporter does with the own key: show it, add words, take the complaint back; join one."""

from flask import abort, current_app, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from ptmb.actions import intake, reporting
from ptmb.actions._record import Incomplete
from ptmb.adapters.clock import now
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Step, open_steps
from ptmb.domain.reference import read_key
from ptmb.domain.roles import FOLLOWER, Actor
from ptmb.extensions import limiter
from ptmb.models import Complaint
from ptmb.queries.complaint_relatives import question_of
from ptmb.web.access import open_to_everyone
from ptmb.web.fields import StepForm
from ptmb.web.pages import found, go, new_key, page
from ptmb.web.photos import TakenPhotos, taken_photos
from ptmb.web.public import public
from ptmb.web.public.forms import AddForm, JoinForm, KeyForm, PlainStepForm
from ptmb.web.public.own_keys import actor_of, owner_of, remember_key
from ptmb.web.public.tracking import known, wrong_codes

_AFTER_KEY = {
    "tambah": "public.add",
    "konfirmasi": "public.confirmation",
    "batal": "public.cancel",
    "tangki": "public.tanker",
}


def own_complaint(reference: str) -> tuple[Complaint, Actor]:
    """The complaint and what its visitor is to it; whoever has no key is asked for one."""
    complaint = found(known(reference))
    actor = actor_of(complaint)
    if actor is None:
        after = request.path.rsplit("/", 1)[-1]
        abort(go("public.own_key", reference=complaint.reference, lanjut=after))
    return complaint, actor


def offered(complaint: Complaint, actor: Actor, *steps: Step) -> None:
    """Back to the complaint when none of these steps can be taken now."""
    if not set(steps) & set(open_steps(complaint.status, actor.role)):
        abort(go("public.complaint", reference=complaint.reference))


def deed_of(form: StepForm, actor: Actor) -> Deed:
    return Deed(actor, now(), form.key.data, form.version, form.client_moment)


def blank(complaint: Complaint) -> dict[str, object]:
    """What a fresh form of a step starts with."""
    return {"formdata": None, "key": new_key(), "seen": str(complaint.version)}


@public.get("/t/<reference>/kunci")
@open_to_everyone
@wrong_codes
def own_key(reference: str) -> Response:
    complaint = found(known(reference))
    form = KeyForm(formdata=None, key=new_key(), lanjut=request.args.get("lanjut", ""))
    return page("public/key.html", complaint=complaint, form=form)


@public.post("/t/<reference>/kunci")
@open_to_everyone
@limiter.limit("10 per minute;60 per hour", deduct_when=lambda answer: answer.status_code == 422)
def show_own_key(reference: str) -> Response:
    complaint, form = found(known(reference)), KeyForm()
    key = read_key(form.kunci.data or "")
    if not form.validate():
        return page("public/key.html", status=422, complaint=complaint, form=form)
    if owner_of(key, complaint) is None:
        form.kunci.errors = [gettext("Kunci ini tidak cocok. Periksa lagi hurufnya.")]
        return page("public/key.html", status=422, complaint=complaint, form=form)
    after = _AFTER_KEY.get(form.lanjut.data, "public.complaint")
    return remember_key(go(after, reference=complaint.reference), complaint.reference, key)


@public.get("/t/<reference>/tambah")
@open_to_everyone
@wrong_codes
def add(reference: str) -> Response:
    complaint, actor = own_complaint(reference)
    offered(complaint, actor, Step.NOTE, Step.ANSWER)
    return _add_page(complaint, AddForm(**blank(complaint)), TakenPhotos())


@public.post("/t/<reference>/tambah")
@open_to_everyone
@limiter.limit("20 per 10 minutes")
def create_addition(reference: str) -> Response:
    complaint, actor = own_complaint(reference)
    form, photos = AddForm(), taken_photos()
    if "buang" in request.form:
        return _add_page(complaint, form, photos.without(request.form["buang"]))
    sound = form.validate()
    if not photos.explain(form.photos) or not sound:
        return _add_page(complaint, form, photos, 422)
    answers = Step.ANSWER in open_steps(complaint.status, actor.role)
    say = reporting.answer if answers else reporting.add
    try:
        say(complaint.id, deed_of(form, actor), form.words.data, photos.for_complaint())
    except Incomplete as lack:
        form.words.errors = [gettext(lack.sentence)]
        return _add_page(complaint, form, photos, 422)
    return go("public.complaint", reference=complaint.reference, terkirim=1)


def _add_page(
    complaint: Complaint, form: AddForm, photos: TakenPhotos, status: int = 200
) -> Response:
    return page(
        "public/add.html",
        status=status,
        complaint=complaint,
        form=form,
        photos=photos.photos,
        question=question_of(complaint),
    )


@public.get("/t/<reference>/batal")
@open_to_everyone
@wrong_codes
def cancel(reference: str) -> Response:
    complaint, actor = own_complaint(reference)
    offered(complaint, actor, Step.WITHDRAW)
    return page("public/cancel.html", complaint=complaint, form=PlainStepForm(**blank(complaint)))


@public.post("/t/<reference>/batal")
@open_to_everyone
@limiter.limit("20 per 10 minutes")
def withdraw(reference: str) -> Response:
    complaint, actor = own_complaint(reference)
    form = PlainStepForm()
    if not form.validate():
        return page("public/cancel.html", status=422, complaint=complaint, form=form)
    try:
        reporting.withdraw(complaint.id, deed_of(form, actor))
    except Incomplete as lack:
        form.form_errors = [gettext(lack.sentence)]
        return page("public/cancel.html", status=422, complaint=complaint, form=form)
    return go("public.complaint", reference=complaint.reference)


@public.post("/t/<reference>/ikut")
@open_to_everyone
@limiter.limit("20 per 10 minutes")
def join(reference: str) -> Response:
    """Saya juga: one more person with the same trouble, and their own key to reopen it."""
    complaint, form = found(known(reference)), JoinForm()
    if not form.validate():
        abort(400)
    deed = Deed(FOLLOWER, now(), form.key.data)
    secret = str(current_app.secret_key)
    key = intake.support(complaint.id, form.phone.data, deed, secret=secret)
    response = go("public.complaint", reference=complaint.reference, ikut=1)
    return response if actor_of(complaint) else remember_key(response, complaint.reference, key)
