"""The mayor's phone without a network: the last summary, said to be old, and nothing else."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Person, Someone
from tests.phones import FCM, Phone

KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
  return found.sort();
}"""
COPY = "caches.match('/walikota').then(Boolean)"
WORKERS = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
NUMBERS = ".pt-numbers .pt-num"


def becomes(page: Page, expression: str) -> None:
    """Wait until it is so; Playwright's own waiting uses eval, which our pages forbid."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never so: {expression}")


def arrives(someone: Someone, **options: Any) -> tuple[Person, Page]:
    """The mayor logs in; the worker has taken its copy."""
    mayor = someone(PHONE, **options)
    page = mayor.logs_in("walikota")
    becomes(page, "Boolean(navigator.serviceWorker.controller)")
    becomes(page, COPY)
    return mayor, page


def forgives_the_network(person: Person) -> None:
    """What the browser itself says of a request without a network is no fault of the page."""
    person.faults = [one for one in person.faults if "ERR_INTERNET" not in one]


def test_without_a_network_the_last_summary_says_of_when_it_is(someone: Someone) -> None:
    mayor, page = arrives(someone)
    seen, clock = page.locator(NUMBERS).all_inner_texts(), page.locator(".pt-bar-top").inner_text()
    expect(page.locator(".pt-offline")).to_be_hidden()

    mayor.context.set_offline(True)
    page.reload()

    words = page.locator(".pt-offline")
    expect(words).to_be_visible()
    expect(words).to_contain_text("sedang offline.")
    at = words.inner_text().split("Data ")[1].split(",")[0]
    assert at in clock, "the time is another one than that of the figures"
    assert page.locator(NUMBERS).all_inner_texts() == seen
    assert "grayscale" in page.locator("main").evaluate("one => getComputedStyle(one).filter")
    assert page.locator(".pt-offline").evaluate("one => one.scrollWidth") <= PHONE["width"]
    assert page.locator(".pt-bottom").evaluate("one => getComputedStyle(one).position") == "fixed"

    mayor.context.set_offline(False)
    expect(words).to_be_hidden(timeout=25_000)
    assert page.locator(NUMBERS).all_inner_texts() == seen
    forgives_the_network(mayor)


def test_a_copy_of_another_day_names_that_day(someone: Someone) -> None:
    mayor, page = arrives(someone)
    page.evaluate("""async () => {
      const cache = await caches.open("walikota-1");
      const copy = await cache.match("/walikota");
      const html = (await copy.text()).replace(/data-offline="[^"]*"/, 'data-offline="2024-02-09"');
      await cache.put("/walikota", new Response(html, { headers: copy.headers }));
    }""")
    mayor.context.set_offline(True)
    page.reload()
    expect(page.locator(".pt-offline")).to_contain_text("pukul")
    forgives_the_network(mayor)


def test_no_other_page_is_kept_and_all_of_them_lead_to_the_summary(someone: Someone) -> None:
    mayor, page = arrives(someone)
    page.goto(mayor.city.address + "/walikota/aduan")
    page.locator("main a[href*='/walikota/aduan/']").first.click()
    page.wait_for_load_state("networkidle")
    complaint = page.url
    page.goto(mayor.city.address + "/walikota/wilayah")
    page.goto(mayor.city.address + "/akun/sandi")
    page.goto(mayor.city.address + "/walikota")
    kept = page.evaluate(KEPT)
    assert [one for one in kept if not one.startswith("/static/")] == ["/walikota"]
    assert [one for one in kept if one.endswith("theme.css")] == [], "a file without its content"

    mayor.context.set_offline(True)
    page.goto(complaint)
    assert page.url == mayor.city.address + "/walikota"
    expect(page.locator(".pt-offline")).to_be_visible()
    forgives_the_network(mayor)


def test_who_logs_out_leaves_nothing_on_the_phone(someone: Someone) -> None:
    mayor, page = arrives(someone)
    with page.expect_navigation(url="**/masuk"):
        page.get_by_role("button", name="Keluar").click()
    becomes(page, f"{WORKERS}.then((count) => count === 0)")
    assert page.evaluate(KEPT) == []
    mayor.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(mayor.city.address + "/walikota")
    forgives_the_network(mayor)


def test_a_session_that_ended_elsewhere_takes_the_copy_along(someone: Someone) -> None:
    mayor, page = arrives(someone)
    mayor.context.clear_cookies()
    page.reload()
    assert "/masuk" in page.url
    becomes(page, f"{COPY}.then((kept) => !kept)")


def test_a_newer_worker_takes_over_and_old_files_go(someone: Someone) -> None:
    mayor, page = arrives(someone)
    page.evaluate("""async () => {
      await (await caches.open("walikota-0")).put("/walikota", new Response("old"));
      await (await caches.open("walikota-1")).put("/static/css/old.00000000.css", new Response(""));
    }""")
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.unregister())")
    page.reload()
    becomes(page, "Boolean(navigator.serviceWorker.controller)")
    becomes(page, "caches.keys().then((names) => names.join() === 'walikota-1')")
    page.goto(mayor.city.address + "/walikota")
    becomes(page, "caches.match('/static/css/old.00000000.css').then((one) => !one)")


def test_without_scripts_the_summary_is_as_before(someone: Someone) -> None:
    mayor = someone(PHONE, java_script_enabled=False)
    page = mayor.logs_in("walikota")
    expect(page.locator(NUMBERS)).to_have_count(4)
    expect(page.locator(".pt-offline")).to_be_hidden()
    page.get_by_role("link", name="Kabar di ponsel").click()
    expect(page.get_by_text("Nyalakan JavaScript di peramban ini")).to_be_visible()


def test_the_hint_to_install_comes_once(someone: Someone) -> None:
    mayor, page = arrives(someone)
    asks = """window.dispatchEvent(Object.assign(new Event("beforeinstallprompt"), {
      prompt: () => { window.asked = true; } }))"""
    expect(page.locator("#pasang")).to_be_hidden()
    page.evaluate(asks)
    page.locator("#pasang").get_by_role("button", name="Pasang").click()
    assert page.evaluate("window.asked")
    page.goto(mayor.city.address + "/walikota")
    page.evaluate(asks)
    expect(page.locator("#pasang")).to_have_count(0)


def test_an_iphone_is_told_the_two_steps(someone: Someone) -> None:
    safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1"
    _, page = arrives(someone, user_agent=safari)
    expect(page.locator("#pasang li")).to_have_text(
        ["Ketuk tombol Bagikan di bawah layar.", "Pilih “Tambah ke Layar Utama”."]
    )
    page.get_by_role("button", name="Tutup").click()
    expect(page.locator("#pasang")).to_have_count(0)


class TestNews:
    STANDS_IN = """given => {
      window.asked = 0;
      const permission = { get: () => window.asked ? given.answer : "default" };
      Object.defineProperty(Notification, "permission", permission);
      Notification.requestPermission = async () => { window.asked += 1; return given.answer; };
      const subscription = { ...given, toJSON: () => given, unsubscribe: async () => true };
      PushManager.prototype.subscribe = async () => subscription;
      PushManager.prototype.getSubscription = async () => given.known ? subscription : null;
    }"""
    """Chromium in a test reaches no push service: what it would answer is put in its place."""

    def opens(self, someone: Someone, answer: str, *, known: bool = False) -> tuple[Person, Page]:
        phone = Phone("browser-test")
        keys = {"p256dh": phone.point, "auth": phone.auth}
        given = {"answer": answer, "endpoint": FCM + phone.name, "keys": keys, "known": known}
        mayor, page = arrives(someone)
        mayor.context.add_init_script(f"({self.STANDS_IN})({json.dumps(given)})")
        page.goto(mayor.city.address + "/walikota/kabar")
        return mayor, page

    def test_permission_is_asked_after_the_tap_alone_and_the_phone_is_then_listed(
        self, someone: Someone
    ) -> None:
        _, page = self.opens(someone, "granted", known=True)
        button = page.get_by_role("button", name="Nyalakan kabar harian")
        expect(button).to_be_visible()
        assert page.evaluate("window.asked") == 0
        with page.expect_navigation():
            button.click()
        expect(page.locator(".pt-flash")).to_contain_text("Kabar menyala di ponsel ini.")
        expect(page.locator("[data-device] [data-this]")).to_be_visible()
        expect(button).to_be_hidden()
        page.get_by_label("Waduk melewati ambang").uncheck()
        page.get_by_role("button", name="Simpan pilihan").click()
        expect(page.get_by_label("Waduk melewati ambang")).not_to_be_checked()
        page.get_by_role("button", name="Jangan kabari lagi").click()
        expect(page.locator("[data-device]")).to_have_count(0)
        expect(button).to_be_visible()

    def test_a_refusal_is_answered_in_words(self, someone: Someone) -> None:
        _, page = self.opens(someone, "denied")
        page.get_by_role("button", name="Nyalakan kabar harian").click()
        expect(page.get_by_text("Izin ditolak.")).to_be_visible()
        expect(page.get_by_role("button", name="Nyalakan kabar harian")).to_be_hidden()

    def test_a_browser_that_cannot_is_told_so(self, someone: Someone) -> None:
        mayor, page = arrives(someone)
        mayor.context.add_init_script("delete window.PushManager")
        page.goto(mayor.city.address + "/walikota/kabar")
        expect(page.get_by_text("Peramban ini tidak bisa menerima kabar.")).to_be_visible()

    def test_news_appears_on_the_lock_screen(self, someone: Someone) -> None:
        mayor, page = arrives(someone, permissions=["notifications"])
        devtools = mayor.context.new_cdp_session(page)
        found: list[str] = []
        devtools.on(
            "ServiceWorker.workerRegistrationUpdated",
            lambda event: found.extend(one["registrationId"] for one in event["registrations"]),
        )
        devtools.send("ServiceWorker.enable")
        page.wait_for_timeout(300)
        news = {"title": "Gangguan besar G-001", "body": "Damai.", "url": "/gangguan/1", "tag": "t"}
        devtools.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": mayor.city.address, "registrationId": found[0], "data": json.dumps(news)},
        )
        becomes(
            page,
            """navigator.serviceWorker.ready.then((one) => one.getNotifications()).then(
            ([one]) => one?.title === "Gangguan besar G-001" && one.data.url === "/gangguan/1")""",
        )
