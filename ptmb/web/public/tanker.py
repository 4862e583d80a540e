"""P7: the household asks for tanker water, sees its place in the queue, or takes it back."""

from typing import Any

from flask import abort
from flask_babel import gettext
from werkzeug.wrappers import Response

from ptmb.actions import tanker_asking
from ptmb.actions._record import Incomplete
from ptmb.actions._tankers import TankerChanged
from ptmb.adapters.clock import now
from ptmb.domain.lifecycle import OPEN
from ptmb.domain.roles import Actor, Role
from ptmb.domain.tanker_rule import asks_from
from ptmb.domain.tankers import FAIL_WORDS
from ptmb.extensions import limiter
from ptmb.models import Complaint
from ptmb.queries.catalogue import catalogue
from ptmb.queries.tanker_ground import ground_of, may_be_dry, prices
from ptmb.queries.tanker_request import RequestNow, request_now
from ptmb.web.access import open_to_everyone
from ptmb.web.pages import go, new_key, page
from ptmb.web.public import public
from ptmb.web.public.acting import own_complaint
from ptmb.web.public.forms import PlainStepForm
from ptmb.web.public.story import day_words
from ptmb.web.public.tanker_form import TankerForm, rupiah
from ptmb.web.public.tanker_offer import house_of, may_ask, words_of
from ptmb.web.public.tracking import wrong_codes


def _own(reference: str) -> tuple[Complaint, Actor]:
    """The reporter's own dry tap; who only joined it asks for nothing in its name."""
    complaint, actor = own_complaint(reference)
    if actor.role is not Role.REPORTER or not may_be_dry(complaint):
        abort(go("public.complaint", reference=complaint.reference))
    return complaint, actor


@public.get("/t/<reference>/tangki")
@open_to_everyone
@wrong_codes
def tanker(reference: str) -> Response:
    complaint, _ = _own(reference)
    at = now()
    standing = request_now(complaint.id, at)
    if standing and standing.running:
        return _standing_page(complaint, standing)
    if not may_ask(complaint, at):
        return _not_yet_page(complaint)
    return _form_page(complaint, _form(complaint, formdata=None, phone=complaint.reporter_phone))


@public.post("/t/<reference>/tangki")
@open_to_everyone
@limiter.limit("20 per 10 minutes")
def ask_for_tanker(reference: str) -> Response:
    complaint, actor = _own(reference)
    form, at = _form(complaint), now()
    if not form.validate():
        return _form_page(complaint, form, 422)
    ground = ground_of(complaint, at)
    try:
        tanker_asking.ask(complaint.id, form.wish, ground, actor, at, form.key.data)
    except Incomplete as lack:
        if lack.field == "rule":
            return _not_yet_page(complaint, 422)
        form[lack.field].errors = [gettext(lack.sentence)]
        return _form_page(complaint, form, 422)
    return go("public.tanker", reference=complaint.reference)


@public.post("/t/<reference>/tangki/batal")
@open_to_everyone
@limiter.limit("20 per 10 minutes")
def cancel_tanker(reference: str) -> Response:
    complaint, actor = _own(reference)
    standing = request_now(complaint.id, now())
    if standing and standing.running:
        try:
            tanker_asking.cancel(standing.request.id, actor, now())
        except TankerChanged:  # it was delivered in the same moment: the page says so
            return go("public.tanker", reference=complaint.reference)
    return go("public.complaint", reference=complaint.reference)


def _form(complaint: Complaint, **kept: Any) -> TankerForm:
    if "formdata" in kept:
        kept["key"] = new_key()
    return TankerForm(prices(), bool(complaint.customer_number), **kept)


def _form_page(complaint: Complaint, form: TankerForm, status: int = 200) -> Response:
    return page("public/tanker.html", status=status, complaint=complaint, form=form)


def _standing_page(complaint: Complaint, standing: RequestNow) -> Response:
    line, meaning = words_of(standing)
    return page(
        "public/tanker_standing.html",
        complaint=complaint,
        form=PlainStepForm(formdata=None, key=new_key(), seen=""),
        standing=standing,
        line=line,
        meaning=meaning,
        price=rupiah(standing.request.rupiah),
        fail_words=FAIL_WORDS,
    )


def _not_yet_page(complaint: Complaint, status: int = 200) -> Response:
    """Why not, and from when on: an open complaint about a dry tap only has to wait."""
    at = now()
    ground = ground_of(complaint, at)
    from_at = asks_from(house_of(complaint), ground)
    waits = complaint.status in OPEN and from_at > at
    return page(
        "public/tanker_not_yet.html",
        status=status,
        complaint=complaint,
        hours=catalogue().settings["tanker_hours"],
        from_at=from_at if waits else None,
        from_day=day_words(from_at),
        sold=bool(prices()),
    )
