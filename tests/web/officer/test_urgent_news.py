"""Kabar tugas mendesak: an officer's telephone is told, or not, and each for itself."""

from collections.abc import Iterator

import pytest
from flask import Flask

from ptmb.adapters.push_keys import make_push_keys, push_key_file
from ptmb.config import Settings
from ptmb.domain.roles import Role
from ptmb.models import Staff
from ptmb.queries.push_devices import devices_of
from tests.browsing import Browser
from tests.people import Given
from tests.phones import Phone
from tests.web.officer.conftest import Browse

PAGE = "/tugas/saya/kabar"
ADD = f"{PAGE}/perangkat"


@pytest.fixture(autouse=True)
def keys(app: Flask) -> Iterator[str]:
    settings: Settings = app.config["PTMB"]
    yield make_push_keys(settings.instance).public
    push_key_file(settings.instance).unlink(missing_ok=True)


def added(browser: Browser, phone: Phone) -> None:
    device = phone.device()
    typed = {"endpoint": device.endpoint, "p256dh": device.public_key, "auth": device.auth_secret}
    answer = browser.post(ADD, {**browser.get(PAGE).form(ADD), **typed})
    assert answer.location == PAGE


def test_it_is_found_under_saya_and_a_phone_is_added(browse: Browse, officer: Staff) -> None:
    browser = browse(officer)
    browser.get("/tugas/saya").one(f"a[href='{PAGE}']")
    added(browser, Phone())
    page = browser.get(PAGE)
    assert "Kabar menyala di ponsel ini." in page.one("div.pt-flash[role=status]").get_text()
    assert [one["value"] for one in page.all("input[checked]")] == ["urgent_job"]


def test_it_is_switched_off_and_on_for_one_phone_and_removed(
    browse: Browse, officer: Staff
) -> None:
    browser = browse(officer)
    added(browser, Phone("satu"))
    added(browser, Phone("dua"))
    one, two = devices_of(officer.id)
    browser.post(f"{ADD}/{one.id}/pilihan")
    assert [row.topics for row in devices_of(officer.id)] == [[], ["urgent_job"]]
    browser.post(f"{ADD}/{one.id}/pilihan", {"topic": ["urgent_job", "incident"]})
    assert [row.topics for row in devices_of(officer.id)] == [["urgent_job"], ["urgent_job"]]
    browser.post(f"{ADD}/{two.id}/hapus")
    assert [row.id for row in devices_of(officer.id)] == [one.id]


def test_what_no_phone_gives_is_refused_in_words(browse: Browse, officer: Staff) -> None:
    typed = {"endpoint": "https://10.0.0.1/x", "p256dh": "x", "auth": "x"}
    page = browse(officer).post(ADD, typed, status=422)
    assert "layanan kabar yang tidak kami kenal" in page.one(".pt-errors").get_text()


def test_the_phone_of_a_colleague_does_not_exist(
    given: Given, browse: Browse, officer: Staff
) -> None:
    added(browse(officer), Phone())
    (device,) = devices_of(officer.id)
    colleague = browse(given.staff(Role.OFFICER))
    colleague.post(f"{ADD}/{device.id}/hapus", status=404)
    colleague.post(f"{ADD}/{device.id}/pilihan", status=404)
    assert len(devices_of(officer.id)) == 1
