"""An officer without a signal: every tap is kept on the phone, delivered once, and never lost."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserType, Error, Page, Route, expect
from sqlalchemy import select

from ptmb.actions import dispatch
from ptmb.actions.dispatch import Assignee
from ptmb.adapters import clock
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Status, Step
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db
from ptmb.models import Complaint, ComplaintEvent, Photo, Staff
from tests.browser.conftest import PHONE, City, Person, Someone
from tests.browser.stage import Stage, behind
from tests.browser.test_story import CENTRE, picture
from tests.people import Given

__all__ = ["picture"]

THERE = {"geolocation": CENTRE, "permissions": ["geolocation"]}
WAITS = "1 menunggu kirim"


@pytest.fixture
def desk(city: City, stage: Stage) -> Iterator[Flask]:
    """The same data, from behind: what the desk would see and do."""
    with behind(city.environment) as app:
        yield app


def job(app: Flask, status: Status = Status.ASSIGNED) -> str:
    officer = db.session.scalars(select(Staff).where(Staff.username == "petugas3")).one()
    return Given(app).complaint(status, officer=officer, phone="+628120000779").reference


def stored(reference: str) -> Complaint:
    db.session.rollback()
    return db.session.scalars(select(Complaint).where(Complaint.reference == reference)).one()


def events(reference: str, step: Step) -> list[ComplaintEvent]:
    found = select(ComplaintEvent).where(ComplaintEvent.complaint_id == stored(reference).id)
    return list(db.session.scalars(found.where(ComplaintEvent.step == step)))


def items(page: Page) -> list[dict[str, Any]]:
    return list(page.evaluate("Outbox.list()"))


def until(page: Page, script: str) -> None:
    """Wait until the promise answers true; `wait_for_function` takes the promise itself for it."""
    for _ in range(200):
        try:
            if page.evaluate(script):
                return
        except Error:  # the page went on to another meanwhile
            page.wait_for_load_state()
        page.wait_for_timeout(100)
    raise AssertionError(script)


def at_the_job(officer: Person, code: str, kept: str = "") -> Page:
    """Logged in, on the job's page, with the pages of later already on the phone."""
    officer.logs_in("petugas3")
    page = officer.opens(f"/tugas/{code}")
    later = [f"/tugas/{code}?lanjut={status}" for status in ("en_route", "in_progress")]
    for path in [kept] if kept else later:
        until(page, f"caches.match('{path}').then(Boolean)")
    return page


def comes_online(officer: Person) -> None:
    officer.context.set_offline(False)
    until(officer.page, "Outbox.list().then(a => a.length && a.every(one => one.state === 'sent'))")


def test_a_tap_without_a_signal_is_kept_and_delivered_once_with_its_own_time(
    someone: Someone, desk: Flask
) -> None:
    code = job(desk)
    officer = someone(PHONE, **THERE)
    page = at_the_job(officer, code)
    officer.context.set_offline(True)

    page.get_by_role("button", name="Berangkat").click()
    expect(page.get_by_role("button", name="Saya tiba")).to_be_visible()
    expect(page.locator("[data-connection]")).to_contain_text(WAITS)
    tapped = items(page)[0]["client_at"]
    page.reload()
    page.get_by_role("button", name="Saya tiba").click()
    expect(page.get_by_role("button", name="Selesai")).to_be_visible()
    assert events(code, Step.SET_OFF) == []

    comes_online(officer)

    assert stored(code).status is Status.IN_PROGRESS
    set_off, arrived = (events(code, step) for step in (Step.SET_OFF, Step.ARRIVE))
    assert (len(set_off), len(arrived)) == (1, 1)
    assert set_off[0].client_at is not None
    assert set_off[0].client_at.isoformat()[:23] == tapped[:23]
    assert arrived[0].facts.get("distance_m") is not None


Phone = Callable[[], AbstractContextManager[Person]]


@pytest.fixture
def phone(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    city: City,
    tmp_path: Path,
) -> Phone:
    """A browser that may be closed and opened again; it keeps what a telephone keeps."""

    @contextmanager
    def opened() -> Iterator[Person]:
        wish: dict[str, Any] = {
            **browser_type_launch_args,
            "viewport": PHONE,
            "locale": "id-ID",
            **THERE,
        }
        context = browser_type.launch_persistent_context(tmp_path / "phone", **wish)
        officer = Person(context, city)
        yield officer
        context.close()
        assert officer.faults == []

    return opened


def finishes(page: Page, picture: Path) -> None:
    page.locator("input[type=file]").set_input_files(picture)
    expect(page.locator("[data-photo-list] img")).to_have_count(1)
    page.get_by_label("Pipa pecah atau bocor").check()
    page.get_by_label("Pipa diperbaiki").check()
    page.get_by_role("button", name="Selesai", exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text("Pipa diperbaiki")
    page.get_by_role("button", name="Ya, selesai").click()


def test_a_job_is_finished_offline_and_sent_after_the_browser_was_closed(
    phone: Phone, desk: Flask, picture: Path
) -> None:
    code = job(desk, Status.IN_PROGRESS)
    with phone() as officer:
        page = at_the_job(officer, code, kept="/tugas")
        officer.context.set_offline(True)
        finishes(page, picture)
        page.wait_for_url(lambda url: url.endswith("/tugas"))
        expect(page.get_by_text("Menunggu kirim").first).to_be_visible()
    assert events(code, Step.RESOLVE) == []

    with phone() as officer:
        page = officer.opens("/tugas/kirim")
        if "/masuk" in page.url:
            officer.logs_in("petugas3")
            officer.opens("/tugas/kirim")
        expect(page.locator("[data-outbox-list]")).to_contain_text(f"{code} · 1 foto")
        expect(page.get_by_text("Terkirim", exact=True)).to_be_visible(timeout=20_000)

    resolved = events(code, Step.RESOLVE)
    assert len(resolved) == 1
    photos = select(Photo).where(Photo.event_id == resolved[0].id)
    assert len(list(db.session.scalars(photos))) == 1


def test_what_is_chosen_typed_and_photographed_survives_a_reload(
    someone: Someone, desk: Flask, picture: Path
) -> None:
    code = job(desk, Status.IN_PROGRESS)
    officer = someone(PHONE, **THERE)
    officer.logs_in("petugas3")
    page = officer.opens(f"/tugas/{code}")
    page.locator("input[type=file]").set_input_files(picture)
    page.get_by_label("Pipa pecah atau bocor").check()
    page.get_by_label("Catatan").fill("klem diganti")
    expect(page.locator("[data-photo-list] img")).to_have_count(1)
    page.wait_for_timeout(500)

    page.reload()

    expect(page.locator("[data-photo-list] img")).to_have_count(1)
    expect(page.get_by_label("Pipa pecah atau bocor")).to_be_checked()
    expect(page.get_by_label("Catatan")).to_have_value("klem diganti")


def test_a_refused_step_says_why_and_may_be_put_away(someone: Someone, desk: Flask) -> None:
    code = job(desk)
    officer = someone(PHONE, **THERE)
    page = at_the_job(officer, code)
    officer.context.set_offline(True)
    page.get_by_role("button", name="Berangkat").click()
    expect(page.get_by_role("button", name="Saya tiba")).to_be_visible()
    colleague = db.session.scalars(select(Staff).where(Staff.username == "petugas2")).one()
    deed = Deed(Actor(Role.OPERATOR), clock.now(), f"outbox-taken-{code}")
    dispatch.assign(stored(code).id, Assignee(staff_id=colleague.id), deed, "lebih dekat")
    db.session.rollback()

    officer.context.set_offline(False)
    until(page, "Outbox.list().then(all => all[0].state === 'refused')")
    officer.opens("/tugas/kirim")

    line = page.locator(".off-sending")
    expect(line).to_contain_text("Ditolak")
    assert len(line.locator("[data-reason]").inner_text()) > 10
    expect(page.get_by_role("link", name="Kirim (1)")).to_be_visible()
    assert events(code, Step.SET_OFF) == []
    line.get_by_role("button", name="Buang").click()
    page.get_by_role("button", name="Ya, buang").click()
    expect(page.get_by_text("Semua sudah terkirim.")).to_be_visible()


def test_what_another_account_left_on_the_phone_is_not_sent(someone: Someone, desk: Flask) -> None:
    code = job(desk)
    officer = someone(PHONE, **THERE)
    page = at_the_job(officer, code)
    officer.context.set_offline(True)
    page.get_by_role("button", name="Berangkat").click()
    expect(page.get_by_role("button", name="Saya tiba")).to_be_visible()
    officer.context.clear_cookies()  # the session ended, nobody logged out
    officer.context.set_offline(False)
    officer.logs_in("petugas4")

    officer.opens("/tugas/kirim")

    expect(page.locator(".off-sending")).to_contain_text("Milik akun lain.")
    page.evaluate("Outbox.drain({ now: true })")
    assert [one["state"] for one in items(page)] == ["waiting"]
    assert events(code, Step.SET_OFF) == []


def test_logging_out_warns_of_what_is_unsent_and_leaves_nothing(
    someone: Someone, desk: Flask
) -> None:
    code = job(desk)
    officer = someone(PHONE, **THERE)
    page = at_the_job(officer, code)
    page.route("**/tugas/antar", lambda route: route.abort())
    officer.page.route("**/antar/**", lambda route: route.abort())
    page.get_by_role("button", name="Berangkat").click()
    page.wait_for_url(lambda url: "lanjut=" in url)
    officer.opens("/tugas/saya")

    page.get_by_role("button", name="Keluar", exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text("1 langkah belum terkirim.")
    page.get_by_role("button", name="Batal").click()
    assert len(items(page)) == 1
    page.get_by_role("button", name="Keluar", exact=True).click()
    page.get_by_role("button", name="Keluar dan hapus").click()

    page.wait_for_url("**/masuk*")
    assert page.evaluate("indexedDB.databases().then(all => all.map(one => one.name))") == []
    assert page.evaluate("caches.keys()") == []


def test_a_phone_without_a_store_sends_the_form_as_it_is(someone: Someone, desk: Flask) -> None:
    code = job(desk)
    officer = someone(PHONE, **THERE)
    officer.context.add_init_script("delete window.indexedDB; delete Window.prototype.indexedDB;")
    officer.logs_in("petugas3")
    page = officer.opens(f"/tugas/{code}")

    page.get_by_role("button", name="Berangkat").click()

    expect(page.get_by_role("button", name="Saya tiba")).to_be_visible()
    assert stored(code).status is Status.EN_ROUTE


def test_an_answer_that_is_lost_on_its_way_does_not_make_two_steps(
    someone: Someone, desk: Flask
) -> None:
    code = job(desk)
    officer = someone(PHONE, **THERE)
    page = at_the_job(officer, code)
    lost: list[int] = []

    def loses_the_first_answer(route: Route) -> None:
        answer = route.fetch()
        lost.append(answer.status)
        if len(lost) == 1:
            route.abort()
        else:
            route.fulfill(status=answer.status, headers=answer.headers, body=answer.body())

    page.route("**/antar/berangkat", loses_the_first_answer)
    page.get_by_role("button", name="Berangkat").click()
    expect(page.get_by_role("button", name="Saya tiba")).to_be_visible()
    until(page, "Outbox.drain({ now: true }).then(Outbox.list).then(a => a[0].state === 'sent')")

    assert len(events(code, Step.SET_OFF)) == 1
