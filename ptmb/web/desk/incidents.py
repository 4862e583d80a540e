"""The incidents: what is open, what was promised and not kept, one with everything in it."""

from typing import Any

from flask import request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.adapters.clock import now
from ptmb.domain.incidents import next_moves
from ptmb.domain.roles import DESK_ROLES
from ptmb.queries.catalogue import catalogue
from ptmb.queries.incident_detail import PAGE, complaints_of, updates_of, waiting_for
from ptmb.queries.incident_list import (
    IncidentView,
    ended_incidents,
    incident_by_number,
    open_incidents,
)
from ptmb.queries.likely_incidents import likely_incidents
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.forms.incident import NewsForm, put_moment
from ptmb.web.desk.likely import suggestions
from ptmb.web.desk.lines import desk_state
from ptmb.web.incident_words import incident_card, incident_state, notice_words
from ptmb.web.pages import found, new_key, page

ENDED_PAGE = 20


@desk.get("/gangguan")
@only(*DESK_ROLES)
def incidents() -> Response:
    """Open ones first, those with overdue news before the others; then what is over."""
    at, present = now(), catalogue()
    cards = [incident_card(one, present, at) for one in open_incidents()]
    ended = ended_incidents(_number(request.args.get("sebelum")), ENDED_PAGE + 1)
    more = len(ended) > ENDED_PAGE
    return page(
        "desk/incident/list.html",
        cards=sorted(cards, key=lambda card: not card.late),
        ended=[incident_card(one, present, at) for one in ended[:ENDED_PAGE]],
        older=url_for("desk.incidents", sebelum=ended[ENDED_PAGE - 1].id) if more else "",
        suggestions=suggestions(likely_incidents(at)),
        catalogue=present,
        at=at,
    )


@desk.get("/gangguan/<int(max=2147483647):number>")
@only(*DESK_ROLES)
def incident(number: int) -> Response:
    return incident_page(incident_of(number))


def incident_of(number: int) -> IncidentView:
    """The incident, or 404."""
    return found(incident_by_number(number))


def incident_page(it: IncidentView, form: Any = None, status: int = 200, **rest: Any) -> Response:
    """Its page; `form` is the news that was refused, with everything typed."""
    at, present = now(), catalogue()
    rows = complaints_of(it.id, _number(request.args.get("sesudah")) or 0)
    moves = next_moves(it.status, current_user.role)
    updates = updates_of(it.id)
    return page(
        "desk/incident/detail.html",
        status=status,
        it=it,
        card=incident_card(it, present, at),
        notice=notice_words(it, updates[-1].update.at) if updates else "",
        updates=updates,
        state_of=incident_state,
        rows=rows[:PAGE],
        next_href=url_for("desk.incident", number=it.number, sesudah=rows[PAGE - 1].id)
        if len(rows) > PAGE
        else "",
        waiting=waiting_for(it.id),
        moves=moves,
        form=form or (news_form(it) if moves else None),
        catalogue=present,
        desk_state=desk_state,
        at=at,
        **rest,
    )


def news_form(it: IncidentView) -> NewsForm:
    """What is so now, so that the operator only changes what is new."""
    form = NewsForm(formdata=None)
    form.offer(statuses_of(it))
    form.key.data, form.seen.data = new_key(), str(it.version)
    form.status.data, form.cause.data = it.status.value, it.cause.value
    form.crew.data = str(it.crew_id or "")
    put_moment(form.expected_end_at, it.expected_end_at)
    put_moment(form.next_update_at, it.next_update_at)
    form.remember()
    return form


def statuses_of(it: IncidentView, *, final: bool = False) -> list[Any]:
    """Where it may go: on, or (final) to its end."""
    moves = next_moves(it.status, current_user.role)
    return [one.target for one in moves if one.final is final]


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 10 else None
