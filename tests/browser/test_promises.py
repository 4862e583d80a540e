"""What only a browser can prove: nothing typed runs, nothing private stays, nothing moves."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from tests.browser.conftest import DESK, PHONE, City, Person, Someone
from tests.browser.test_story import chooses_the_first_officer

EVIL = '"><img src=x onerror=alert(1)></script><script>alert(2)</script>{{7*7}}'
NAME = "<b onclick=alert(3)>Budi</b>"
PHONE_NUMBER = "0812 9999 7777"
SEND = """typed => {
  const form = document.querySelector("form[data-draft]");
  for (const [name, text] of Object.entries(typed)) form.elements[name].value = text;
  form.submit();
}"""


def _reports(citizen: Person, words: str = "Air mati", landmark: str = "") -> tuple[str, str]:
    """A complaint with these words, made in two steps; its code and the reporter's own key."""
    page = citizen.opens("/lapor/lokasi?k=NOFLOW&lat=-1.2672&lng=116.8381&sumber=map")
    page.get_by_label("Patokan").fill(landmark)
    page.get_by_role("button", name="Lanjut").click()
    page.wait_for_selector("form[data-draft]")
    page.wait_for_timeout(3100)  # people need at least three seconds; machines do not
    typed = {"description": words, "name": NAME, "phone": PHONE_NUMBER}
    with page.expect_navigation():
        page.evaluate(SEND, typed)
    expect(page.get_by_role("heading", name="Laporan diterima")).to_be_visible()
    code, key = page.locator(".pt-code").all_inner_texts()[:2]
    return code.strip(), key.strip()


def _poll(page: Page) -> None:
    """The list asks now instead of in some seconds."""
    with page.expect_response(lambda answer: "/meja" in answer.url):
        page.evaluate("document.getElementById('queue').dispatchEvent(new CustomEvent('every'))")


def _harmless(page: Page, *words: str) -> None:
    """The words stand there as words; nothing of them became a part of the page."""
    text = page.locator("body").inner_text()
    assert [word for word in words if word not in text] == [], page.url
    assert page.locator("img[src='x'], b[onclick], [onerror]").count() == 0, page.url


@pytest.fixture
def dialogs() -> list[str]:
    return []


def _listening(person: Person, dialogs: list[str]) -> Person:
    def note(dialog: Any) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    person.page.on("dialog", note)
    return person


def _top(row: Locator) -> float:
    box = row.bounding_box()
    assert box
    return box["y"]


def _arrives_quietly(desk: Page, reading: Locator, before: float, waiting: int) -> None:
    """A new row comes by a poll, and moves nothing until the operator asks for it."""
    _poll(desk)
    new = desk.locator("#aduan-baru")
    expect(new).to_be_visible()
    assert desk.locator("#queue > .pt-q:not([hidden])").count() == waiting
    assert abs(_top(reading) - before) < 60, "only the button's own line may push the list"
    new.click()
    _harmless(desk)


def test_what_a_citizen_types_is_words_on_every_page(someone: Someone, dialogs: list[str]) -> None:
    operator = _listening(someone(DESK), dialogs)
    desk = operator.logs_in("operator")
    known = desk.locator("#queue > .pt-q")
    reading, waiting = known.nth(known.count() - 1), known.count()
    reading = desk.locator(f"[id='{reading.get_attribute('id')}']")
    before = _top(reading)

    citizen = _listening(someone(PHONE), dialogs)
    code, _ = _reports(citizen, EVIL, EVIL)
    _harmless(citizen.opens(f"/t/{code}"), code)
    _arrives_quietly(desk, reading, before, waiting)
    desk.locator(f".pt-q-link[href*='{code}']").click()
    expect(desk.locator("#panel")).to_contain_text(code)
    _harmless(desk, EVIL, NAME)
    chooses_the_first_officer(desk)
    expect(desk.locator("#panel")).to_contain_text("Petugas ditunjuk")
    _harmless(operator.opens(f"/meja?cari={EVIL}&lajur=semua"), EVIL)
    _harmless(operator.opens("/meja?lajur=berjalan"))
    for who, path, word in (("petugas", "/tugas/", EVIL), ("walikota", "/walikota/aduan/", code)):
        person = _listening(someone(PHONE), dialogs)
        _harmless(person.logs_in(who))
        _harmless(person.opens(path + code), word)
    assert dialogs == []


def test_what_only_who_knows_the_key_may_see_stays_off_the_page_of_the_code(
    someone: Someone,
) -> None:
    code, _ = _reports(someone(PHONE), "Rumah saya nomor 14", "depan warung Melati")
    stranger = someone(PHONE)
    answers: list[Response] = []
    stranger.page.on("response", lambda one: answers.append(one))  # noqa: PLW0108  Playwright marks it
    page = stranger.opens(f"/t/{code}")
    page.wait_for_load_state("networkidle")
    told = [one.text() for one in answers if "/static/" not in one.url]
    everything = page.content() + "".join(told)
    private = ("Budi", "9999 7777", "99997777", "Melati", "nomor 14", "-1.267", "116.838", "/foto/")
    assert [word for word in private if word in everything] == []


def test_after_the_log_out_the_back_button_shows_no_page_of_the_staff(someone: Someone) -> None:
    operator = someone(DESK)
    page = operator.logs_in("operator")
    page.locator(".pt-q-link").first.click()
    expect(page.locator("#panel .pt-panel")).to_be_visible()
    operator.opens("/akun/sandi")
    with page.expect_navigation():
        page.evaluate("document.querySelector('form[action$=\"/keluar\"]').submit()")
    for _ in range(3):
        page.go_back()
        expect(page).to_have_url(re.compile("/masuk"))
        assert page.locator("#panel, #queue").count() == 0
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_what_the_desk_is_typing_survives_the_polls(someone: Someone) -> None:
    page = someone(DESK).logs_in("operator")
    page.locator(".pt-q-link").first.click()
    expect(page.locator("#panel .pt-panel")).to_be_visible()
    page.keyboard.press("c")
    box = page.locator("#panel textarea[name=words]")
    expect(box).to_be_focused()
    page.keyboard.type("Sudah ditelepon, ")
    _reports(someone(PHONE), "Aduan lain di tengah ketikan")
    _poll(page)
    expect(page.locator("#aduan-baru")).to_be_visible()
    page.keyboard.type("tidak diangkat")
    expect(box).to_have_value("Sudah ditelepon, tidak diangkat")


def test_the_keyboard_alone_assigns_a_complaint(someone: Someone) -> None:
    page = someone(DESK).logs_in("operator")
    page.keyboard.press("j")
    first = page.locator(".pt-q-link").first
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#panel input[name=assignee]").first).to_be_checked()
    page.keyboard.press("2")
    expect(page.locator("#panel input[name=assignee]").nth(1)).to_be_checked()
    page.keyboard.press("a")
    expect(page.locator("#panel")).to_contain_text("Petugas ditunjuk")
    page.keyboard.press("Escape")
    expect(page.locator("#panel .pt-panel")).to_have_count(0)


LOST = [
    ("operator", "/meja", "#sambungan", "Sambungan terputus sejak"),
    ("petugas", "/tugas", "[data-connection] [data-offline]", "Offline sejak"),
]


@pytest.mark.parametrize(("who", "path", "place", "words"), LOST)
def test_a_lost_connection_is_said_and_its_return_too(
    someone: Someone, who: str, path: str, place: str, words: str
) -> None:
    person = someone(DESK if who == "operator" else PHONE)
    page = person.logs_in(who)
    expect(page).to_have_url(re.compile(path))
    bar = page.locator(place)
    expect(bar).to_be_hidden()
    person.context.set_offline(True)
    expect(bar).to_be_visible()
    expect(bar).to_contain_text(words)
    person.context.set_offline(False)
    page.evaluate("document.querySelector('[data-live]').dispatchEvent(new CustomEvent('every'))")
    expect(bar).to_be_hidden()
    # What the browser itself says of a request without a network is no fault of the page.
    person.faults = [one for one in person.faults if "ERR_INTERNET" not in one]


def test_no_page_asks_anybody_else_and_no_address_carries_a_secret(
    someone: Someone, city: City
) -> None:
    asked: list[tuple[str, str]] = []
    citizen, stranger = someone(PHONE), someone(PHONE)
    people = {"": (citizen, ("/", "/lapor", "/lacak", "/privasi", "/bantuan", "/masuk")),
              "operator": (someone(DESK), ("/meja", "/meja/catat")),
              "petugas": (someone(PHONE), ("/tugas", "/tugas/saya")),
              "walikota": (someone(PHONE), ("/walikota", "/walikota/wilayah")),
              "admin": (someone(DESK), ("/admin/wilayah", "/admin/jejak"))}  # fmt: skip
    for person in (stranger, *(one for one, _ in people.values())):
        person.context.on(
            "request", lambda one: asked.append((one.url, one.headers.get("referer", "")))
        )
    code, key = _reports(citizen)
    # The own link, as it stands in a message: the key behind # never leaves the browser by itself.
    own = stranger.opens(f"/t/{code}#k={key}")
    expect(own.locator("main")).to_contain_text("Tambah")
    for who, (person, paths) in people.items():
        if who:
            person.logs_in(who)
        for path in (*paths, f"/t/{code}"):
            person.opens(path)

    kinds = {urlsplit(url).netloc for url, _ in asked if not url.startswith(("data:", "blob:"))}
    assert kinds == {urlsplit(city.address).netloc}
    log = (city.instance / "server.log").read_text()
    sent = "\n".join(url.split("#")[0] + " " + referer for url, referer in asked) + log
    for secret in (key, key.replace("-", ""), "9999 7777", "99997777"):
        assert secret not in sent
