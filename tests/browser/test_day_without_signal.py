"""Three jobs and six photos without a signal, a closed browser, and then a very bad line."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserType, Page, expect
from sqlalchemy import select

from ptmb.domain.lifecycle import Status, Step
from ptmb.extensions import db
from ptmb.models import ComplaintEvent, Photo
from tests.browser.conftest import PHONE, City, Person
from tests.browser.faulty_line import Fault, FaultyLine, faulty_line
from tests.browser.test_officer_offline import becomes
from tests.browser.test_outbox import THERE, at_the_job, desk, finishes, items, job, stored
from tests.browser.test_story import picture

__all__ = ["desk", "picture"]

STEPS = [Step.SET_OFF, Step.ARRIVE, Step.RESOLVE]
LATE_S = 10.0
FAULTS = [Fault.LOST, Fault.ANSWER_LOST, Fault.CUT, Fault.DOUBLED, Fault.ANSWER_CUT, Fault.LATE]

Phone = Callable[[], AbstractContextManager[Person]]


@pytest.fixture
def line(city: City) -> Iterator[FaultyLine]:
    with faulty_line(city.address, LATE_S) as line:
        yield line


@pytest.fixture
def phone(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    city: City,
    line: FaultyLine,
    tmp_path: Path,
) -> Phone:
    """A browser at the end of the line that may be closed and opened again."""
    here = City(line.address, city.instance, city.environment, city.password)

    @contextmanager
    def opened() -> Iterator[Person]:
        wish: dict[str, Any] = {
            **browser_type_launch_args,
            "viewport": PHONE,
            "locale": "id-ID",
            **THERE,
        }
        context = browser_type.launch_persistent_context(tmp_path / "phone", **wish)
        yield Person(context, here)
        context.close()

    return opened


@pytest.mark.timeout(400)  # the line itself takes ten seconds now and then
def test_three_jobs_done_without_a_signal_arrive_once_in_order_with_their_own_times(
    phone: Phone, desk: Flask, line: FaultyLine, picture: Path
) -> None:
    codes = [job(desk) for _ in range(3)]
    with phone() as officer:
        at_the_job(officer, codes[0])
        for code in codes[1:]:
            officer.opens(f"/tugas/{code}")
            kept = f"/tugas/{code}?lanjut=in_progress"
            becomes(officer.page, f"caches.match('{kept}').then(Boolean)")
        officer.context.set_offline(True)
        for code in codes:
            _works(officer, code, picture)
        tapped = [(one["reference"], one["client_at"]) for one in items(officer.page)]
    assert [_events(code) for code in codes] == [[], [], []]

    left = [*FAULTS, *FAULTS]
    line.choose = lambda method, path: left.pop(0) if left and _is_ours(path) else Fault.NONE
    with phone() as officer:
        _sends_until_empty(officer.opens("/tugas/kirim"))

    assert not left, "every fault has happened"
    for code in codes:
        assert stored(code).status is Status.RESOLVED
        events = _events(code)
        assert [one.step for one in events] == STEPS
        own = [_moment(at) for reference, at in tapped if reference == code]
        assert [one.client_at for one in events] == own
        assert own == sorted(own)
        assert _photos(code) == 2


def _works(officer: Person, code: str, picture: Path) -> None:
    page = officer.opens(f"/tugas/{code}")
    page.get_by_role("button", name="Berangkat").click()
    arrive = page.get_by_role("button", name="Saya tiba")
    expect(arrive).to_be_visible()
    page.locator("input[type=file]").first.set_input_files(picture)
    expect(page.locator("[data-photo-list] img")).to_have_count(1)
    arrive.click()
    expect(page.get_by_role("button", name="Selesai", exact=True)).to_be_visible()
    finishes(page, picture)
    page.wait_for_url(lambda url: url.endswith("/tugas"))


def _sends_until_empty(page: Page) -> None:
    for _ in range(40):
        if all(one["state"] == "sent" for one in items(page)):
            return
        page.evaluate("Outbox.drain({ now: true })")
    raise AssertionError([one["state"] for one in items(page)])


def _is_ours(path: str) -> bool:
    return "/antar" in path or "/tugas/foto/" in path


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def _events(code: str) -> list[ComplaintEvent]:
    mine = select(ComplaintEvent).where(
        ComplaintEvent.complaint_id == stored(code).id, ComplaintEvent.step.in_(STEPS)
    )
    return list(db.session.scalars(mine.order_by(ComplaintEvent.id)))


def _photos(code: str) -> int:
    return len(
        db.session.scalars(select(Photo.id).where(Photo.complaint_id == stored(code).id)).all()
    )
