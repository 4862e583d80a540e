"""What a machine sends: stored once, refused in words a machine can read, never a fault of ours."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from ptmb import create_app
from ptmb.actions import api_keys, reservoirs
from ptmb.config import Settings
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db, limiter
from ptmb.models import ReservoirReading
from tests.browsing import Browser
from tests.conftest import NOW
from tests.people import Given
from tests.web.levels import put

ADDRESS = "/api/waduk/manggar"
BODY: dict[str, Any] = {"level": 8.42, "measured_at": "2024-02-10T07:00:00+08:00", "key": "m-1"}


@pytest.fixture
def token(app: Flask) -> str:
    return api_keys.make_key("Pengukur", Actor(Role.ADMIN), NOW)[1]


def send(app: Flask, token: str, body: Any = BODY, address: str = ADDRESS) -> TestResponse:
    db.session.remove()
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with app.app_context():
        return app.test_client().post(address, data=raw, headers=headers)


def stored() -> list[tuple[str, float]]:
    rows = db.session.scalars(select(ReservoirReading).order_by(ReservoirReading.id))
    return [(row.source.value, row.level) for row in rows]


def test_a_level_is_stored_and_the_key_remembers_its_use(
    app: Flask, token: str, given: Given, browse: Callable[..., Browser]
) -> None:
    answer = send(app, token)
    assert answer.status_code == 201
    assert answer.json == {
        "reservoir": "manggar", "level": 8.42, "measured_at": "2024-02-09T23:00:00+00:00",
    }  # fmt: skip
    assert stored() == [("api", 8.42)]
    page = browse(given.staff(Role.ADMIN)).get("/admin/waduk")
    assert "terakhir mengirim 14.32" in page.text
    assert "Pengukur" in browse(given.staff(Role.OPERATOR)).get("/meja/waduk").text


def test_the_same_again_is_the_same_and_something_else_under_its_key_is_refused(
    app: Flask, token: str
) -> None:
    send(app, token)
    again = send(app, token)
    assert (again.status_code, again.json) == (200, send(app, token).json)
    other = send(app, token, {**BODY, "level": 8.41})
    assert (other.status_code, (other.json or {})["error"]) == (409, "key_taken")
    assert send(app, token, BODY, "/api/waduk/teritip").status_code == 409
    assert len(stored()) == 1


def test_parts_of_a_second_do_not_make_it_another_reading(app: Flask, token: str) -> None:
    body = {**BODY, "measured_at": "2024-02-10T07:00:00.123456+08:00"}
    assert [send(app, token, body).status_code for _ in range(2)] == [201, 200]


def test_two_machines_may_count_alike(app: Flask, token: str) -> None:
    other = api_keys.make_key("Pengukur lain", Actor(Role.ADMIN), NOW)[1]
    assert send(app, token).status_code == 201
    later = {**BODY, "measured_at": "2024-02-10T08:00:00+08:00"}
    assert send(app, other, later).status_code == 201


@pytest.mark.parametrize("wrong", ["", "x", "Bearer", "ñ" * 9])
def test_a_stranger_learns_nothing(app: Flask, token: str, wrong: str) -> None:
    answer = send(app, wrong, b"{", "/api/waduk/tidak-ada")
    assert (answer.status_code, (answer.json or {})["error"]) == (401, "unauthorized")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers


def test_a_revoked_key_opens_nothing(app: Flask, token: str) -> None:
    api_keys.revoke_key(1, Actor(Role.ADMIN), NOW)
    assert send(app, token).status_code == 401
    assert stored() == []


def test_an_unknown_reservoir_does_not_exist(app: Flask, token: str) -> None:
    answer = send(app, token, BODY, "/api/waduk/tidak-ada")
    assert (answer.status_code, (answer.json or {})["error"]) == (404, "not_found")


def test_a_leap_is_refused_until_the_machine_is_sure(app: Flask, token: str) -> None:
    put(8.42, 1)
    leap = {**BODY, "level": 7.22}
    answer = send(app, token, leap)
    assert answer.status_code == 422
    body = answer.json or {}
    assert (body["error"], body["field"], body["change_cm"]) == ("odd", "level", -120)
    assert send(app, token, {**leap, "sure": "yes"}).status_code == 422
    assert send(app, token, {**leap, "sure": True}).status_code == 201


ODD: dict[str, tuple[object, ...]] = {
    "level": (None, "8.42", True, [], {}, 84.2, -8.42, 10**400, float("nan"), float("inf")),
    "measured_at": (
        None, 5, "", "2024-02-10T07:00:00", "2024-02-11T07:00:00+08:00", "kemarin", [],
        "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "1900-01-01T00:00:00+00:00",
        "\ud800", "\0",
    ),
    "key": (None, 5, "", "a" * 41, "a b", "\0", "\ud800", []),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in ODD.items() for value in values]
)
def test_what_makes_no_sense_is_named(app: Flask, token: str, name: str, value: Any) -> None:
    answer = send(app, token, {**BODY, name: value})
    assert answer.status_code == 422, answer.data
    body = answer.json or {}
    assert (body["error"], body["field"]) == ("invalid", name)
    assert body["message"]
    assert stored() == []


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"null", b"[]", b"\xff\xfe", b"\x00", b'"' + b"a" * 3000, b"[" * 4000,
     b'{"a":' * 800, b'{"level":' + b"9" * 3900 + b"}", b"NaN", b"\xef\xbb\xbf{}", b"8"],
)  # fmt: skip
def test_no_body_is_a_fault_of_ours(app: Flask, token: str, raw: bytes) -> None:
    answer = send(app, token, raw)
    assert answer.status_code == 422
    assert answer.is_json


def test_a_large_body_is_not_read(app: Flask, token: str) -> None:
    assert send(app, token, b" " * 5000).status_code == 413


def test_no_cookie_and_no_csrf_proof_help_or_hinder(
    app: Flask, browse: Callable[..., Browser], given: Given
) -> None:
    browser = browse(given.staff(Role.ADMIN))
    assert browser._ask("POST", ADDRESS, data=json.dumps(BODY)).status_code == 401
    assert stored() == []


def test_a_locked_database_is_said_as_such(
    app: Flask, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise OperationalError("SELECT secret", {}, Exception("locked"))

    monkeypatch.setattr(reservoirs, "read", fail)
    answer = send(app, token)
    assert answer.status_code == 503
    assert (answer.json or {})["error"] == "unavailable"
    assert answer.headers["Retry-After"] == "10"
    assert b"secret" not in answer.data


def test_who_sends_too_often_waits(settings: Settings, app: Flask) -> None:
    limited = create_app(replace(settings, rate_limits=True))
    limiter.reset()
    client = limited.test_client()
    answers = [client.post(ADDRESS) for _ in range(121)]
    assert [one.status_code for one in (answers[0], answers[119], answers[120])] == [401, 401, 429]
    assert answers[120].is_json
    assert int(answers[120].headers["Retry-After"]) > 0
    with limited.app_context():
        db.session.remove()
        db.engine.dispose()
