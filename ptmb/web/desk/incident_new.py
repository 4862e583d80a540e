"""Opening an incident: the form, filled from complaints, with a preview of what citizens read."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import flash, request
from flask_babel import gettext, ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.actions import incidents
from ptmb.actions._record import Incomplete
from ptmb.adapters.clock import now
from ptmb.domain.incidents import first_status
from ptmb.domain.roles import DESK_ROLES
from ptmb.domain.supply import IncidentKind
from ptmb.models import Incident
from ptmb.queries.catalogue import catalogue
from ptmb.queries.incident_list import IncidentView, open_incidents
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.forms.incident import IncidentForm, put_moment
from ptmb.web.desk.incident_place import PlaceRefused, new_incident_of
from ptmb.web.desk.tickets import Tickets
from ptmb.web.filters import category_name
from ptmb.web.incident_words import incident_card, notice_words
from ptmb.web.pages import go, new_key, page

_FIRST_NEWS = timedelta(hours=2)


@desk.get("/gangguan/baru")
@only(*DESK_ROLES)
def new_incident() -> Response:
    """The form; `aduan` in the address are complaints as "REFERENCE~version"."""
    tickets = Tickets.of(request.args.getlist("aduan"))
    form = IncidentForm(formdata=None)
    _prefill(form, tickets)
    return _form_page(form, tickets)


@desk.post("/gangguan/baru")
@only(*DESK_ROLES)
def create_incident() -> Response:
    """Open it, or show first what citizens will read."""
    form = IncidentForm()
    form.offer_crews()
    tickets = Tickets.of(form.chosen.data or [])
    if not form.validate_on_submit():
        return _form_page(form, tickets, 422)
    try:
        new = replace(new_incident_of(form), complaints=tickets.chosen)
    except PlaceRefused as refusal:
        form.geometry.errors = [*form.geometry.errors, str(refusal)]
        return _form_page(form, tickets, 422)
    if request.form.get("langkah") == "pratinjau":
        return _form_page(form, tickets, preview=new)
    try:
        made = incidents.open_incident(new, current_user.actor, now(), form.key.data)
    except Incomplete as missing:
        form[missing.field].errors = [*form[missing.field].errors, gettext(missing.sentence)]
        return _form_page(form, tickets, 422)
    _say(made, len(tickets.rows))
    return go("desk.incident", number=made.number)


def _say(made: Incident, wanted: int) -> None:
    sentence = gettext("Gangguan dibuka.")
    if wanted:
        joined = ngettext("%(num)s aduan ikut.", "%(num)s aduan ikut.", made.complaints)
        sentence = f"{sentence} {joined}"
    if made.complaints < wanted:
        left = gettext("%(n)s dilewati karena sudah berubah.", n=wanted - made.complaints)
        sentence = f"{sentence} {left}"
    flash(sentence, "ok")


def _prefill(form: IncidentForm, tickets: Tickets) -> None:
    """What the chosen complaints say already."""
    at, present = now(), catalogue()
    form.key.data, form.kind.data = new_key(), IncidentKind.FAULT.value
    form.cause.data = tickets.cause.value
    form.areas.data = [str(area_id) for area_id in tickets.area_ids]
    put_moment(form.starts_at, tickets.since or at)
    put_moment(form.next_update_at, (at + _FIRST_NEWS).replace(minute=0))
    form.chosen.data = tickets.texts
    if tickets.middle:
        form.latitude.data, form.longitude.data = tickets.middle.lat, tickets.middle.lng
    if tickets.rows:
        category = category_name(present.categories.get(tickets.rows[0].category_id))
        place = ", ".join(present.area_name(area_id) for area_id in tickets.area_ids)
        form.title.data = gettext("%(category)s di %(place)s", category=category, place=place)[:120]
        form.public_text.data = gettext(
            "Kami menerima beberapa laporan: %(category)s. Petugas sedang memeriksa penyebabnya.",
            category=category.lower(),
        )


def _form_page(form: Any, tickets: Tickets, status: int = 200, preview: Any = None) -> Response:
    at, present = now(), catalogue()
    form.offer_crews()
    shown = _preview(preview) if preview else None
    return page(
        "desk/incident/new.html",
        status=status,
        form=form,
        tickets=tickets,
        catalogue=present,
        preview=incident_card(shown, present, at) if shown else None,
        notice=notice_words(shown, at) if shown else "",
        others=[
            incident_card(one, present, at)
            for one in (open_incidents() if tickets.rows else ())
            if set(one.area_ids) & set(tickets.area_ids)
        ],
        at=at,
    )


def _preview(new: incidents.NewIncident) -> IncidentView:
    """As it would be; number 0 stands for the one it does not have yet."""
    at = now()
    return IncidentView(
        id=0,
        number=0,
        kind=new.kind,
        status=first_status(new.kind, new.starts_at, new.crew_id is not None, at),
        cause=new.cause,
        title=new.title,
        public_text=new.public_text,
        place=new.place,
        starts_at=new.starts_at,
        expected_end_at=new.expected_end_at,
        next_update_at=new.next_update_at,
        closed_at=None,
        changed_at=at,
        area_ids=new.area_ids,
        complaints=len(new.complaints),
        crew_assigned=new.crew_id is not None,
        crew_id=new.crew_id,
        version=1,
        geometry=new.geometry,
        latitude=None,
        longitude=None,
    )
