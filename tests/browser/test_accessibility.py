"""axe-core finds nothing on any page, on a phone and on a desk, by day and by night.

All are looked at in one tab, which forgets the one before: a new tab costs more than the look.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import render_template
from playwright.sync_api import Browser, CDPSession, Route

from ptmb.domain.lifecycle import Status
from ptmb.web.desk.decisions import DECISIONS
from ptmb.web.errors import _answer
from ptmb.web.filters import status_view
from tests.browser.conftest import DESK, City, Person, people_of
from tests.browser.looking import Eye
from tests.browser.stage import Stage, behind
from tests.browser.stops import STEPS, STOPS, Stop
from tests.browser.supply_stops import SUPPLY_STOPS


@dataclass
class Visitor:
    """One tab for everybody, with the cookies of who looks at the moment."""

    person: Person
    devtools: CDPSession
    eye: Eye = field(default_factory=Eye)
    log_ins: dict[str, Sequence[Any]] = field(default_factory=dict)
    clean: str | None = None

    def becomes(self, who: str) -> Person:
        """Nothing is left of who looked before, nor of what was typed."""
        person = self.person
        if who and who == self.clean:  # has looked at pages and done nothing else
            return self._looks_again()
        self.clean = None
        person.page.unroute_all()
        person.opens("/healthz")  # a page without scripts, of the origin that is to be forgotten
        person.page.evaluate("sessionStorage.clear()")
        everything = {"origin": person.city.address, "storageTypes": "all"}
        self.devtools.send("Storage.clearDataForOrigin", everything)
        person.context.clear_cookies()
        person.faults.clear()
        person.page.set_viewport_size(DESK)
        person.page.emulate_media(color_scheme="light")
        if who in self.log_ins:
            person.context.add_cookies(self.log_ins[who])
        elif who:
            person.logs_in(who)
            self.log_ins[who] = person.context.cookies()
        return person

    def _looks_again(self) -> Person:
        self.person.page.set_viewport_size(DESK)
        return self.person


@pytest.fixture(scope="session")
def visitor(browser: Browser, city: City) -> Iterator[Visitor]:
    with people_of(city, browser) as arrive:
        person = arrive(DESK, reduced_motion="reduce")
        yield Visitor(person, person.context.new_cdp_session(person.page))


@pytest.mark.parametrize("stop", [*STOPS, *SUPPLY_STOPS], ids=str)
def test_no_page_has_an_accessibility_fault(
    stop: Stop, visitor: Visitor, city: City, stage: Stage
) -> None:
    person = visitor.becomes(stop.who)
    path = stop.path.format(**stage.words)
    _holding_keys(person, stage, path)
    if path.startswith("/galat/"):
        _error_pages(person, city)
    answer = person.page.goto(city.address + path)
    assert urlsplit(person.page.url).path == urlsplit(path).path, "sent on to another page"
    assert answer
    code = answer.status
    if stop.deed:
        with person.page.expect_response(lambda one: one.request.is_navigation_request()) as sent:
            stop.deed(person.page)
        code = sent.value.status
    assert code == stop.code
    faults = visitor.eye.faults(person.page, stop.who)
    assert not faults, "\n".join(faults)
    assert [one for one in person.faults if "/galat/" not in one] == []
    person.faults.clear()
    visitor.clean = None if stop.deed else stop.who


def test_every_step_of_the_desk_is_looked_at() -> None:
    assert set(STEPS) == {*DECISIONS, "gabung"}


def _holding_keys(person: Person, stage: Stage, path: str) -> None:
    """The reporter of this complaint: the browser holds the key."""
    held = [f"{code}:{key}" for code, key in stage.keys.items() if code in path]
    if held and not path.endswith("/kunci"):
        person.context.add_cookies(
            [{"name": "laporan", "value": held[0], "url": person.city.address}]
        )


def _error_pages(person: Person, city: City) -> None:
    """Answers that no click brings safely: the server's own pages, put in by the browser."""

    def answer(route: Route) -> None:
        name = urlsplit(route.request.url).path.rsplit("/", 1)[-1]
        with behind(city.environment) as app, app.test_request_context("/"):
            if name.isdecimal():
                html, code = _answer(int(name), state=status_view(Status.ASSIGNED), events=())
            else:
                html, code = render_template("public/try_again.html", typed=[], tokens=[]), 503
        route.fulfill(status=code, body=html, content_type="text/html; charset=utf-8")

    person.page.route(f"{city.address}/galat/*", answer)
