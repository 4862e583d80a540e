"""When nothing can be stored: a page that holds what was typed, and sends it again at a tap."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from flask import Response, g, render_template, request
from werkzeug.exceptions import TooManyRequests

from ptmb.extensions import db
from ptmb.web.errors import UNAVAILABLE, error_page, seconds_to_wait, unavailable
from ptmb.web.photos import TAKEN, taken_photos
from ptmb.web.public import public

_log = logging.getLogger(__name__)
_OURS = {"csrf_token", "photo"}


def hold_what_was_typed(error: Exception) -> Any:
    """503 with the whole form in hidden fields; it asks the database nothing.

    The key is the same, so a complaint that was stored after all is not stored twice.
    """
    if request.method != "POST" or not request.form:
        return unavailable(error)
    db.session.rollback()
    _log.error("not available: %s on %s", type(error).__name__, request.endpoint, exc_info=error)
    html = render_template("public/try_again.html", typed=list(_typed()), tokens=_tokens())
    return Response(html, 503, headers={"Retry-After": "10"})


def hold_back(error: TooManyRequests) -> Any:
    """429 with the same form: whoever sends too often loses no word either."""
    if request.method != "POST" or "key" not in request.form:
        return error_page(error)
    wait = timedelta(seconds=seconds_to_wait())
    html = render_template(
        "public/try_again.html",
        typed=list(_typed()),
        tokens=request.form.getlist("photo"),
        wait=wait,
    )
    return Response(html, 429, headers={"Retry-After": str(int(wait.total_seconds()))})


def _typed() -> Iterator[tuple[str, str]]:
    return ((name, text) for name, text in request.form.items(multi=True) if name not in _OURS)


def _tokens() -> list[str]:
    """Photos reach the disk before the database is asked, so they may be safe already."""
    taken = g.get(TAKEN) or taken_photos()
    return [photo.token for photo in taken.photos]


for kind in UNAVAILABLE:
    public.register_error_handler(kind, hold_what_was_typed)
public.register_error_handler(429, hold_back)
