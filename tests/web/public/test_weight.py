"""How much a first visit costs on a telephone: everything but photos and tiles, compressed."""

import re
from urllib.parse import urlencode

import pytest

from tests.browsing import Browser, Page
from tests.people import Given
from tests.web.public.conftest import AT_HOME, Browse, Send

BUDGET = 90 * 1024
WITH_MAP = 160 * 1024
LINKED = re.compile(r'(?:src|href)="(/static/[^"#]+|/peta/[^"]+)|data-outlines="([^"]+)"')
INSIDE_CSS = re.compile(r"url\((/static/[^)]+woff2)\)")


def size_of(browser: Browser, path: str) -> int:
    response = browser.client.get(path, headers={"Accept-Encoding": "br, gzip"})
    body = response.data
    response.close()
    assert response.status_code == 200, path
    return len(body)


def first_visit(browser: Browser, page: Page) -> int:
    """Bytes on the wire; the page itself is counted as it is sent."""
    paths = {one or other for one, other in LINKED.findall(page.html)}
    for path in [path for path in paths if path.endswith(".css")]:
        styles = browser.client.get(path)
        if "pt-system" not in str(page.one("body")["class"]):
            paths |= set(INSIDE_CSS.findall(styles.get_data(as_text=True)))
        styles.close()
    paths = {path for path in paths if not path.endswith(".png")}
    return len(page.html.encode()) + sum(size_of(browser, path) for path in paths)


@pytest.mark.parametrize("path", ["/", "/lapor", "/lacak", "/bantuan", "/privasi"])
def test_a_public_page_is_light(browse: Browse, path: str) -> None:
    browser = browse()

    assert first_visit(browser, browser.get(path)) <= BUDGET


def test_the_last_step_and_the_confirmation_are_light(browse: Browse, sent: Send) -> None:
    browser = browse()
    step = browser.get(f"/lapor/kirim?{urlencode(AT_HOME)}")
    done = browser.get(sent(browser).location)

    assert first_visit(browser, step) <= BUDGET
    assert first_visit(browser, done) <= BUDGET


def test_a_complaint_is_light(browse: Browse, given: Given) -> None:
    browser = browse()

    assert first_visit(browser, browser.get(f"/t/{given.complaint().reference}")) <= BUDGET


def test_the_map_is_as_light_as_a_map_can_be(browse: Browse) -> None:
    browser = browse()

    assert first_visit(browser, browser.get("/lapor/lokasi?k=NOFLOW")) <= WITH_MAP
