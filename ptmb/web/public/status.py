"""The water of the whole city at a glance: counts, map, list with the worst first.

Everybody is given the same copy (web/status_copies.py): nothing here may depend on who asks.
"""

from flask import Response as FlaskResponse
from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ptmb.adapters.clock import now
from ptmb.domain.supply import SupplyState
from ptmb.web.access import open_to_everyone
from ptmb.web.headers import may_be_framed
from ptmb.web.languages import gettext, in_address
from ptmb.web.public import public
from ptmb.web.public.city_status import base_address, city_status, for_everybody
from ptmb.web.public.status_words import AreaStatus
from ptmb.web.status_addresses import FILTER, SEARCH, STATES

POLL_SECONDS = 60
_LONGEST_SEARCH = 60


@public.get("/status")
@open_to_everyone
def status() -> Response:
    state = STATES.get(request.args.get(FILTER, ""))
    words = " ".join(request.args.get(SEARCH, "").split())[:_LONGEST_SEARCH]
    it = city_status(now())
    shown = it.shown(state, words)
    found = _found(shown, words)
    if found is not None:
        return redirect(url_for("public.status_area", slug=found.slug, bahasa=in_address()), 303)
    html = render_template(
        "public/status/city.html",
        it=it,
        shown=shown,
        state=state,
        words=words,
        SupplyState=SupplyState,
        here=url_for("public.status", bahasa=in_address()),
        base=base_address(),
        seconds=POLL_SECONDS,
        filter_word=request.args.get(FILTER) if state else None,
    )
    return for_everybody(html)


def _found(shown: list[AreaStatus], words: str) -> AreaStatus | None:
    """The one area that a search means: it has this very name, or nothing else fits."""
    same = [one for one in shown if one.name.casefold() == words.casefold()]
    sure = same or shown
    return sure[0] if words and len(sure) == 1 else None


@public.get("/status/sisip")
@open_to_everyone
def status_embed() -> FlaskResponse:
    """The city's counts for a frame on somebody else's page."""
    title = gettext("Status air Balikpapan")
    html = render_template("public/status/embed.html", it=city_status(now()), one=None, title=title)
    return may_be_framed(for_everybody(html))
