"""The driver's page: today's runs of the crew's truck, the next house first."""

from typing import Any

from flask import flash
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.actions import tanker_driving
from ptmb.actions._record import Incomplete
from ptmb.actions._tankers import TankerChanged
from ptmb.actions.tanker_driving import Delivery
from ptmb.adapters.clock import now
from ptmb.adapters.phone import spoken
from ptmb.config import CITY_TIME
from ptmb.domain.roles import Role
from ptmb.domain.tankers import FAIL_WORDS, VULNERABLE_WORDS, FailReason, RunStatus
from ptmb.queries.catalogue import catalogue
from ptmb.queries.tanker_day import RunRow, StopRow, runs_of_crew, stop_of_crew
from ptmb.queries.tanker_queue import edition
from ptmb.web.access import only
from ptmb.web.identity import phone_may_be_shown
from ptmb.web.languages import language
from ptmb.web.officer import officer
from ptmb.web.officer.places import directions
from ptmb.web.officer.taking import drop_photo, put_error
from ptmb.web.officer.tanker_forms import DeliverForm, FailForm, PlainForm
from ptmb.web.officer.visits import point_of
from ptmb.web.pages import found, go, live, new_key, page, unchanged
from ptmb.web.photos import TakenPhotos, taken_photos

_SECONDS = 20


@officer.get("/tangki")
@only(Role.OFFICER)
def tanker() -> Response:
    """The runs of today; the card on top is the house the truck goes to next."""
    tag = f"{edition()}-{now():%H%M}-{language()}"
    same = unchanged(tag)
    if same is not None:
        return same
    runs = runs_of_crew(current_user.crew_id, now().astimezone(CITY_TIME).date())
    going = next((one for one in runs if one.run.status is not RunStatus.FINISHED), None)
    upcoming = going.next if going else None
    return live(
        tag,
        "officer/tanker.html",
        block="rute",
        tag=tag,
        seconds=_SECONDS,
        runs=runs,
        going=going,
        next_stop=upcoming,
        form=PlainForm(formdata=None, key=new_key()),
        **_shown(upcoming),
    )


@officer.get("/tangki/<int(max=2147483647):stop_id>/telepon")
@only(Role.OFFICER)
def tanker_telephone(stop_id: int) -> Response:
    """As with any job: the look is written down, then the phone's own dialler opens."""
    _, row = _stop(stop_id)
    found(row if row.open else None)  # the number goes with the delivery
    number = _phone(row)
    return page(
        "officer/telephone.html",
        complaint=row.complaint,
        number=number,
        spoken=spoken(number) if number else "",
        delivery=True,
    )


@officer.post("/tangki/<int(max=2147483647):stop_id>/berangkat")
@only(Role.OFFICER)
def tanker_set_off(stop_id: int) -> Response:
    _, row = _stop(stop_id)
    if not PlainForm().validate():
        return go("officer.tanker")
    try:
        tanker_driving.set_off(row.stop.id, current_user.actor, now())
    except TankerChanged:
        return _changed()
    return go("officer.tanker")


@officer.get("/tangki/<int(max=2147483647):stop_id>/antar")
@only(Role.OFFICER)
def tanker_delivering(stop_id: int) -> Response:
    _, row = _stop(stop_id)
    form = DeliverForm(formdata=None, key=new_key(), litres=row.stop.litres)
    return _deliver_page(row, form, TakenPhotos())


@officer.post("/tangki/<int(max=2147483647):stop_id>/antar")
@only(Role.OFFICER)
def tanker_deliver(stop_id: int) -> Response:
    (_, row), form, photos = _stop(stop_id), DeliverForm(), taken_photos()
    fewer = drop_photo(photos)
    if fewer:
        return _deliver_page(row, form, fewer)
    valid = form.validate()
    if not (photos.explain(form.photos) and valid):
        return _deliver_page(row, form, photos, status=422)
    pictures = photos.for_complaint(point_of(row.complaint))
    delivery = Delivery(form.litres.data, pictures, form.signature.data or "", form.note.data or "")
    try:
        tanker_driving.deliver(row.stop.id, delivery, current_user.actor, now(), form.key.data)
    except Incomplete as missing:
        put_error(form, missing)
        return _deliver_page(row, form, photos, status=422)
    except TankerChanged:
        return _changed()
    flash(gettext("Pengantaran dicatat."), "ok")
    return go("officer.tanker")


@officer.get("/tangki/<int(max=2147483647):stop_id>/gagal")
@only(Role.OFFICER)
def tanker_failing(stop_id: int) -> Response:
    _, row = _stop(stop_id)
    return _fail_page(row, FailForm(formdata=None, key=new_key()))


@officer.post("/tangki/<int(max=2147483647):stop_id>/gagal")
@only(Role.OFFICER)
def tanker_fail(stop_id: int) -> Response:
    (_, row), form = _stop(stop_id), FailForm()
    if not form.validate():
        return _fail_page(row, form, status=422)
    reason = FailReason(form.reason.data)
    note = form.note.data or ""
    try:
        tanker_driving.fail(row.stop.id, reason, note, current_user.actor, now(), form.key.data)
    except TankerChanged:
        return _changed()
    flash(gettext("Dicatat. Permintaan kembali ke antrean."), "ok")
    return go("officer.tanker")


@officer.post("/tangki/rute/<int(max=2147483647):run_id>/hentikan")
@only(Role.OFFICER)
def tanker_end_run(run_id: int) -> Response:
    """The truck cannot go on; who is left goes back to the queue."""
    if not PlainForm().validate():
        return go("officer.tanker")
    try:
        tanker_driving.end_run(run_id, current_user.actor, now())
    except TankerChanged:
        return _changed()
    flash(gettext("Rute dihentikan. Sisanya kembali ke antrean."), "ok")
    return go("officer.tanker")


def _stop(stop_id: int) -> tuple[RunRow, StopRow]:
    return found(stop_of_crew(stop_id, current_user.crew_id))


def _changed() -> Response:
    """409: the desk changed the run meanwhile; the page says so and leads back to it."""
    return page("officer/tanker_changed.html", status=409)


def _phone(row: StopRow) -> str:
    """The household's number, once the look is written down."""
    if not row.request.phone:
        return ""
    if phone_may_be_shown(row.complaint.reference):
        return row.request.phone
    flash(gettext("Nomor belum bisa ditampilkan. Coba lagi sebentar."), "fix")
    return ""


def _shown(row: StopRow | None) -> dict[str, Any]:
    """What the templates need to show a house."""
    return {
        "catalogue": catalogue(),
        "fail_words": FAIL_WORDS,
        "vulnerable_words": VULNERABLE_WORDS,
        "way": directions(row.complaint, catalogue()) if row else "",
    }


def _deliver_page(row: StopRow, form: Any, photos: TakenPhotos, status: int = 200) -> Response:
    return page(
        "officer/tanker_deliver.html",
        status=status,
        row=row,
        form=form,
        photos=photos,
        **_shown(row),
    )


def _fail_page(row: StopRow, form: Any, status: int = 200) -> Response:
    return page("officer/tanker_fail.html", status=status, row=row, form=form, **_shown(row))
