"""What machines send: the level of a reservoir, as JSON with a key of its own."""

import json
import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask_babel import gettext
from sqlalchemy import exc
from werkzeug.exceptions import HTTPException

from ptmb.actions import reservoirs
from ptmb.actions.api_keys import RESERVOIR
from ptmb.actions.reservoirs import Incomplete, KeyTaken, NewReading, OddReading
from ptmb.adapters.clock import now
from ptmb.domain.roles import Actor, Role
from ptmb.domain.supply import ReadingSource
from ptmb.domain.tokens import token_hash
from ptmb.extensions import csrf, db, limiter
from ptmb.models import ApiKey, Reservoir, ReservoirReading
from ptmb.queries.reservoir_levels import reservoir_by_code
from ptmb.queries.reservoir_readings import key_named, reading_keyed
from ptmb.web.access import open_to_everyone
from ptmb.web.errors import UNAVAILABLE, seconds_to_wait

api = Blueprint("api", __name__, url_prefix="/api")
_MOST_BYTES = 4_096
_KEY = re.compile(r"[0-9A-Za-z._:-]{1,40}")


class Refused(Exception):
    """The answer to what cannot be done: a status, a word for the machine, a sentence."""

    def __init__(self, status: int, error: str, message: str, **more: Any) -> None:
        super().__init__(error)
        self.status = status
        self.body = {"error": error, "message": message, **more}


@dataclass(frozen=True)
class _Sent:
    """What the body says; `sure` sends an odd level although it is odd."""

    level: float
    measured_at: datetime
    key: str
    sure: bool


@api.post("/waduk/<code>")
@csrf.exempt  # type: ignore[untyped-decorator]  # Flask-WTF has no types; the key proves who asks
@open_to_everyone
@limiter.limit("120 per 10 minutes")
def add_level(code: str) -> tuple[Response, int]:
    """201 for a new level, 200 for the same one again."""
    machine = _machine()
    reservoir = reservoir_by_code(code)
    if reservoir is None:
        raise Refused(404, "not_found", gettext("Tidak ada waduk dengan kode ini."))
    sent = _sent()
    # Two machines may count alike, so each has keys of its own.
    key = f"api{machine.id}:{sent.key}"
    known = reading_keyed(key)
    if known is not None:
        return _answer(reservoir, known, sent), 200
    return _answer(reservoir, _stored(reservoir, machine, sent, key), sent), 201


def _machine() -> ApiKey:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip()
    machine = None
    if scheme.lower() == "bearer" and token:
        machine = key_named(token_hash(token), RESERVOIR)
    if machine is None:
        raise Refused(401, "unauthorized", gettext("Kunci tidak ada atau sudah dicabut."))
    return machine


def _sent() -> _Sent:
    if (request.content_length or 0) > _MOST_BYTES:
        raise Refused(413, "too_large", gettext("Isi kiriman terlalu besar."))
    try:
        body = json.loads(request.stream.read(_MOST_BYTES + 1))
    except (ValueError, RecursionError) as error:
        raise Refused(422, "json", gettext("Isi kiriman bukan JSON.")) from error
    if not isinstance(body, dict):
        raise Refused(422, "json", gettext("Isi kiriman harus berupa objek JSON."))
    return _Sent(
        _level(body.get("level")),
        _moment(body.get("measured_at")),
        _key(body.get("key")),
        body.get("sure") is True,
    )


def _level(value: object) -> float:
    try:
        level = math.nan if isinstance(value, bool) else float(value)  # type: ignore[arg-type]  # what is no number is refused below
    except (TypeError, ValueError, OverflowError):
        level = math.nan
    if isinstance(value, str) or not math.isfinite(level):
        raise _wrong("level", gettext("Tulis tinggi air sebagai angka dalam meter."))
    return level


def _moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value))
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise _wrong("measured_at", gettext("Tulis waktu baca menurut ISO 8601 dengan zona waktu."))


def _key(value: object) -> str:
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise _wrong("key", gettext("Kunci kiriman: 1 sampai 40 huruf, angka, atau tanda ._:-"))
    return value


def _wrong(field: str, message: str) -> Refused:
    return Refused(422, "invalid", message, field=field)


def _stored(reservoir: Reservoir, machine: ApiKey, sent: _Sent, key: str) -> ReservoirReading:
    new = NewReading(
        sent.level, sent.measured_at, key, "", sent.sure, ReadingSource.API, machine.id
    )
    try:
        return reservoirs.read(reservoir.id, new, Actor(Role.API), now())
    except OddReading as odd:
        raise Refused(
            422, "odd", gettext(odd.sentence), field="level", change_cm=odd.change_cm
        ) from odd
    except Incomplete as lack:
        raise _wrong(lack.field, gettext(lack.sentence)) from lack
    except KeyTaken as taken:
        raise _key_taken() from taken


def _answer(reservoir: Reservoir, reading: ReservoirReading, sent: _Sent) -> Response:
    stored = (reading.reservoir_id, reading.level, reading.measured_at)
    if stored != (reservoir.id, round(sent.level, 2), sent.measured_at):
        raise _key_taken()
    return jsonify(
        reservoir=reservoir.code,
        level=reading.level,
        measured_at=reading.measured_at.isoformat(timespec="seconds"),
    )


def _key_taken() -> Refused:
    return Refused(409, "key_taken", gettext("Kunci kiriman ini sudah dipakai untuk angka lain."))


@api.errorhandler(Refused)
def _refused(refusal: Refused) -> tuple[Response, int]:
    response = jsonify(refusal.body)
    if refusal.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response, refusal.status


@api.errorhandler(HTTPException)
def _http_error(error: HTTPException) -> tuple[Response, int]:
    """Too often, or a body that broke off on its way."""
    response = jsonify(error=error.name.lower().replace(" ", "_"), message=error.name)
    if error.code == 429:
        response.headers["Retry-After"] = str(seconds_to_wait())
    return response, error.code or 500


def _unavailable(_error: Exception) -> tuple[Response, int]:
    db.session.rollback()
    response = jsonify(
        error="unavailable", message=gettext("Penyimpanan sedang tidak bisa dipakai.")
    )
    response.headers["Retry-After"] = "10"
    return response, 503


for _kind in (*UNAVAILABLE, exc.DBAPIError):
    api.register_error_handler(_kind, _unavailable)
