"""How high the raw water stands, for everybody."""

from flask import request
from werkzeug.wrappers import Response

from ptmb.adapters.clock import now
from ptmb.domain.supply import THRESHOLD_WORDS
from ptmb.web.access import open_to_everyone
from ptmb.web.level_pages import asked_days, reservoir_views
from ptmb.web.pages import page
from ptmb.web.public import public

_FRESH_SECONDS = 60


@public.get("/waduk")
@open_to_everyone
def reservoirs() -> Response:
    at, days = now(), asked_days()
    response = page(
        "public/reservoirs.html",
        views=reservoir_views(at, days),
        days=days,
        threshold_words=THRESHOLD_WORDS,
    )
    if not request.cookies:
        response.headers["Cache-Control"] = f"public, max-age={_FRESH_SECONDS}"
        response.headers.add("Vary", "Cookie")
    return response
