"""Answers: a whole page or one block of it, an unchanged poll, a redirect after a change."""

import secrets
from typing import Any, TypeVar

from flask import Response as FlaskResponse
from flask import abort, make_response, redirect, render_template, request, url_for
from jinja2_fragments.flask import render_block
from werkzeug.wrappers import Response

from ptmb.web.quiet_polls import QUIET

Row = TypeVar("Row")


def wants_block() -> bool:
    """Whether htmx asks for one block; history and boosted requests want the whole page.

    `request.htmx` of htmx-flask reads HX-Request, HX-Boosted and HX-History-Restore-Request
    rightly; its target and trigger fields are htmx 2's and are not used.
    """
    asked = request.htmx  # type: ignore[attr-defined]  # set by htmx-flask
    return bool(asked) and not (asked.boosted or asked.history_restore_request)


def page(
    template: str, *, block: str | None = None, status: int = 200, **context: Any
) -> FlaskResponse:
    """The whole page for a browser, only `block` of the same template for htmx."""
    if block and wants_block():
        html = render_block(template, block, **context)
    else:
        html = render_template(template, **context)
    response = make_response(html, status)
    response.vary.add("HX-Request")
    return response


def live(version: object, template: str, *, block: str, **context: Any) -> FlaskResponse:
    """A live page: carries its version, which the next poll brings back (hx-ptag)."""
    response = page(template, block=block, **context)
    response.headers["HX-PTag"] = str(version)
    return response


def is_poll() -> bool:
    """Whether a live page asks for news: only then its newest version has to be looked up first."""
    return "HX-PTag" in request.headers


def unchanged(version: object, *, quiet: bool = False) -> FlaskResponse | None:
    """An empty 304 when the poll's version is the present one; None: render the block.

    Args:
        quiet: the view only reads, so the same poll needs no new look while nothing is written
            (see web/quiet_polls.py).
    """
    if request.headers.get("HX-PTag") != str(version):
        return None
    if quiet:
        request.environ[QUIET] = True
    response = FlaskResponse(status=304)
    response.headers["HX-PTag"] = str(version)
    return response


def is_for_keeping() -> bool:
    """Whether a service worker asks for a page to be read later without a network, not a person."""
    return "X-Bekal" in request.headers


def found(row: Row | None) -> Row:
    """The row, or 404: what is not yours does not exist."""
    if row is None:
        abort(404)
    return row


def go(endpoint: str, **values: Any) -> Response:
    """After a change: 303, so that a reload does not send it again."""
    return redirect(url_for(endpoint, **values), 303)


def new_key() -> str:
    """A key for a form: the same form sent twice is one deed."""
    return secrets.token_hex(16)
