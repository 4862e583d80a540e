"""Saying something about an incident, and ending it."""

from typing import Any

from flask import flash
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.actions import incidents
from ptmb.actions._record import Incomplete
from ptmb.actions._refusals import StaleIncident
from ptmb.actions.incidents import Ending, News
from ptmb.adapters.clock import now
from ptmb.domain.incidents import IncidentRefused
from ptmb.domain.lifecycle import Cause
from ptmb.domain.roles import DESK_ROLES
from ptmb.domain.supply import IncidentStatus
from ptmb.queries.catalogue import catalogue
from ptmb.queries.incident_detail import waiting_for
from ptmb.queries.incident_list import IncidentView
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.forms.incident import CloseForm, NewsForm, moment_of
from ptmb.web.desk.incidents import incident_of, incident_page, news_form, statuses_of
from ptmb.web.incident_words import incident_card
from ptmb.web.pages import go, new_key, page


@desk.post("/gangguan/<int(max=2147483647):number>/kabar")
@only(*DESK_ROLES)
def create_news(number: int) -> Response:
    """Tell everybody who waits; a refusal keeps what was typed."""
    it, form = incident_of(number), NewsForm()
    form.offer(statuses_of(it))
    if not form.validate_on_submit():
        return incident_page(it, form, 422)
    news = News(
        IncidentStatus(form.status.data),
        form.public_text.data or "",
        form.internal_note.data or "",
        moment_of(form.expected_end_at),
        moment_of(form.next_update_at),
        Cause(form.cause.data),
        form.crew_id,
    )
    try:
        incidents.update(it.id, news, current_user.actor, now(), form.key.data, form.version)
    except Incomplete as missing:
        put_error(form, missing)
        return incident_page(it, form, 422)
    except (StaleIncident, IncidentRefused):
        return _overtaken(number, form)
    flash(gettext("Kabar disimpan."), "ok")
    return go("desk.incident", number=number)


@desk.get("/gangguan/<int(max=2147483647):number>/tutup")
@only(*DESK_ROLES)
def close_form(number: int) -> Response:
    """Who would be asked, and what they would read."""
    it = incident_of(number)
    if not it.open:
        return go("desk.incident", number=number)
    form = CloseForm(formdata=None)
    statuses = statuses_of(it, final=True)
    form.status.data, form.cause.data = statuses[0].value, it.cause.value
    form.public_text.data = gettext("Air sudah mengalir normal. Terima kasih sudah menunggu.")
    return _close_page(it, form, key=new_key())


@desk.post("/gangguan/<int(max=2147483647):number>/tutup")
@only(*DESK_ROLES)
def close_incident(number: int) -> Response:
    """End it: each of its reporters is asked to confirm."""
    it, form = incident_of(number), CloseForm()
    form.offer(statuses_of(it, final=True))
    if not form.validate_on_submit():
        return _close_page(it, form, 422)
    ending = Ending(
        form.public_text.data or "",
        Cause(form.cause.data),
        IncidentStatus(form.status.data),
        form.named,
    )
    try:
        incidents.close(it.id, ending, current_user.actor, now(), form.key.data, form.version)
    except Incomplete as missing:
        put_error(form, missing)
        return _close_page(it, form, 422)
    except (StaleIncident, IncidentRefused):
        fresh = incident_of(number)
        return _close_page(fresh, form, 409, key=new_key()) if fresh.open else _ended(fresh)
    flash(gettext("Gangguan ditutup. Pelapor diminta memastikan."), "ok")
    return go("desk.incident", number=number)


def put_error(form: Any, missing: Incomplete) -> None:
    """Put the action's objection beside its field."""
    field = form[missing.field if missing.field in form else "public_text"]
    field.errors = [*field.errors, gettext(missing.sentence)]


def _overtaken(number: int, form: NewsForm) -> Response:
    """409: somebody was faster. What was typed stays; sending again is about the new state."""
    it = incident_of(number)
    form.offer(statuses_of(it))
    form.follow(news_form(it))
    seen = form.version or 0
    form.seen.data, form.key.data = str(it.version), new_key()
    return incident_page(it, form if it.open else None, 409, seen=seen)


def _ended(it: IncidentView) -> Response:
    return incident_page(it, None, 409, seen=0)


def _close_page(it: IncidentView, form: Any, status: int = 200, key: str = "") -> Response:
    """A new key goes with what is so now; without one what was shown stays."""
    form.offer(statuses_of(it, final=True))
    waiting = waiting_for(it.id)
    if key:
        form.key.data, form.seen.data = key, str(it.version)
        form.people.data = str(waiting.complaints)
    return page(
        "desk/incident/close.html",
        status=status,
        it=it,
        card=incident_card(it, catalogue(), now()),
        form=form,
        waiting=waiting,
        overtaken=status == 409,
    )
