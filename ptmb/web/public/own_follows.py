"""The keys of what this browser follows, in a cookie of its own: they can only stop it."""

from flask import current_app, request
from werkzeug.wrappers import Response

from ptmb.config import Settings
from ptmb.domain.reference import read_key

_NAME = "ikut"
_MOST_KEPT = 10
_KEPT_SECONDS = 180 * 24 * 3600
_MOST_LETTERS = 500


def own_keys() -> list[str]:
    """Newest first; what is no key is left out."""
    texts = request.cookies.get(_name(), "")[:_MOST_LETTERS].split(".")
    return [key for text in texts[:_MOST_KEPT] if (key := read_key(text))]


def remember_follow(response: Response, key: str) -> Response:
    """Keep the key in this browser; the oldest gives way to the eleventh."""
    return _kept(response, [key, *(one for one in own_keys() if one != key)][:_MOST_KEPT])


def forget_follow(response: Response, key: str) -> Response:
    """Whoever has stopped need not be known any more."""
    return _kept(response, [one for one in own_keys() if one != key])


def _kept(response: Response, keys: list[str]) -> Response:
    response.set_cookie(
        _name(),
        ".".join(keys),
        max_age=_KEPT_SECONDS if keys else 0,
        path="/",
        secure=_https(),
        httponly=True,
        samesite="Lax",
    )
    return response


def _name() -> str:
    return f"__Host-{_NAME}" if _https() else _NAME


def _https() -> bool:
    settings: Settings = current_app.config["PTMB"]
    return settings.https
