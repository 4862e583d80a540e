"""Promise 12: no request of any shape gives a 500, whoever sends it."""

import io
from collections.abc import Iterator

import pytest
from flask import Flask

from ptmb.domain.roles import Role
from tests.browsing import HTMX
from tests.house.hostile_city import SOUND, Browse, City, Recording, ask
from tests.people import Given

GARBAGE = (
    "", " ", "-1", "0", str(10**30), "9" * 5000, "²", "٣", "nan", "inf", "1e400", "-0.0",
    "0000-00-00", "9999-12-31", "0001-01-01", "0001-01-01T00:00:00+23:59~1",
    "9999-12-31T23:59:59-23:59~1", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+14:00",
    "\x00", "a\x00b", "\ufeff\u202e\U0010ffff", "%s%n{{7*7}}${7*7}", "' OR 1=1 --",
    "../../../../etc/passwd", "//evil.example", "/\\evil.example", "http://[", "<script>", "\r\n",
    "a" * 100_000,
)  # fmt: skip
RAW = ("%ff", "%00", "%ed%a0%80", "%", "&&==&", "%f0%9f")
"""In an address as it is: no text, half a sign, a lone surrogate."""
BODIES = (
    ("application/x-www-form-urlencoded", b"\x00\xff\xed\xa0\x80=&&&" + b"%" * 1000),
    ("application/x-www-form-urlencoded", b"key=" + b"a" * 1_000_000),
    ("multipart/form-data", b"--x"),
    (
        "multipart/form-data; boundary=x",
        b"--x\r\nContent-Disposition: form-data; name=\xff\r\n\r\n\x00",
    ),
    ("application/json", b"{"),
    ("\xff", b"\x00"),
)


@pytest.fixture
def city(app: Flask, given: Given, browse: Browse) -> Iterator[City]:
    before = app.request_class.parameter_storage_class
    app.request_class.parameter_storage_class = Recording
    yield City(app, given, browse)
    app.request_class.parameter_storage_class = before


def _ways(names: set[str], everything: bool) -> Iterator[dict[str, str]]:
    """One sign of nonsense in every field, then in one field among sound ones."""
    sound = {name: SOUND.get(name, "1") for name in names}
    for odd in GARBAGE if everything else GARBAGE[::8]:
        yield dict.fromkeys(names, odd)
    for name in sorted(names) if everything else ():
        for odd in (str(10**30), "0001-01-01T00:00:00+23:59~1"):
            yield {name: odd}
            yield {**sound, name: odd}


def _faults(city: City, method: str, role: Role | None) -> list[str]:
    """Asks every address of this person in every way; what was answered with 500 and more."""
    wrong, part = [], "query_string" if method == "GET" else "data"
    for rule, complaint in city.places(method, role):
        address = city.address(rule, complaint)
        names = ask(city.browser(role), method, address, **{part: SOUND})[1]
        browser = city.browser(role)
        for sent in _ways(names, everything=complaint is city.complaints[2]):
            status = ask(browser, method, address, **{part: sent})[0]
            if status in (303, 401):  # some of these addresses end the session
                browser = city.browser(role)
            if status >= 500:
                odd = {name: text[:20] for name, text in sent.items() if text != SOUND.get(name)}
                wrong.append(f"{method} {rule.rule}: {status} {odd}")
    return wrong


PEOPLE = [None, Role.OPERATOR, Role.OFFICER, Role.MAYOR, Role.ADMIN]


@pytest.mark.parametrize("role", PEOPLE)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nonsense_in_any_field_is_never_a_fault_of_ours(
    city: City, method: str, role: Role | None
) -> None:
    assert _faults(city, method, role) == []


@pytest.mark.parametrize("role", PEOPLE)
def test_an_address_that_is_no_text_is_never_a_fault_of_ours(city: City, role: Role | None) -> None:
    wrong, browser = [], city.browser(role)
    for rule, complaint in city.places("GET", role):
        address = city.address(rule, complaint)
        odd = [f"{address}?k={raw}&sebelum={raw}&{raw}={raw}" for raw in RAW]
        if any(name not in ("slug", "edition", "photo_id", "reply_id") for name in rule.arguments):
            odd += [
                city.address(rule, complaint, text) for text in ("²", "9" * 5000, "a\x00b", "..")
            ]
        wrong += [one for one in odd if ask(browser, "GET", one)[0] >= 500]
    assert wrong == []


@pytest.mark.parametrize("role", PEOPLE)
def test_a_body_of_any_kind_is_never_a_fault_of_ours(city: City, role: Role | None) -> None:
    wrong = []
    for rule, complaint in city.places("POST", role, every=False):
        address = city.address(rule, complaint)
        for kind, body in BODIES:
            browser = city.browser(role)
            sent = io.BytesIO(body)
            status = ask(browser, "POST", address, input_stream=sent, content_type=kind,
                          content_length=len(body))[0]  # fmt: skip
            wrong += [f"{address}: {status} {kind}"] if status >= 500 else []
    assert wrong == []


HEADERS = (
    {**HTMX, "HX-Current-URL": "http://[", "Host": "a b<", "Accept-Encoding": "gzip;q=x"},
    {"HX-PTag": "\xff" * 9, "User-Agent": "\xff" * 5000, "If-None-Match": '"', "Range": "bytes=x"},
    {"Accept-Language": "x" * 5000, "If-Modified-Since": "x", "Referer": "http://["},
    {"Cookie": "ptmb=x; laporan=²:².²; wilayah=²; tugas_dibaca=²-9; bahasa=zz; tema=<script>"},
)


@pytest.mark.parametrize("headers", HEADERS, ids=lambda one: list(one)[-1])
def test_headers_of_any_kind_are_never_a_fault_of_ours(city: City, headers: dict[str, str]) -> None:
    wrong = []
    for rule, role in city.routes("GET"):
        address = city.address(rule, city.complaints[2])
        for person in {None, role}:
            status = ask(city.browser(person), "GET", address, headers=dict(headers))[0]
            wrong += [f"{address} as {person}: {status}"] if status >= 500 else []
    assert wrong == []


def test_a_nul_is_left_out_and_the_rest_of_the_words_is_kept(city: City) -> None:
    page = city.browser(None).get("/lacak?kode=PTM%00-XX", status=404)
    assert page.one("input[name=kode]")["value"] == "PTM-XX"
