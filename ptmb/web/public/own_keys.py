"""The reporter's own keys in a cookie of their browser: who holds one may act."""

from flask import current_app, request
from werkzeug.wrappers import Response

from ptmb.config import Settings
from ptmb.domain.reference import NotACode, read_key, read_reference
from ptmb.domain.reporter_key import key_hash, opens
from ptmb.domain.roles import FOLLOWER, REPORTER, Actor
from ptmb.models import Complaint
from ptmb.queries.followers import follows

_MOST_KEPT = 10
_KEPT_SECONDS = 180 * 24 * 3600
_MOST_LETTERS = 1_000


def key_of(complaint: Complaint) -> str:
    """The key this browser holds for the complaint, or an empty text."""
    return _held().get(complaint.reference, "")


def actor_of(complaint: Complaint) -> Actor | None:
    """Reporter, follower, or nobody: by the keys in this browser's cookie.

    The key of a complaint that was merged into this one opens this one too, without being typed.
    """
    key, held = key_of(complaint), _held().values()
    if key and opens(key, complaint.reporter_key_hash):
        return REPORTER
    joined = bool(held) and follows(complaint.id, *(key_hash(own) for own in held))
    return FOLLOWER if joined else None


def owner_of(key: str, complaint: Complaint) -> Actor | None:
    """Whose key this is."""
    if opens(key, complaint.reporter_key_hash):
        return REPORTER
    return FOLLOWER if follows(complaint.id, key_hash(key)) else None


def remember_key(response: Response, reference: str, key: str) -> Response:
    """Keep the key in this browser; the oldest gives way to the eleventh.

    HttpOnly, so no script reads it; never in an address, so no log and no Referer has it.
    """
    held = _held()
    held.pop(reference, None)
    newest = [(reference, key), *held.items()][:_MOST_KEPT]
    response.set_cookie(
        _name(),
        ".".join(f"{code}:{own}" for code, own in newest),
        max_age=_KEPT_SECONDS,
        path="/",
        secure=_settings().https,
        httponly=True,
        samesite="Lax",
    )
    return response


def _held() -> dict[str, str]:
    """Keys by reference, newest first; what is no key is left out."""
    found: dict[str, str] = {}
    for pair in request.cookies.get(_name(), "")[:_MOST_LETTERS].split("."):
        reference, _, key = pair.partition(":")
        try:
            written = read_reference(reference)
        except NotACode:
            continue
        if read_key(key):
            found[written] = read_key(key)
    return found


def _name() -> str:
    return "__Host-laporan" if _settings().https else "laporan"


def _settings() -> Settings:
    settings: Settings = current_app.config["PTMB"]
    return settings
