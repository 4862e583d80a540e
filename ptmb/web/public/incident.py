"""One incident for everybody: what it is, where, who works on it, when it ends or news comes."""

from flask import Response as FlaskResponse
from flask import current_app, url_for

from ptmb.adapters.clock import now
from ptmb.queries.catalogue import catalogue
from ptmb.queries.incident_detail import updates_of
from ptmb.queries.incident_list import IncidentView, incident_by_number
from ptmb.web.access import open_to_everyone
from ptmb.web.incident_words import incident_card, incident_state, notice_words
from ptmb.web.languages import language
from ptmb.web.pages import found, live, unchanged, wants_block
from ptmb.web.public import public
from ptmb.web.public.follow_view import follow_of_incident
from ptmb.web.public.qr_code import qr_code

POLL_SECONDS = 60


@public.get("/gangguan/<int(max=2147483647):number>")
@open_to_everyone
def incident(number: int) -> FlaskResponse:
    it = found(incident_by_number(number))
    tag = f"{it.version}-{now():%H%M}-{language()}"
    return unchanged(tag, quiet=True) or _page(it, tag)


def _page(it: IncidentView, tag: str) -> FlaskResponse:
    at, updates = now(), updates_of(it.id)
    here = url_for("public.incident", number=it.number)
    response = live(
        tag,
        "public/incident.html",
        block="keadaan",
        it=it,
        card=incident_card(it, catalogue(), at),
        notice=notice_words(it, updates[-1].update.at) if updates else "",
        updates=[one.update for one in updates if one.update.public_text],
        state_of=incident_state,
        here=here,
        tag=tag,
        seconds=POLL_SECONDS,
        at=at,
        follow=None if wants_block() else follow_of_incident(it).with_form(),
        address=f"{current_app.config['PTMB'].public_url}{here}",
        qr=qr_code(f"{current_app.config['PTMB'].public_url}{here}"),
    )
    if not it.open:
        # A morphed block keeps its timer; a new one has none and the old one's ends by itself.
        response.headers["HX-Reswap"] = "outerHTML"
    return response
