"""Who may open what, asked of every address with every role."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.routing.converters import AnyConverter, NumberConverter
from werkzeug.test import TestResponse

from ptmb.domain.roles import STAFF_ROLES, Role
from tests.browsing import HTMX, Browser
from tests.people import Given

Browse = Callable[..., Browser]


def access_of(app: Flask, rule: Rule) -> frozenset[Role] | None:
    """The roles a view names; None for a view that is open to everyone."""
    declared: frozenset[Role] | None = vars(app.view_functions[rule.endpoint])["access"]
    return declared


def addresses(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """Every rule with each of its methods and an address that fits it, of something not there.

    Without those of machines: they have keys, and tests of their own (web/test_reservoir_api).
    """
    map_ = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("api."):
            continue
        values = {name: _something(rule._converters[name]) for name in rule.arguments}
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method, map_.build(rule.endpoint, values, method=method)


def _something(converter: Any) -> Any:
    if isinstance(converter, NumberConverter):
        return 987654
    return sorted(converter.items)[0] if isinstance(converter, AnyConverter) else "tidak-ada"


def ask(browser: Browser, method: str, address: str, **headers: str) -> TestResponse:
    """Asks without looking at the page for faults: here only the door counts."""
    if method != "GET":
        headers["X-CSRFToken"] = browser.token()
    answer = browser._ask(method, address, headers=headers)
    answer.get_data()
    answer.close()
    return answer


def test_every_view_says_who_may_open_it(app: Flask) -> None:
    unmarked = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if not hasattr(app.view_functions[rule.endpoint], "access")
    ]
    assert unmarked == []


def test_a_view_that_says_nothing_is_closed_to_everybody(
    app: Flask, browse: Browse, given: Given
) -> None:
    endpoint = "public.privacy"
    view = app.view_functions[endpoint]
    app.view_functions[endpoint] = lambda: "a secret"
    try:
        for browser in (browse(), browse(given.staff(Role.ADMIN))):
            assert "a secret" not in browser.get("/privasi", status=403).html
    finally:
        app.view_functions[endpoint] = view


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_each_role_gets_in_where_it_is_named_and_nowhere_else(
    app: Flask, given: Given, browse: Browse, role: Role
) -> None:
    person = given.staff(role)
    wrong = []
    for rule, method, address in addresses(app):
        roles = access_of(app, rule)
        # A browser of its own: some of these addresses end the session.
        status = ask(browse(person), method, address).status_code
        welcome = roles is None or role in roles
        if (status == 403) is welcome or status == 401 or status >= 500:
            wrong.append(f"{method} {address}: {status}")
    assert wrong == []


def test_strangers_are_sent_to_the_log_in_page(app: Flask, browse: Browse) -> None:
    wrong = []
    for rule, method, address in addresses(app):
        if access_of(app, rule) is None:
            continue
        answer = ask(browse(), method, address)
        if answer.status_code != 303 or not answer.location.startswith("/masuk"):
            wrong.append(f"{method} {address}: {answer.status_code} {answer.location}")
    assert wrong == []


def test_a_live_block_of_a_stranger_moves_the_browser_to_the_log_in_page(
    app: Flask, browse: Browse
) -> None:
    wrong = []
    for rule, method, address in addresses(app):
        if access_of(app, rule) is None:
            continue
        answer = ask(browse(), method, address, **HTMX)
        there = answer.headers.get("HX-Redirect", "")
        if answer.status_code != 401 or not there.startswith("/masuk") or answer.data:
            wrong.append(f"{method} {address}: {answer.status_code} {there}")
    assert wrong == []


def test_open_pages_open_for_strangers(app: Flask, browse: Browse) -> None:
    wrong = []
    for rule, method, address in addresses(app):
        if access_of(app, rule) is not None:
            continue
        status = ask(browse(), method, address).status_code
        if status in (401, 403) or status >= 500:
            wrong.append(f"{method} {address}: {status}")
    assert wrong == []


def test_no_change_without_the_proof_that_our_own_page_asked(
    app: Flask, browse: Browse, given: Given
) -> None:
    people = {role: given.staff(role) for role in STAFF_ROLES}
    wrong = []
    for rule, method, address in addresses(app):
        roles = access_of(app, rule)
        if method == "GET" or rule.endpoint == "session.link":
            continue  # the link page checks its own form, after it knows the link
        person = people[min(roles)] if roles else None
        status = browse(person)._ask(method, address).status_code
        if status != 400:
            wrong.append(f"{method} {address}: {status}")
    assert wrong == []


def test_a_refused_page_tells_nothing_of_what_lies_behind(
    app: Flask, given: Given, browse: Browse
) -> None:
    officer = browse(given.staff(Role.OFFICER))
    pages = {
        ask(officer, method, address).get_data(as_text=True)
        for rule, method, address in addresses(app)
        if method == "GET" and Role.OFFICER not in (access_of(app, rule) or STAFF_ROLES)
    }
    words = {_without_addresses(page) for page in pages}
    assert len(words) == 1


def _without_addresses(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "lanjut=" not in line)
