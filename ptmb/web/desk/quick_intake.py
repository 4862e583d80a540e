"""Quick intake: a call or a message becomes a complaint in twenty seconds."""

from datetime import datetime
from typing import Any

from flask import current_app, request, url_for
from flask_babel import force_locale, gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.actions import auditing, intake
from ptmb.actions._record import Incomplete
from ptmb.actions.intake import NewComplaint, Reporter
from ptmb.adapters.clock import now
from ptmb.adapters.phone import international
from ptmb.domain.audit import AuditDeed
from ptmb.domain.choices import Channel, PlaceSource
from ptmb.domain.known import about_supply
from ptmb.domain.pasted import CATEGORY_KEYS
from ptmb.domain.place import Place
from ptmb.domain.roles import DESK_ROLES
from ptmb.queries.catalogue import AreaView, catalogue
from ptmb.queries.complaint_timeline import complaint_by_reference
from ptmb.queries.desk_relations import number_history, open_in_area
from ptmb.queries.turn_here import turn_here
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.detail_view import public_link, read_code
from ptmb.web.desk.forms.intake import QuickIntakeForm
from ptmb.web.desk.heard import area_named, fill
from ptmb.web.desk.lines import desk_state
from ptmb.web.filters import category_name
from ptmb.web.identity import address
from ptmb.web.pages import found, go, new_key, page

CHANNEL_COOKIE = "saluran"
_YEAR = 365 * 24 * 3600


@desk.get("/catat")
@only(*DESK_ROLES)
def quick_intake() -> Response:
    form = QuickIntakeForm(formdata=None)
    form.key.data = new_key()
    usual = request.cookies.get(CHANNEL_COOKIE, "")
    form.channel.data = usual if usual in set(Channel) else Channel.PHONE.value
    return _form_page(form)


@desk.post("/catat")
@only(*DESK_ROLES)
def take_down() -> Response:
    """Fill in from what was pasted, or store the complaint."""
    form = QuickIntakeForm()
    _offer(form)
    if request.form.get("langkah") == "tempel":
        return _form_page(form, automatic=fill(form))
    area = area_named(form.area.data or "")
    if not form.validate_on_submit() or not _area_fits(form, area):
        return _form_page(form, status=422)
    try:
        new = _complaint(form, area, at := now())
        secret = str(current_app.secret_key)
        received = intake.receive(new, by=current_user.actor, at=at, secret=secret)
    except Incomplete as missing:
        name = {"place": "area"}.get(missing.field, missing.field)
        form[name].errors = [gettext(missing.sentence)]
        return _form_page(form, status=422)
    answer = go("desk.taken_down", reference=received.reference)
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    answer.set_cookie(
        CHANNEL_COOKIE, new.channel.value, _YEAR, secure=secure, httponly=True, samesite="Lax"
    )
    return answer


@desk.get("/catat/<reference>")
@only(*DESK_ROLES)
def taken_down(reference: str) -> Response:
    """The code in large letters and the answer ready to be sent."""
    row = found(complaint_by_reference(read_code(reference)))
    link = public_link(row.reference)
    with force_locale(row.language):
        reply = gettext(
            "Laporan Anda sudah kami catat. Kode: %(code)s. Lihat perkembangannya: %(link)s",
            code=row.reference,
            link=link,
        )
    return page(
        "desk/taken_down.html", complaint=row, reply=reply, link=link, catalogue=catalogue()
    )


@desk.post("/catat/petunjuk")
@only(*DESK_ROLES)
def hints() -> Response:
    """What is known of this number and this place; nothing is stored but the look itself."""
    form = QuickIntakeForm()
    _offer(form)
    return _form_page(form, block="hints")


def _form_page(
    form: QuickIntakeForm,
    *,
    automatic: frozenset[str] = frozenset(),
    status: int = 200,
    block: str = "intake",
) -> Response:
    _offer(form)
    phone = international(form.phone.data or "") or ""
    return page(
        "desk/quick_intake.html",
        block=block,
        status=status,
        form=form,
        automatic=automatic,
        earlier=_earlier(phone),
        duplicates=_duplicates(form),
        phone=phone,
        catalogue=catalogue(),
        keys={code: key for key, code in CATEGORY_KEYS.items()},
        desk_state=desk_state,
        hints_url=url_for("desk.hints"),
    )


def _offer(form: QuickIntakeForm) -> None:
    form.offer([(one.code, category_name(one)) for one in catalogue().offered])


def _area_fits(form: QuickIntakeForm, area: AreaView | None) -> bool:
    if area is None and (form.area.data or "").strip():
        form.area.errors = [gettext("Kelurahan ini tidak dikenal. Pilih dari daftar.")]
        return False
    return True


def _complaint(form: QuickIntakeForm, area: AreaView | None, at: datetime) -> NewComplaint:
    category = catalogue().category(form.category.data)
    if category is None:
        raise Incomplete("category", gettext("Pilih masalahnya."))
    supply = about_supply(category.code, category.supply)
    return NewComplaint(
        key=form.key.data,
        category_id=category.id,
        place=Place(
            source=PlaceSource.AREA if area else PlaceSource.LANDMARK,
            area_id=area.id if area else None,
            landmark=(form.landmark.data or "").strip(),
            neighbourhood=(form.neighbourhood.data or "").strip(),
        ),
        channel=Channel(form.channel.data),
        description=(form.description.data or "").strip(),
        reporter=Reporter(
            name=(form.reporter_name.data or "").strip(),
            phone=form.phone.data or "",
            customer_number=(form.customer_number.data or "").strip(),
        ),
        turn=turn_here(area.id, None, at) if area and supply else None,
    )


def _earlier(phone: str) -> Any:
    """The last complaints of this number; a look that finds some is written down."""
    rows = number_history(phone) if phone else ()
    if rows:
        auditing.note(AuditDeed.PHONE_SEARCHED, by=current_user.actor, at=now(), address=address())
    return rows


def _duplicates(form: QuickIntakeForm) -> Any:
    category = catalogue().category(form.category.data or "")
    area = area_named(form.area.data or "")
    return open_in_area(category.id, area.id) if category and area else ()
