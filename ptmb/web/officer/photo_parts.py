"""A photo in parts: each with its digest (RFC 9530), from wherever the last one got to."""

import base64
import binascii
import hashlib
import re
from typing import Any

from flask import jsonify, request
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.adapters.clock import now
from ptmb.adapters.photo_parts import Begun, NoSuchUpload, PhotoParts, Progress, WrongPlace
from ptmb.domain.photos import MAX_BYTES, PhotoProblem, PhotoRefused
from ptmb.domain.roles import Role
from ptmb.web.access import only
from ptmb.web.officer import officer
from ptmb.web.photos import photo_store

MOST_PART_BYTES = 1024 * 1024
_RANGE = re.compile(r"bytes (\d{1,9})-(\d{1,9})/(\d{1,9})")
_DIGEST = re.compile(r"sha-256=:([A-Za-z0-9+/=]{44}):")


@officer.get("/foto/<name>")
@only(Role.OFFICER)
def photo_progress(name: str) -> Any:
    """How much has come of an upload that this officer began; 404 when nothing has."""
    try:
        return _said(PhotoParts(photo_store()).progress(name, current_user.id))
    except NoSuchUpload:
        return {"offset": 0}, 404


@officer.put("/foto/<name>")
@only(Role.OFFICER)
def photo_part(name: str) -> Any:
    """One part. Answers where the next one begins, or the token of the whole photo."""
    found = _RANGE.fullmatch(request.headers.get("Content-Range", ""))
    whole = _digest("Repr-Digest")
    if not found or not whole or (request.content_length or 0) > MOST_PART_BYTES:
        return {"offset": 0}, 400
    start, end, size = (int(one) for one in found.groups())
    if size > MAX_BYTES:
        return {"words": gettext(PhotoRefused(PhotoProblem.TOO_MANY_BYTES).words)}, 422
    part = request.get_data(cache=False)
    if len(part) != end - start + 1 or hashlib.sha256(part).hexdigest() != _digest(
        "Content-Digest"
    ):
        return {"offset": start}, 400
    return _taken(name, Begun(current_user.id, size, whole), start, part)


def _taken(name: str, begun: Begun, start: int, part: bytes) -> Any:
    try:
        return _said(PhotoParts(photo_store()).add(name, begun, start, part, at=now()))
    except NoSuchUpload:
        return {"offset": 0}, 404
    except WrongPlace as wrong:
        return {"offset": wrong.offset}, 409
    except PhotoRefused as refused:
        return {"words": gettext(refused.words)}, 422


def _said(progress: Progress) -> Response:
    return jsonify(offset=progress.offset, size=progress.size, token=progress.token or None)


def _digest(header: str) -> str:
    """In hexadecimal; empty when the header is missing or says something else."""
    found = _DIGEST.fullmatch(request.headers.get(header, ""))
    try:
        return base64.b64decode(found[1], validate=True).hex() if found else ""
    except binascii.Error:
        return ""
