"""What `public/_follow.html` shows of an incident or an area: who follows, and how to join them."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement
from wtforms import HiddenField

from ptmb.actions.following import FollowTarget
from ptmb.domain.geography import Point
from ptmb.domain.known import recovered_at
from ptmb.models import Follow
from ptmb.queries.area_slugs import slug_of
from ptmb.queries.catalogue import AreaView
from ptmb.queries.following import followers_of_area, followers_of_incident, own_follow
from ptmb.queries.incident_list import IncidentView
from ptmb.queries.water_due import water_due
from ptmb.web.fields import KeyedForm, PhoneField
from ptmb.web.filters import clock_time
from ptmb.web.languages import in_address
from ptmb.web.pages import new_key
from ptmb.web.public.forms import tidy
from ptmb.web.public.own_follows import own_keys


class FollowForm(KeyedForm):
    """`ingatkan`: only one question, at the moment by which the water should be there."""

    phone = PhoneField(_("Nomor WhatsApp"), filters=[tidy])
    ingatkan = HiddenField()


@dataclass(frozen=True)
class FollowView:
    """`action` is where the form goes; `back` is the page of what is followed.

    `form` is None where the page is the same for everybody: there a link leads to the form.
    `remind` is the hour of the one question, or empty.
    """

    target: FollowTarget
    name: str
    hint: str
    action: str
    back: str
    count: int
    mine: bool = False
    remind: str = ""
    form: Any = None

    def with_form(self, form: FollowForm | None = None) -> "FollowView":
        """To be filled in on this page."""
        if form is None:
            form = FollowForm(formdata=None, key=new_key(), ingatkan="1" if self.remind else "")
        return replace(self, form=form)


def follow_of_incident(it: IncidentView) -> FollowView:
    """One query, and one more in a browser that follows anything."""
    return FollowView(
        FollowTarget(incident_id=it.id),
        it.title,
        gettext("Kami kabari setiap ada perkembangan."),
        url_for("public.follow_incident", number=it.number),
        url_for("public.incident", number=it.number),
        followers_of_incident(it.id),
        _mine(Follow.incident_id == it.id),
    )


def follow_of_area(area: AreaView) -> FollowView:
    """The same for the water of an area: its schedule, and incidents that begin there."""
    view = follow_link(area, followers_of_area(area.id))
    return replace(view, mine=_mine(Follow.area_id == area.id))


def follow_link(area: AreaView, count: int) -> FollowView:
    """For a page that is the same for everybody: it asks neither the cookie nor the database."""
    return FollowView(
        FollowTarget(area_id=area.id),
        gettext("Air di %(area)s", area=area.name),
        gettext("Kami kabari bila jadwal berubah atau ada gangguan."),
        url_for("public.follow_area", slug=slug_of(area)),
        url_for("public.status_area", slug=slug_of(area), bahasa=in_address()),
        count,
    )


def reminder_of_area(area: AreaView, point: Point | None, at: datetime) -> FollowView:
    """One question when the turn is over and the water had its time; else as `follow_of_area`."""
    view = follow_of_area(area)
    remind_at = recovered_at(water_due(area.id, at, point))
    if remind_at is None or remind_at <= at:
        return view
    time = clock_time(remind_at)
    return replace(
        view,
        target=FollowTarget(area_id=area.id, remind_at=remind_at),
        hint=gettext("Kami tanya sekali, pukul %(time)s, lalu berhenti.", time=time),
        mine=False,
        remind=time,
    )


def _mine(follows: ColumnElement[bool]) -> bool:
    return own_follow(follows, own_keys())
