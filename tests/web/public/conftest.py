"""A citizen's browser that has been on the page long enough to be a person."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import urlencode

import pytest

from ptmb.web.public import machines
from tests.browsing import Browser, Page
from tests.conftest import Statements

AT_HOME = {"k": "NOFLOW", "lat": "-1.267", "lng": "116.838", "sumber": "gps", "akurasi": "20"}


@pytest.fixture(autouse=True)
def nobody_hurries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests type faster than people; the one about haste sets the limit back."""
    monkeypatch.setattr(machines, "_LEAST_SECONDS", 0)


Browse = Callable[..., Browser]
Counting = Callable[[], AbstractContextManager[Statements]]
Fill = Callable[..., dict[str, Any]]
Send = Callable[..., Page]


@pytest.fixture
def filled() -> Fill:
    """The form of step 3 as the page gives it, with what the citizen types."""

    def fill(browser: Browser, place: dict[str, str] = AT_HOME, **typed: Any) -> dict[str, Any]:
        page = browser.get(f"/lapor/kirim?{urlencode(place)}", follow_redirects=True)
        return {**page.form("/lapor/kirim"), **typed}

    return fill


@pytest.fixture
def sent(filled: Fill) -> Send:
    """The answer to a report sent from step 3."""

    def send(browser: Browser, place: dict[str, str] = AT_HOME, **typed: Any) -> Page:
        return browser.post("/lapor/kirim", filled(browser, place, **typed))

    return send


@pytest.fixture
def known_browser(browse: Callable[..., Browser], given: Any) -> Callable[..., Browser]:
    """A browser that holds the reporter's key of a complaint."""

    def start(complaint: Any) -> Browser:
        browser = browse()
        path = f"/t/{complaint.reference}/kunci"
        form = browser.get(path).form(path)
        browser.post(path, {**form, "kunci": given.key_of(complaint)})
        return browser

    return start
