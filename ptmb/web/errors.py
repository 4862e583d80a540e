"""Error pages in words: what happened, and what to do now."""

import logging
import math
import time
from typing import Any

from flask import Flask, Response, render_template, request
from flask_babel import gettext
from sqlalchemy import exc
from werkzeug.exceptions import HTTPException

from ptmb.actions._record import KeyTaken, StaleComplaint
from ptmb.adapters.photo_store import StorageUnavailable
from ptmb.database import Busy
from ptmb.domain.lifecycle import StepRefused
from ptmb.extensions import db, limiter
from ptmb.web.filters import status_view

_log = logging.getLogger(__name__)
_STYLED = (400, 403, 404, 405, 409, 413, 429, 500, 503)
UNAVAILABLE = (
    Busy,
    exc.OperationalError,
    exc.InterfaceError,
    exc.TimeoutError,
    StorageUnavailable,
)


def explain_errors(app: Flask) -> None:
    """Every error gets a styled page; none shows anything of the inside."""
    app.register_error_handler(HTTPException, error_page)
    app.register_error_handler(StaleComplaint, _stale)
    app.register_error_handler(StepRefused, _refused)
    app.register_error_handler(KeyTaken, _refused)
    for kind in UNAVAILABLE:
        app.register_error_handler(kind, unavailable)
    app.register_error_handler(exc.DBAPIError, unavailable)
    app.register_error_handler(Exception, _unexpected)


def _answer(status: int, **context: Any) -> tuple[str, int]:
    shown = status if status in _STYLED else (500 if status >= 500 else 400)
    return render_template(f"errors/{shown}.html", **context), status


def error_page(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    html, status = _answer(error.code)
    response = Response(html, status)
    for name, value in error.get_headers():
        if name.lower() in ("retry-after", "allow"):
            response.headers[name] = value
    if error.code == 429:
        response.headers.setdefault("Retry-After", str(seconds_to_wait()))
    return response


def seconds_to_wait() -> int:
    """Until the limit that was passed counts anew."""
    limit = limiter.current_limit
    return max(1, math.floor(limit.reset_at - time.time())) if limit else 60


def _stale(error: StaleComplaint) -> tuple[str, int]:
    state = status_view(error.complaint.status)
    return _answer(409, state=state, reference=error.complaint.reference, events=error.events)


def _refused(error: StepRefused | KeyTaken) -> tuple[str, int]:
    status = error.status if isinstance(error, StepRefused) else None
    return _answer(409, state=status_view(status) if status else None, events=())


def unavailable(error: Exception) -> Any:
    db.session.rollback()
    _log.error("not available: %s on %s", type(error).__name__, _where(), exc_info=error)
    html, status = _answer(503, sentence=gettext("Penyimpanan sedang tidak bisa dipakai."))
    return Response(html, status, headers={"Retry-After": "10"})


def _unexpected(error: Exception) -> tuple[str, int]:
    db.session.rollback()
    _log.error("unexpected on %s", _where(), exc_info=error)
    return _answer(500)


def _where() -> str:
    """The route, not the address: some addresses are secrets."""
    return f"{request.method} {request.url_rule.rule}" if request.url_rule else request.method
