"""Two hundred bad lines: whatever a line does to the requests, each step arrives once, in order."""

import base64
import io
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from ptmb.adapters import clock
from ptmb.domain.choices import PhotoKind, WorkDone
from ptmb.domain.found_causes import FoundCause
from ptmb.domain.lifecycle import Status, Step
from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent, Photo, Staff
from tests.browser.conftest import PASSWORD, PHONE, City, people_of
from tests.browser.faulty_line import Fault, FaultyLine, faulty_line
from tests.browser.stage import behind
from tests.people import Given

SCHEDULES = 200
FAULTS = 12  # requests of one schedule that may go wrong, one after the other
LATE = 0.05
STEPS = (Step.SET_OFF, Step.ARRIVE, Step.RESOLVE)

_ADD = """
async ([staff, reference, seen, steps, pictures]) => {
  const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const blobs = pictures.map((text) => new Blob([bytes(text)], { type: "image/jpeg" }));
  for (const [step, client_at, fields, first, end] of steps) {
    const chosen = { chosen_at: client_at, through_page: true };
    const photos = blobs.slice(first, end).map((blob) => ({ blob, ...chosen }));
    const item = { key: Outbox.newId(), staff, reference, step, title: step, fields, client_at };
    await Outbox.add({ ...item, seen }, photos);
  }
}
"""
_DRAIN = """
async (most) => {
  let items = [];
  for (let tries = 0; tries < most; tries += 1) {
    await Outbox.drain({ now: true });
    items = await Outbox.list();
    if (!items.some(Outbox.isOpen)) break;
  }
  return items.map(({ state, reason }) => `${state} ${reason}`.trim());
}
"""


@dataclass
class Field:
    """An officer's phone on a bad line, and the books of the city behind it."""

    page: Page
    line: FaultyLine
    given: Given
    officer: Staff
    pictures: list[str]


@pytest.fixture
def field(browser: Browser, city: City) -> Iterator[Field]:
    with (
        faulty_line(city.address, LATE) as line,
        behind(city.environment) as app,
        people_of(
            City(line.address, city.instance, city.environment, PASSWORD), browser
        ) as someone,
    ):
        person = someone(PHONE, service_workers="block")
        officer = db.session.scalars(select(Staff).where(Staff.username == "petugas4")).one()
        page = person.logs_in("petugas4")
        person.faults = _Forgiving()
        page.goto(line.address + "/tugas/kirim")
        # One that fits into a part, and two that do not.
        pictures = [_picture(side, seed) for seed, side in enumerate((60, 240, 330))]
        yield Field(page, line, Given(app), officer, pictures)


@pytest.mark.timeout(400)  # on a machine that does other work too
def test_two_hundred_bad_lines_lose_nothing_and_double_nothing(field: Field) -> None:
    happened: Counter[Fault] = Counter()
    for seed in range(SCHEDULES):
        reference, times = _queued(field)
        happened += _delivered(field, seed)
        _stands_in_the_books(field, reference, times)
    assert all(happened[fault] > SCHEDULES // 5 for fault in Fault), happened


def _queued(field: Field) -> tuple[str, list[datetime]]:
    """Three steps with three photos, as they were tapped without a network."""
    made = field.given.complaint(Status.ASSIGNED, officer=field.officer, category="LEAK")
    first = clock.now().replace(microsecond=0) - timedelta(minutes=30)
    times = [first + timedelta(minutes=10 * one) for one in range(len(STEPS))]
    fields = [["found", FoundCause.PIPE.value], ["work", WorkDone.PIPE_REPAIRED.value],
              ["note", "klem dipasang"], ["sure", "1"]]  # fmt: skip
    at = [one.astimezone(UTC).isoformat() for one in times]
    steps: list[Any] = [
        ["berangkat", at[0], [], 0, 0], ["tiba", at[1], [], 0, 1], ["selesai", at[2], fields, 1, 3],
    ]  # fmt: skip
    asked = [field.officer.id, made.reference, made.version, steps, field.pictures]
    field.page.evaluate("() => Outbox.wipe()")
    field.page.evaluate(_ADD, asked)
    return made.reference, times


def _delivered(field: Field, seed: int) -> Counter[Fault]:
    dice = random.Random(seed)  # noqa: S311  a schedule that can be repeated
    left = [dice.choice(list(Fault)) for _ in range(dice.randint(1, FAULTS))]
    field.line.carried.clear()
    field.line.choose = lambda method, path: left.pop() if left else Fault.NONE
    said = field.page.evaluate(_DRAIN, 4 * FAULTS)
    assert said == ["sent"] * len(STEPS), (seed, said)
    return field.line.carried.copy()


def _stands_in_the_books(field: Field, reference: str, times: list[datetime]) -> None:
    db.session.rollback()
    complaint = db.session.scalars(select(Complaint).where(Complaint.reference == reference)).one()
    mine = (
        select(ComplaintEvent)
        .where(
            ComplaintEvent.complaint_id == complaint.id,
            ComplaintEvent.staff_id == field.officer.id,
        )
        .order_by(ComplaintEvent.id)
    )
    events = db.session.scalars(mine).all()
    assert [one.step for one in events] == list(STEPS)
    assert [one.client_at for one in events] == times
    assert complaint.status is Status.RESOLVED
    kinds = select(Photo.kind).where(Photo.complaint_id == complaint.id)
    found = Counter(db.session.scalars(kinds))
    assert found == {PhotoKind.BEFORE: 1, PhotoKind.AFTER: 2}


def _picture(side: int, seed: int) -> str:
    """Noise, so that it stays as heavy as a photo."""
    noise = random.Random(seed).randbytes(3 * side * side)  # noqa: S311  a picture, no secret
    image = Image.frombytes("RGB", (side, side), noise)
    data = io.BytesIO()
    image.save(data, "JPEG", quality=85)
    return base64.b64encode(data.getvalue()).decode()


class _Forgiving(list[str]):
    """What the browser says of a line that breaks is what this test is about."""

    def append(self, fault: str) -> None:
        if "net::" not in fault and "ERR_" not in fault:
            super().append(fault)
