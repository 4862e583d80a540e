"""Ikuti & kabari saya: to hear of an incident or of an area's water, and to stop hearing of it."""

from typing import Any

from flask import abort, current_app, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from ptmb.actions import following
from ptmb.actions._record import Incomplete
from ptmb.actions.following import Reader
from ptmb.adapters.clock import now
from ptmb.adapters.phone import spoken
from ptmb.domain.reference import read_key
from ptmb.extensions import limiter
from ptmb.models import Follow
from ptmb.queries.area_slugs import area_by_slug
from ptmb.queries.catalogue import catalogue
from ptmb.queries.following import follow_by_key
from ptmb.queries.incident_list import IncidentView, incident_by_id, incident_by_number
from ptmb.web.access import open_to_everyone
from ptmb.web.fields import KeyedForm
from ptmb.web.languages import chosen_language
from ptmb.web.pages import found, go, new_key, page
from ptmb.web.public import public
from ptmb.web.public.follow_view import (
    FollowForm,
    FollowView,
    follow_of_area,
    follow_of_incident,
    reminder_of_area,
)
from ptmb.web.public.own_follows import forget_follow, remember_follow

_limits = limiter.shared_limit("20 per 10 minutes", scope="follows")
_one_number = limiter.shared_limit(
    "8 per hour",
    scope="follows of a number",
    key_func=lambda: f"phone:{request.form.get('phone', '')[-9:]}",
    exempt_when=lambda: len(request.form.get("phone", "")) < 8,
)
"""Nobody can fill a stranger's telephone with our news."""


@public.get("/gangguan/<int(max=2147483647):number>/ikuti")
@open_to_everyone
def follow_incident(number: int) -> Response:
    it = found(incident_by_number(number))
    return _page(follow_of_incident(it).with_form()) if it.open else _over(it)


@public.post("/gangguan/<int(max=2147483647):number>/ikuti")
@open_to_everyone
@_limits
@_one_number
def start_following_incident(number: int) -> Response:
    it = found(incident_by_number(number))
    return _follow(follow_of_incident(it).with_form(FollowForm())) if it.open else _over(it)


@public.get("/status/<slug>/ikuti")
@open_to_everyone
def follow_area(slug: str) -> Response:
    return _page(_of_area(slug, remind="ingatkan" in request.args).with_form())


@public.post("/status/<slug>/ikuti")
@open_to_everyone
@_limits
@_one_number
def start_following_area(slug: str) -> Response:
    form = FollowForm()
    return _follow(_of_area(slug, remind=bool(form.ingatkan.data)).with_form(form))


@public.get("/ikut/<key>")
@open_to_everyone
@limiter.limit("60 per 10 minutes", deduct_when=lambda answer: answer.status_code == 404)
def own_following(key: str) -> Response:
    """What is followed by this key, and the button to stop; opening it changes nothing."""
    row = found(follow_by_key(read_key(key)))
    return page(
        "public/following.html",
        key=read_key(key),
        follow=_of_row(row),
        over=row.ended_at is not None,
        number=_masked(row.phone),
        form=KeyedForm(formdata=None, key=new_key()),
    )


@public.post("/ikut/<key>")
@open_to_everyone
@_limits
def stop_following(key: str) -> Response:
    try:
        following.stop(read_key(key), now())
    except LookupError:
        abort(404)
    return forget_follow(go("public.own_following", key=read_key(key)), read_key(key))


def _follow(view: FollowView) -> Response:
    form = view.form
    if not form.validate():
        return _page(view, 422)
    secret, reader = str(current_app.secret_key), Reader(form.phone.data, chosen_language())
    try:
        key = following.follow(view.target, reader, form.key.data, secret, now())
    except Incomplete as lack:
        field = form.phone if lack.field == "phone" else form.key
        field.errors = [gettext(lack.sentence)]
        return _page(view, 422)
    return remember_follow(go("public.own_following", key=key), key)


def _page(view: FollowView, status: int = 200) -> Response:
    return page("public/follow.html", status=status, follow=view, form=view.form)


def _over(it: IncidentView) -> Response:
    """There is nothing to wait for any more: its page says so."""
    return go("public.incident", number=it.number)


def _of_area(slug: str, *, remind: bool) -> FollowView:
    area = found(area_by_slug(slug))
    return reminder_of_area(area, None, now()) if remind else follow_of_area(area)


def _of_row(row: Follow) -> Any:
    if row.incident_id is not None:
        return follow_of_incident(found(incident_by_id(row.incident_id)))
    return follow_of_area(found(catalogue().areas.get(row.area_id or 0)))


def _masked(phone: str) -> str:
    """0812-••••-890: enough to know one's own number."""
    number = spoken(phone) if phone else ""
    return f"{number[:4]}••••{number[-3:]}" if number else ""
