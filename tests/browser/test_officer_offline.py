"""The officer's phone without a signal: the list, the jobs and their next steps stay readable."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.adapters.photo_files import saved, street
from tests.browser.conftest import PHONE, Person, Someone
from tests.browser.stage import Stage

KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) {
      const { pathname, search } = new URL(url);
      found.push(pathname + search);
    }
  return found.sort();
}"""
WHOLE = "caches.match('/tugas/bekal').then((kept) => Boolean(kept?.headers.get('ETag')))"
NOTHING = "caches.keys().then((names) => names.length === 0)"


def becomes(page: Page, expression: str) -> None:
    """Wait until it is so; Playwright's own waiting uses eval, which our pages forbid."""
    for _ in range(300):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never so: {expression}")


def arrives(someone: Someone, **options: Any) -> tuple[Person, Page]:
    """An officer logs in; the phone has what it needs for the day."""
    officer = someone(PHONE, **options)
    page = officer.logs_in("petugas")
    becomes(page, "Boolean(navigator.serviceWorker.controller)")
    becomes(page, WHOLE)
    return officer, page


def forgives_the_network(person: Person) -> None:
    """What the browser itself says of a request without a network is no fault of the page."""
    person.faults = [one for one in person.faults if "ERR_INTERNET" not in one]


def test_the_list_says_of_when_it_is_and_that_there_is_no_network(someone: Someone) -> None:
    officer, page = arrives(someone)
    seen = page.locator("#jobs .off-title").first.inner_text()
    expect(page.locator(".off-copy")).to_be_hidden()

    officer.context.set_offline(True)
    page.reload()

    expect(page.locator(".off-copy")).to_be_visible()
    expect(page.locator(".off-copy")).to_contain_text("Data ")
    expect(page.locator("[data-connection] [data-offline]")).to_be_visible()
    expect(page.locator("[data-connection] [data-online]")).to_be_hidden()
    assert page.locator("#jobs .off-title").first.inner_text() == seen
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    forgives_the_network(officer)


def test_the_words_go_when_the_network_is_back_and_nothing_typed_is_lost(
    someone: Someone, stage: Stage
) -> None:
    officer, page = arrives(someone)
    officer.context.set_offline(True)
    officer.opens(f"/tugas/{stage.words['job_in_progress']}/catat")
    expect(page.locator(".off-copy")).to_be_visible()
    page.locator("textarea").fill("Katup di bawah pagar")
    officer.context.set_offline(False)
    page.wait_for_timeout(500)
    assert page.locator("textarea").input_value() == "Katup di bawah pagar"
    officer.opens("/tugas")
    expect(page.locator(".off-copy")).to_be_hidden()
    forgives_the_network(officer)


def test_a_job_and_the_pages_of_its_next_steps_open_without_a_network(
    someone: Someone, stage: Stage
) -> None:
    officer, page = arrives(someone)
    here = f"/tugas/{stage.words['job_assigned']}"
    officer.context.set_offline(True)

    officer.opens(here)
    expect(page.locator(".pt-actions .btn-primary")).to_have_text("Berangkat")
    expect(page.locator(".off-map svg")).to_be_visible()
    officer.opens(f"{here}?lanjut=en_route")
    expect(page.locator(".pt-actions .btn-primary")).to_have_text("Saya tiba")
    expect(page.locator("[data-anticipated]")).to_have_count(1)
    officer.opens(f"{here}?lanjut=in_progress")
    expect(page.locator(".pt-actions .btn-primary")).to_have_text("Selesai")
    for form in ("besar", "kembalikan", "catat"):
        officer.opens(f"{here}/{form}")
        expect(page.locator("#langkah")).to_be_visible()
    font = page.evaluate("document.fonts.check('700 18px \"Plus Jakarta Sans\"')")
    assert font, "a page without its letters"
    forgives_the_network(officer)


def test_the_photos_of_a_job_are_shown_small(someone: Someone, stage: Stage) -> None:
    officer, page = arrives(someone)
    here = f"{officer.city.address}/tugas/{stage.words['job_in_progress']}"
    officer.opens(f"/tugas/{stage.words['job_in_progress']}/catat")
    typed: dict[str, Any] = {
        name: page.locator(f"#langkah [name={name}]").input_value()
        for name in ("csrf_token", "key", "seen")
    }
    photo = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": saved(street(), "JPEG")}
    typed["photos"] = photo
    assert officer.context.request.post(f"{here}/catat", multipart=typed).ok

    page.goto(here)
    page.locator("details:has(.pt-open)").first.evaluate("one => { one.open = true }")
    small = page.locator("main img[src^='/foto/']").first
    becomes(page, f"caches.match({json.dumps(small.get_attribute('src'))}).then(Boolean)")
    becomes(
        page,
        """caches.match(location.pathname).then((kept) => kept.text()).then(
        (html) => html.includes('/foto/'))""",
    )

    officer.context.set_offline(True)
    page.goto(here)
    page.locator("details:has(.pt-open)").first.evaluate("one => { one.open = true }")
    small = page.locator("main img[src^='/foto/']").first
    loads = "async (one) => { one.loading = 'eager'; await one.decode(); return one.naturalWidth; }"
    assert small.evaluate(loads) > 0
    forgives_the_network(officer)


def test_only_own_pages_are_kept_and_all_others_lead_to_the_list(
    someone: Someone, stage: Stage
) -> None:
    officer, page = arrives(someone)
    for path in ("/tugas/wilayah", f"/tugas/{stage.words['job_open']}", "/akun/sandi", "/status"):
        officer.opens(path)
        page.wait_for_load_state("networkidle")
    officer.opens("/tugas")
    becomes(page, WHOLE)
    kept = page.evaluate(KEPT)
    others = [one for one in kept if not one.startswith(("/static/", "/foto/", "/tugas"))]
    assert others == []
    assert [one for one in kept if "wilayah" in one or stage.words["job_open"] in one] == []
    assert [one for one in kept if stage.words["job_done"] in one] == []

    officer.context.set_offline(True)
    officer.opens("/tugas/wilayah")
    assert page.url == officer.city.address + "/tugas"
    expect(page.locator(".off-copy")).to_be_visible()
    forgives_the_network(officer)


def test_who_logs_out_leaves_nothing_on_the_phone(someone: Someone) -> None:
    officer, page = arrives(someone)
    officer.opens("/tugas/saya")
    with page.expect_navigation(url="**/masuk"):
        page.get_by_role("button", name="Keluar").click()
    becomes(page, NOTHING)
    officer.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        officer.opens("/tugas")
    forgives_the_network(officer)


def test_a_session_that_ended_elsewhere_takes_the_pages_along(someone: Someone) -> None:
    officer, page = arrives(someone)
    officer.context.clear_cookies()
    page.reload()
    assert "/masuk" in page.url
    becomes(page, NOTHING)


def test_another_account_on_the_same_phone_finds_its_own_jobs_alone(
    someone: Someone, stage: Stage
) -> None:
    officer, page = arrives(someone)
    officer.context.clear_cookies()
    officer.logs_in("petugas2")
    becomes(page, WHOLE)
    kept = " ".join(page.evaluate(KEPT))
    assert stage.words["job_assigned"] not in kept
    assert stage.words["job_lost"] in kept


def test_the_pages_of_another_go_even_when_nobody_logged_out(someone: Someone) -> None:
    _, page = arrives(someone)
    page.evaluate("""async () => {
      const cache = await caches.open("tugas-1");
      await cache.put("/tugas/bekal", Response.json({ staff: 987654, pages: {}, photos: [] }));
      await cache.put("/tugas/PTM-AAAAA-AAAAA", new Response("another's"));
    }""")
    page.reload()
    becomes(page, WHOLE)
    assert "/tugas/PTM-AAAAA-AAAAA" not in page.evaluate(KEPT)


def test_a_newer_worker_takes_over_with_what_is_typed_and_old_copies_go(
    someone: Someone, stage: Stage
) -> None:
    officer, page = arrives(someone)
    officer.opens(f"/tugas/{stage.words['job_in_progress']}/catat")
    page.locator("textarea").fill("Menunggu kunci pagar")
    page.evaluate("""async () => {
      await (await caches.open("tugas-0")).put("/tugas", new Response("old"));
      await (await caches.open("tugas-1")).put("/static/css/old.00000000.css", new Response(""));
      await (await caches.open("tugas-1")).delete("/tugas/bekal");
    }""")
    page.evaluate("navigator.serviceWorker.register('/tugas/sw.js?2', { scope: '/tugas' })")
    becomes(page, "navigator.serviceWorker.controller.scriptURL.endsWith('?2')")
    becomes(page, "caches.has('tugas-0').then((there) => !there)")
    becomes(page, WHOLE)
    assert "/static/css/old.00000000.css" not in page.evaluate(KEPT)
    assert page.locator("textarea").input_value() == "Menunggu kunci pagar"


def test_an_urgent_job_appears_on_the_lock_screen_and_is_felt(someone: Someone) -> None:
    officer, page = arrives(someone, permissions=["notifications"])
    devtools = officer.context.new_cdp_session(page)
    found: list[str] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(one["registrationId"] for one in event["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    page.wait_for_timeout(300)
    news = {"title": "Tugas darurat: Pipa bocor", "body": "Damai", "url": "/tugas/x", "tag": "t"}
    devtools.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": officer.city.address, "registrationId": found[0], "data": json.dumps(news)},
    )
    becomes(
        page,
        """navigator.serviceWorker.ready.then((one) => one.getNotifications()).then(
        ([one]) => one?.title === "Tugas darurat: Pipa bocor" && one.data.url === "/tugas/x"
          && one.vibrate.length > 0)""",
    )
