"""A real server over a real file, and people with real browsers."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.browser.stage import Stage, behind, set_up

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1440, "height": 900}
PASSWORD = "kata-sandi-untuk-uji-saja"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium where there is one; without its sandbox only for root."""
    named = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("PTMB_CHROMIUM") or next(filter(None, map(shutil.which, named)), None)
    arguments = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
                 "--disable-background-networking", "--disable-component-update"]  # fmt: skip
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    chosen = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **chosen, "args": arguments}


@dataclass
class City:
    """A running server with the demonstration city, and what its environment says."""

    address: str
    instance: Path
    environment: dict[str, str]
    password: str = PASSWORD


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """One for all tests of this process; its database is an SQLite file."""
    with demonstrated(tmp_path_factory.mktemp("city")) as running:
        yield running


@contextmanager
def demonstrated(instance: Path, database: str = "") -> Iterator[City]:
    """`ptmb serve --demo` on a free port, as `make run` starts it; ended by its own process id."""
    port = free_port()
    ours = {
        "PTMB_INSTANCE": str(instance),
        "PTMB_DATABASE_URL": database,
        "PTMB_DEMO": "1",
        "PTMB_DEMO_PASSWORD": PASSWORD,
        "PTMB_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "PTMB_RATE_LIMITS": "0",
    }
    program = Path(sys.executable).with_name("ptmb")
    log = (instance / "server.log").open("w")
    server = subprocess.Popen(
        [str(program), "serve", "--demo", "--port", str(port)],
        env={**os.environ, **ours},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        _wait(f"http://127.0.0.1:{port}/healthz", server, instance / "server.log")
        yield City(f"http://127.0.0.1:{port}", instance, ours)
    finally:
        server.terminate()
        server.wait(20)
        log.close()


@pytest.fixture(scope="session")
def stage(city: City) -> Stage:
    """A complaint in every state, in the city that all tests of this process share."""
    with behind(city.environment) as app:
        return set_up(app)


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(2400):  # a busy machine takes its time to make a city
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310  our own loopback server
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{log.read_text()}")


Someone = Callable[..., "Person"]


class Person:
    """One person with a browser of their own; complains when the page complains."""

    def __init__(self, context: BrowserContext, city: City) -> None:
        self.context, self.city = context, city
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._note)
        self.page.set_default_timeout(10_000)

    def _note(self, message: Any) -> None:
        # Chrome logs every answer of 400 and more by itself; those are not faults of a script.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(message.text)

    def opens(self, path: str) -> Page:
        self.page.goto(self.city.address + path)
        return self.page

    def logs_in(self, username: str) -> Page:
        self.opens("/masuk")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", self.city.password)
        self.page.locator("main form button[type=submit]").first.click()
        self.page.wait_for_url(lambda url: "/masuk" not in url)
        return self.page


@pytest.fixture
def someone(browser: Browser, city: City) -> Iterator[Someone]:
    """`someone(PHONE)`: a person with a browser; nobody may have seen an error at the end."""
    with people_of(city, browser) as arrive:
        yield arrive


@contextmanager
def people_of(city: City, browser: Browser) -> Iterator[Someone]:
    """Who arrives in this city, until the block ends."""
    people: list[Person] = []

    def arrive(size: ViewportSize = PHONE, **options: Any) -> Person:
        context = browser.new_context(
            viewport=size, locale="id-ID", timezone_id="Asia/Makassar", **options
        )
        person = Person(context, city)
        people.append(person)
        return person

    yield arrive
    for person in people:
        # A request that a test still holds in its hands would keep the browser from closing.
        person.page.unroute_all(behavior="ignoreErrors")
        person.context.close()
    assert [fault for person in people for fault in person.faults] == []
