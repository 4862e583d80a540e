"""Kabar di ponsel: adding this phone, choosing, removing; and what makes the pages an app."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from ptmb.adapters.push_keys import make_push_keys, push_key_file
from ptmb.config import Settings
from ptmb.domain.roles import Role
from ptmb.queries.push_devices import devices_of
from tests.browsing import Browser
from tests.people import Given
from tests.phones import Phone

Browse = Callable[..., Browser]
PAGE = "/walikota/kabar"
ADD = f"{PAGE}/perangkat"
ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


@pytest.fixture(autouse=True)
def keys(app: Flask) -> Iterator[str]:
    settings: Settings = app.config["PTMB"]
    yield make_push_keys(settings.instance).public
    push_key_file(settings.instance).unlink(missing_ok=True)


def gives(phone: Phone, **fields: str) -> dict[str, str]:
    """What the script puts into the form."""
    device = phone.device()
    return {
        "endpoint": device.endpoint, "p256dh": device.public_key, "auth": device.auth_secret,
        **fields,
    }  # fmt: skip


def added(browser: Browser, phone: Phone, **rest: Any) -> Any:
    fields = browser.get(PAGE).form(ADD)
    return browser.post(ADD, {**fields, **gives(phone)}, headers={"User-Agent": ANDROID}, **rest)


def test_a_phone_is_added_and_stands_in_the_list(given: Given, browse: Browse) -> None:
    browser = browse(given.staff(Role.MAYOR))
    assert "Belum ada." in browser.get(PAGE).text
    assert added(browser, Phone()).location == PAGE
    page = browser.get(PAGE)
    assert "Chrome di Android" in page.text
    assert "Kabar menyala di ponsel ini." in page.one(".pt-flash").get_text()
    assert len(page.all("[data-device] input[checked]")) == 5


def test_the_page_gives_the_key_and_asks_for_nothing_by_itself(
    given: Given, browse: Browse, keys: str
) -> None:
    page = browse(given.staff(Role.MAYOR)).get(PAGE)
    assert page.one("[data-push-key]")["data-push-key"] == keys
    assert page.one(".btn-primary").get_text(strip=True) == "Nyalakan kabar harian"


def test_without_a_key_on_the_server_it_says_so(
    given: Given, browse: Browse, settings: Settings
) -> None:
    push_key_file(settings.instance).unlink()
    page = browse(given.staff(Role.MAYOR)).get(PAGE)
    assert "belum disiapkan di server" in page.text
    assert page.all("[data-push-key]") == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"endpoint": ""}, "Ponsel ini belum memberi izin."),
        ({"endpoint": "https://10.0.0.1/x"}, "layanan kabar yang tidak kami kenal"),
        ({"auth": "x"}, "tidak lengkap"),
    ],
)
def test_what_no_phone_gives_is_refused_in_words(
    given: Given, browse: Browse, wrong: dict[str, str], sentence: str
) -> None:
    mayor = given.staff(Role.MAYOR)
    page = browse(mayor).post(ADD, gives(Phone(), **wrong), status=422)
    assert sentence in page.one(".pt-errors").get_text()
    assert devices_of(mayor.id) == []


def test_topics_are_chosen_by_ticking(given: Given, browse: Browse) -> None:
    mayor = given.staff(Role.MAYOR)
    browser = browse(mayor)
    added(browser, Phone())
    (device,) = devices_of(mayor.id)
    browser.post(f"{ADD}/{device.id}/pilihan", {"topic": ["digest", "incident", "urgent_job", "x"]})
    (device,) = devices_of(mayor.id)
    assert device.topics == ["digest", "incident"]
    checked = [one["value"] for one in browser.get(PAGE).all("input[checked]")]
    assert checked == ["digest", "incident"]


def test_a_phone_is_removed_with_one_tap(given: Given, browse: Browse) -> None:
    mayor = given.staff(Role.MAYOR)
    browser = browse(mayor)
    added(browser, Phone())
    (device,) = devices_of(mayor.id)
    browser.post(f"{ADD}/{device.id}/hapus")
    assert devices_of(mayor.id) == []
    assert "tidak dikabari lagi" in browser.get(PAGE).text
    browser.post(f"{ADD}/{device.id}/hapus", status=404)


def test_the_phone_of_another_does_not_exist(given: Given, browse: Browse) -> None:
    mayor, manager = given.staff(Role.MAYOR), given.staff(Role.MANAGER)
    added(browse(mayor), Phone())
    (device,) = devices_of(mayor.id)
    other = browse(manager)
    other.post(f"{ADD}/{device.id}/hapus", status=404)
    other.post(f"{ADD}/{device.id}/pilihan", status=404)
    assert "Chrome di Android" not in other.get(PAGE).text
    assert len(devices_of(mayor.id)) == 1


def test_the_page_costs_few_statements(given: Given, browse: Browse, counting: Any) -> None:
    browser = browse(given.staff(Role.MAYOR))
    for number in range(5):
        added(browser, Phone(str(number)))
    browser.get(PAGE)
    with counting() as statements:
        browser.get(PAGE)
    assert statements.count <= 3, statements.texts


class TestTheApp:
    def test_the_worker_may_serve_the_summary_itself(self, browse: Browse) -> None:
        response = browse().get("/walikota/sw.js").response
        assert response.mimetype == "text/javascript"
        assert response.headers["Service-Worker-Allowed"] == "/walikota"
        assert "no-cache" in response.headers["Cache-Control"]
        assert "worker-src 'self'" in response.headers["Content-Security-Policy"]
        response.close()

    def test_the_manifest_of_the_mayor_is_complete(self, browse: Browse) -> None:
        answer = browse().get("/manifest.webmanifest?untuk=walikota").response
        manifest = answer.get_json(force=True)
        told = {name: manifest[name] for name in ("name", "id", "start_url", "display", "scope")}
        assert told == {
            "name": "Air Balikpapan", "id": "/walikota", "start_url": "/walikota",
            "display": "standalone", "scope": "/",
        }  # fmt: skip
        assert {(one["sizes"], one["purpose"]) for one in manifest["icons"]} >= {
            ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"),
        }  # fmt: skip

    def test_the_summary_holds_the_words_for_the_day_without_a_network(
        self, given: Given, browse: Browse
    ) -> None:
        browser = browse(given.staff(Role.MAYOR))
        box = browser.get("/walikota").one("[data-offline]")
        assert box.has_attr("hidden")
        assert box["data-offline"] == "2024-02-10"
        words = " ".join(box.get_text(" ").split())
        assert "Data 14.32, sedang offline." in words
        assert "Data Sabtu 10 Februari pukul 14.32, sedang offline." in words
        assert browser.get("/walikota/aduan").all("[data-offline]") == []

    def test_the_hint_to_install_is_there_until_it_was_seen(
        self, given: Given, browse: Browse
    ) -> None:
        browser = browse(given.staff(Role.MAYOR))
        assert browser.get("/walikota").one("#pasang").has_attr("hidden")
        browser.client.set_cookie("pasang", "1", path="/walikota")
        assert browser.get("/walikota").all("#pasang") == []

    @pytest.mark.parametrize("way", ["/keluar", "/akun/keluar-semua"])
    def test_whoever_leaves_takes_the_copy_along(
        self, given: Given, browse: Browse, way: str
    ) -> None:
        answer = browse(given.staff(Role.MAYOR)).post(way)
        assert answer.response.headers["Clear-Site-Data"] == '"storage"'

    def test_who_keeps_no_copy_loses_nothing_else(self, given: Given, browse: Browse) -> None:
        for person in (given.staff(Role.OPERATOR), given.staff(Role.SUPERVISOR), None):
            answer = browse(person).post("/keluar")
            assert "Clear-Site-Data" not in answer.response.headers
