"""axe-core finds nothing on any page, on a phone and on a desk, by day and by night.

Each page is loaded once; then the window, the light and the text change around it.
"""

from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import render_template
from playwright.sync_api import Page, Route, StorageState, ViewportSize

from ptmb.domain.lifecycle import Status
from ptmb.web.desk.decisions import DECISIONS
from ptmb.web.errors import _answer
from ptmb.web.filters import status_view
from tests.browser.conftest import DESK, PHONE, City, Person, Someone
from tests.browser.stage import Stage, behind
from tests.browser.stops import STEPS, STOPS, Stop
from tests.browser.supply_stops import SUPPLY_STOPS

AXE = Axe().axe_script
_LOOK = """async ([part, rules]) => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const found = await axe.run(part, { resultTypes: ["violations"], ...rules });
  return found.violations.map(one => [one.id, one.impact, one.nodes.slice(0, 3).map(
    node => node.html.slice(0, 160) + " " + (node.any[0]?.message || "")).join("; ")].join(" "));
}"""
_ALL: dict[str, Any] = {"rules": {"target-size": {"enabled": True}}}
_COLOURS: dict[str, Any] = {"runOnly": ["color-contrast", "link-in-text-block"]}
_DARK = "document.documentElement.dataset.bsTheme &&= 'dark'"
"""Officers choose their light by themselves: the page then says so instead of the telephone."""
_LIGHT = "document.documentElement.dataset.bsTheme &&= 'light'"
_OPEN = """for (const one of document.querySelectorAll("details:not(.pt-others, .off-more)")) {
  one.open = true;
}"""
_WIDE = """() => {
  const over = document.documentElement.scrollWidth - innerWidth;
  const words = document.createRange();
  const out = one => { words.selectNodeContents(one);
    return Math.max(one.getBoundingClientRect().right, words.getBoundingClientRect().right)
      > innerWidth + 0.5; };
  const scrolls = one => one && (getComputedStyle(one).overflowX !== "visible"
    || scrolls(one.parentElement === document.body ? null : one.parentElement));
  const first = () => [...document.body.querySelectorAll("*")].find(
    one => out(one) && ![...one.children].some(out) && !scrolls(one.parentElement));
  return over > 0 ? `${over} px too wide: ${first()?.outerHTML.slice(0, 160)}` : "";
}"""
_LETTERS = "size => { document.documentElement.style.fontSize = size; }"


@pytest.fixture(scope="session")
def log_ins() -> dict[str, StorageState]:
    """The cookies of who has logged in already."""
    return {}


@pytest.mark.parametrize("stop", [*STOPS, *SUPPLY_STOPS], ids=str)
def test_no_page_has_an_accessibility_fault(
    stop: Stop, someone: Someone, city: City, stage: Stage, log_ins: dict[str, StorageState]
) -> None:
    person = _arrived(stop, someone, log_ins)
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
    faults = _faults(person.page, stop.who)
    assert not faults, "\n".join(faults)
    person.faults = [one for one in person.faults if "/galat/" not in one]


def test_every_step_of_the_desk_is_looked_at() -> None:
    assert set(STEPS) == {*DECISIONS, "gabung"}


def _arrived(stop: Stop, someone: Someone, log_ins: dict[str, StorageState]) -> Person:
    known = {"storage_state": log_ins[stop.who]} if stop.who in log_ins else {}
    person = someone(DESK, reduced_motion="reduce", **known)
    if stop.who and not known:
        person.logs_in(stop.who)
        log_ins[stop.who] = person.context.storage_state()
    return person


def _holding_keys(person: Person, stage: Stage, path: str) -> None:
    """The reporter of this complaint: the browser holds the key."""
    held = [f"{code}:{key}" for code, key in stage.keys.items() if code in path]
    if held and not path.endswith("/kunci"):
        person.context.add_cookies(
            [{"name": "laporan", "value": held[0], "url": person.city.address}]
        )


def _faults(page: Page, who: str) -> list[str]:
    page.evaluate(AXE)
    found = _seen_at(page, DESK, "desk")
    page.evaluate(_OPEN)
    found += _seen_at(page, PHONE, "phone")
    for menu in page.locator("dialog, .pt-others, .off-more").all():
        menu.evaluate("""one => { one.classList.add("axe-menu");
          one.showModal ? one.showModal() : one.open = true; }""")
        found += [f"menu: {one}" for one in page.evaluate(_LOOK, [".axe-menu", _ALL])]
        menu.evaluate("""one => { one.classList.remove("axe-menu");
          one.close ? one.close() : one.open = false; }""")
    return found + _too_wide(page, who)


def _seen_at(page: Page, size: ViewportSize, name: str) -> list[str]:
    page.set_viewport_size(size)
    found = [f"{name}: {one}" for one in page.evaluate(_LOOK, ["html", _ALL])]
    found += [f"{name}: {wide}" for wide in [page.evaluate(_WIDE)] if wide]
    page.emulate_media(color_scheme="dark")
    page.evaluate(_DARK)
    found += [f"{name}, dark: {one}" for one in page.evaluate(_LOOK, ["html", _COLOURS])]
    page.emulate_media(color_scheme="light")
    page.evaluate(_LIGHT)
    return found


def _too_wide(page: Page, who: str) -> list[str]:
    """Not even on the narrowest telephone, nor with letters twice as large where they work."""
    found = []
    usual = DESK if who in ("operator", "pengawas", "admin") else PHONE
    for width, letters in ((320, "100%"), (usual["width"], "200%")):
        page.set_viewport_size({"width": width, "height": usual["height"]})
        page.evaluate(_LETTERS, letters)
        wide = page.evaluate(_WIDE)
        found += [f"{width} px, letters {letters}: {wide}"] if wide else []
    return found


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
