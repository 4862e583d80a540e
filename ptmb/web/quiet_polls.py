"""Polls of a quiet city: the same 304 again, as long as nobody has written anything.

A view that only reads may say so (`pages.unchanged(tag, quiet=True)`). Its 304 is then given
again to the very same request (address, version and cookies) without asking who it is or what is
new, until the database counts one more commit or the minute ends. So a log-out, a disabled person
or a new event is seen by the next poll; an ended session at the latest after a minute, and until
then it learns that nothing changed, which is an empty answer.
"""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask

from ptmb.adapters.clock import now
from ptmb.database import commits_seen
from ptmb.extensions import db

QUIET = "ptmb.quiet"
"""Put into the WSGI environment by a view whose 304 may be given again."""
_MOST = 4_096
_Headers = list[tuple[str, str]]
_Moment = tuple[int, int]


class QuietPolls:
    """Stands before the application; useless, and silent, where commits cannot be counted."""

    def __init__(self, app: Flask) -> None:
        self._inner = app.wsgi_app
        with app.app_context():
            self._engine = db.engine
        self._moment: _Moment = (0, 0)
        self._known: dict[tuple[str, ...], _Headers] = {}

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        if "HTTP_HX_PTAG" not in environ or environ["REQUEST_METHOD"] != "GET":
            return self._inner(environ, start_response)
        commits = commits_seen(self._engine)
        if commits is None:
            return self._inner(environ, start_response)
        moment, request = (commits, int(now().timestamp()) // 60), _request(environ)
        headers = self._known.get(request) if moment == self._moment else None
        if headers is not None:
            start_response("304 NOT MODIFIED", headers)
            return ()
        return self._ask(environ, start_response, moment, request)

    def _ask(
        self,
        environ: dict[str, Any],
        start_response: Callable[..., Any],
        moment: _Moment,
        request: tuple[str, ...],
    ) -> Iterable[bytes]:
        def answer(status: str, headers: _Headers, *rest: Any) -> Any:
            if QUIET in environ and not any(name == "Set-Cookie" for name, _ in headers):
                self._remember(moment, request, headers)
            return start_response(status, headers, *rest)

        return self._inner(environ, answer)

    def _remember(self, moment: _Moment, request: tuple[str, ...], headers: _Headers) -> None:
        """`moment` was taken before the question, so what was written meanwhile counts as news."""
        if moment != self._moment or len(self._known) >= _MOST:
            self._known, self._moment = {}, moment
        self._known[request] = headers


def _request(environ: dict[str, Any]) -> tuple[str, ...]:
    parts = ("PATH_INFO", "QUERY_STRING", "HTTP_HX_PTAG", "HTTP_COOKIE", "HTTP_HX_REQUEST")
    return tuple(environ.get(part, "") for part in parts)


def answer_quiet_polls(app: Flask) -> None:
    """Put it before everything else of the application."""
    app.wsgi_app = QuietPolls(app)  # type: ignore[method-assign]  # Flask's documented way to wrap
