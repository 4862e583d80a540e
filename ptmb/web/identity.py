"""Flask-Login over sessions kept on the server: the cookie holds a token, the table decides."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, g, redirect, request, session, url_for
from flask_login import UserMixin, current_user, login_user
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from ptmb.actions import auditing, log_ins
from ptmb.actions._sessions import Origin
from ptmb.adapters.clock import now
from ptmb.database import Busy
from ptmb.domain.deed import Deed
from ptmb.domain.geography import Point
from ptmb.domain.log_in_limits import SEEN_EVERY
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db, login
from ptmb.queries.staff_session import LoggedIn, areas_served, logged_in
from ptmb.web.way_back import local

_log = logging.getLogger(__name__)
_MOST_SKEW_S = 10**9


class Person(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """The staff member behind a request; plain values, so that a dead database hurts no page."""

    def __init__(self, who: LoggedIn, token: str) -> None:
        self.id, self.name, self.role = who.staff_id, who.name, who.role
        self.username, self.crew_id = who.username, who.crew_id
        self.session_id, self.on_duty = who.session_id, who.on_duty
        self.position = who.position
        self._token = token

    def get_id(self) -> str:
        return self._token

    @property
    def actor(self) -> Actor:
        """This person as the lifecycle sees them."""
        areas = areas_served(self.id) if self.role is Role.OFFICER else frozenset()
        return Actor(self.role, self.id, self.crew_id, areas)


def deed(
    key: str,
    seen: int | None = None,
    *,
    client_at: datetime | None = None,
    position: Point | None = None,
    client_now: datetime | None = None,
) -> Deed:
    """What the logged-in person does now; `client_now` is what their phone's clock says."""
    at = now()
    skew_s = None if client_now is None else _skew_s(at, client_now)
    return Deed(current_user.actor, at, key, seen, client_at, position, skew_s)


def _skew_s(at: datetime, client_now: datetime) -> int:
    """Seconds by which the phone is behind; a clock that lost its year says decades."""
    seconds = round((at - client_now).total_seconds())
    return max(-_MOST_SKEW_S, min(_MOST_SKEW_S, seconds))


def address() -> str:
    """Where this request comes from; behind a proxy as ProxyFix was told to believe it."""
    return request.remote_addr or ""


def origin() -> Origin:
    """The address and what the browser calls itself."""
    return Origin(address(), request.user_agent.string)


def phone_may_be_shown(reference: str) -> bool:
    """Whether the look at this complaint's telephone number could be written down.

    Without a trace no number is shown; the page itself still opens.
    """
    return _written(auditing.note_phone_view, reference)


def phone_may_be_kept(reference: str) -> bool:
    """The same for a page that the officer's phone keeps: written down once a day."""
    return _written(auditing.note_phone_kept, reference)


def _written(note: Callable[..., None], reference: str) -> bool:
    try:
        note(reference, by=current_user.actor, at=now(), address=address())
    except (Busy, SQLAlchemyError) as error:
        db.session.rollback()
        _log.warning("look at a number not written: %s", type(error).__name__)
        return False
    return True


def let_in(token: str) -> None:
    """Give this browser the session of this token; nothing from before the log-in stays in it."""
    who = logged_in(token, now())
    if who is None:
        raise LookupError("the session ended before it was used")
    session.clear()
    login_user(Person(who, token))
    session.permanent = True  # the table decides when it ends, not the closing of the browser


def know_people(app: Flask) -> None:
    """Tie Flask-Login to our sessions."""
    login.init_app(app)
    login.session_protection = None  # officers change networks all day; the table can revoke

    @login.user_loader  # type: ignore[untyped-decorator]  # Flask-Login has no types
    def load(token: str) -> Person | None:
        # Until the table has answered it is nobody: the error page that is drawn when it does not
        # answer would otherwise ask it again.
        g._login_user = login.anonymous_user()
        at = now()
        who = logged_in(str(token), at)
        if who is None:
            return None
        _keep_seen(who, at)
        return Person(who, token)

    @login.unauthorized_handler  # type: ignore[untyped-decorator]  # Flask-Login has no types
    def ask_to_log_in() -> Any:
        if request.accept_mimetypes.best == "application/json":
            return {"result": "login"}, 401  # a script asks; it shows no page
        return _to_log_in()


@dataclass
class _Pause:
    """Until when (monotonic seconds) this process does not try again to write."""

    until: float = 0.0


_pause = _Pause()
_PAUSE_SECONDS = 60.0


def _keep_seen(who: LoggedIn, at: datetime) -> None:
    """Write the last use down when that is possible; a page is never refused because it is not."""
    if at - who.seen_at < SEEN_EVERY or time.monotonic() < _pause.until:
        return
    try:
        log_ins.touch(who.session_id, at=at)
    except (Busy, SQLAlchemyError) as error:
        db.session.rollback()
        _log.warning("last use of a session not written: %s", type(error).__name__)
        _pause.until = time.monotonic() + _PAUSE_SECONDS


def _to_log_in() -> Response:
    session.pop("_user_id", None)
    if request.accept_mimetypes.best == "application/json":
        # Programs of ours that send by themselves: a page to log in would tell them nothing.
        return Response('{"result": "login"}', 401, mimetype="application/json")
    if request.headers.get("HX-Request"):
        # htmx 4 swaps a 4xx into the page; the header makes the browser go there instead.
        there = url_for("session.log_in", lanjut=_page_behind())
        return Response(status=401, headers={"HX-Redirect": there})
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("session.log_in", lanjut=back), 303)


def _page_behind() -> str | None:
    """The page from which htmx asked."""
    try:
        parts = urlsplit(request.headers.get("HX-Current-URL", ""))
    except ValueError:  # no page of ours has such an address
        return None
    return local(parts.path + (f"?{parts.query}" if parts.query else ""))
