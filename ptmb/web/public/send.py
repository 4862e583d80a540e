"""Step 3 of a report: photos, words, a number; and the complaint itself."""

from datetime import timedelta

from flask import Response as FlaskResponse
from flask import current_app, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from ptmb.actions import intake
from ptmb.actions._record import Incomplete
from ptmb.adapters.clock import now
from ptmb.database import NOT_STORED
from ptmb.domain.choices import DrySpan
from ptmb.domain.geography import Point
from ptmb.domain.known import about_supply
from ptmb.domain.roles import REPORTER
from ptmb.extensions import db, limiter
from ptmb.models import Category
from ptmb.queries.turn_here import turn_here
from ptmb.queries.twin import Twin
from ptmb.web.access import open_to_everyone
from ptmb.web.languages import chosen_language
from ptmb.web.pages import go, new_key, page
from ptmb.web.photos import TakenPhotos, taken_photos
from ptmb.web.public import public
from ptmb.web.public.chosen_place import ChosenPlace, chosen_place
from ptmb.web.public.forms import PlaceForm, SendForm
from ptmb.web.public.machines import fresh_stamp, looks_like_a_machine
from ptmb.web.public.own_keys import remember_key
from ptmb.web.public.report import asked_category, kept_for_back
from ptmb.web.public.send_checks import checked

_TWIN_WITHIN = timedelta(minutes=10)


@public.get("/lapor/kirim")
@open_to_everyone
def send() -> Response:
    place_form = PlaceForm(request.args)
    category = asked_category(place_form)
    if category is None:
        return go("public.report")
    choice = chosen_place(place_form)
    if not place_form.validate() or choice.trouble(category):
        return go("public.place", **place_form.query, aksi="lanjut")
    form = SendForm(formdata=None, key=new_key())
    return kept_for_back(_shown(place_form, category, choice, (form, TakenPhotos())))


@public.post("/lapor/kirim")
@open_to_everyone
@limiter.limit("40 per 10 minutes")
@limiter.limit("8 per hour", key_func=lambda: f"phone:{request.form.get('phone', '')[-9:]}",
               exempt_when=lambda: len(request.form.get("phone", "")) < 8)  # fmt: skip
def create_complaint() -> Response:
    place_form, form = PlaceForm(request.form), SendForm()
    category = asked_category(place_form)
    if category is None:
        return go("public.report")
    photos = taken_photos()
    choice = chosen_place(place_form)
    if "buang" in request.form:
        photos = photos.without(request.form["buang"])
        return _shown(place_form, category, choice, (form, photos))
    if "dari_foto" in request.form and photos.position:
        choice = _moved(place_form, photos.position)
        return _shown(place_form, category, choice, (form, photos))
    return _received(place_form, category, choice, (form, photos))


Filled = tuple[SendForm, TakenPhotos]


def _received(
    place_form: PlaceForm, category: Category, choice: ChosenPlace, filled: Filled
) -> Response:
    form, photos = filled
    sound = checked(form, photos, category, choice.trouble(category))
    if not place_form.validate() or not sound:
        return _shown(place_form, category, choice, filled, status=422)
    if looks_like_a_machine(place_form.w.data, form.situs.data or ""):
        form.form_errors.append(gettext("Periksa sekali lagi, lalu tekan Kirim laporan."))
        return _shown(place_form, category, choice, filled, status=422)
    twin = None if form.tetap.data else _twin(form, category, choice)
    if twin:
        return _shown(place_form, category, choice, filled, status=422, twin=twin)
    try:
        received = _stored(form, category, choice, photos)
    except Incomplete as lack:
        (form.phone if lack.field == "phone" else form.key).errors = [gettext(lack.sentence)]
        return _shown(place_form, category, choice, filled, status=422)
    except NOT_STORED:
        db.session.rollback()
        form.form_errors.append(
            gettext("Laporan belum tersimpan. Isian Anda tetap di sini. Kirim lagi sebentar lagi.")
        )
        return _shown(place_form, category, choice, filled, status=503)
    response = go("public.complaint", reference=received.reference, baru=1)
    return remember_key(response, received.reference, received.reporter_key)


def _stored(
    form: SendForm, category: Category, choice: ChosenPlace, photos: TakenPhotos
) -> intake.Received:
    supply, at = about_supply(category.code, category.supply), now()
    new = intake.NewComplaint(
        key=form.key.data,
        category_id=category.id,
        place=choice.place,
        description=form.description.data,
        reporter=intake.Reporter(form.name.data, form.phone.data, form.customer_number.data),
        dry_span=DrySpan(form.dry_span.data) if supply and form.dry_span.data else None,
        language=chosen_language(),
        photos=photos.for_complaint(choice.point),
        turn=turn_here(choice.place.area_id, choice.point, at) if supply else None,
    )
    return intake.receive(new, by=REPORTER, at=at, secret=str(current_app.secret_key))


def _twin(form: SendForm, category: Category, choice: ChosenPlace) -> str | None:
    """The code of the same complaint, sent from another form some minutes ago."""
    twin = Twin(
        category_id=category.id,
        area_id=choice.place.area_id,
        point=choice.point,
        description=form.description.data,
        phone=form.phone.data,
        key=form.key.data,
    )
    return twin.reference(since=now() - _TWIN_WITHIN)


def _moved(place_form: PlaceForm, point: Point) -> ChosenPlace:
    """The place of the photo, because its sender asked for it."""
    place_form.lat.data, place_form.lng.data = str(point.lat), str(point.lng)
    place_form.sumber.data, place_form.wilayah.data = "photo", ""
    return chosen_place(place_form)


def _shown(
    place_form: PlaceForm,
    category: Category,
    choice: ChosenPlace,
    filled: Filled,
    *,
    status: int = 200,
    twin: str | None = None,
) -> FlaskResponse:
    form, photos = filled
    place_form.w.data = fresh_stamp(place_form.w.data)
    return page(
        "public/send.html",
        status=status,
        place_form=place_form,
        category=category,
        asks_span=about_supply(category.code, category.supply),
        choice=choice,
        form=form,
        photos=photos.photos,
        offers_place=choice.point is None and photos.position is not None,
        twin=twin,
    )
