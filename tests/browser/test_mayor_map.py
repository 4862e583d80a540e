"""The map of dots: it shows what the list says, opens a card, and nobody needs it."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, PHONE, Someone

MAP = "/walikota/wilayah?peta=titik&periode=tahun"


def dots_on(page: Page) -> int:
    """How many complaints the map shows: single dots, and the numbers on the others."""
    page.wait_for_selector(".pt-points-map .leaflet-marker-icon")
    single = page.locator(".pt-points-map .pt-point").count()
    numbers = page.locator(".pt-points-map .pt-points-many").all_inner_texts()
    return single + sum(int(number) for number in numbers)


def in_view(page: Page, selector: str) -> Locator:
    """The first of these whose middle nothing covers and that lies on the visible map."""
    box = page.locator(".pt-points-map").bounding_box()
    assert box
    for one in page.locator(selector).all():
        spot = one.bounding_box()
        if (
            spot
            and box["x"] < spot["x"] < box["x"] + box["width"] - 60
            and (box["y"] + 60 < spot["y"] < box["y"] + box["height"] - 30)
        ):
            return one
    raise AssertionError(f"no {selector} in view")


def test_every_complaint_of_the_list_is_on_the_map(someone: Someone) -> None:
    mayor = someone(DESK)
    mayor.logs_in("walikota")
    page = mayor.opens(MAP)
    told = page.locator("#daftar-titik + p").inner_text().split()[0]
    assert dots_on(page) == int(told.replace(".", ""))


def test_a_number_opens_into_dots_and_a_dot_tells_its_complaint(someone: Someone) -> None:
    mayor = someone(DESK)
    mayor.logs_in("walikota")
    page = mayor.opens(MAP)
    before = dots_on(page)
    in_view(page, ".pt-points-many").click()
    page.wait_for_timeout(700)
    assert dots_on(page) == before
    in_view(page, ".pt-point").click()
    card = page.locator(".pt-dot-card").first
    expect(card).to_contain_text("PTM-")
    card.get_by_role("link", name="Buka laporan").click()
    page.wait_for_url("**/walikota/aduan/PTM-*")


def test_with_the_keyboard_alone_the_list_is_reached_and_opened(someone: Someone) -> None:
    mayor = someone(PHONE)
    mayor.logs_in("walikota")
    page = mayor.opens(MAP)
    dots_on(page)
    page.locator("nav[aria-label='Jenis peta'] [aria-current]").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('a.pt-row')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/walikota/aduan/PTM-*")


def test_when_the_dots_do_not_come_the_page_says_so_and_keeps_its_list(someone: Someone) -> None:
    mayor = someone(PHONE)
    mayor.logs_in("walikota")
    mayor.page.route("**/walikota/wilayah/titik.json*", lambda route: route.abort())
    page = mayor.opens(MAP)
    expect(page.locator(".pt-points-words")).to_contain_text("Titik belum bisa dimuat.")
    expect(page.locator("a.pt-row").first).to_be_visible()


def test_without_javascript_there_is_a_list_and_no_empty_box(someone: Someone) -> None:
    mayor = someone(PHONE, java_script_enabled=False)
    mayor.logs_in("walikota")
    page = mayor.opens(MAP)
    expect(page.locator(".pt-points-map")).to_be_hidden()
    expect(page.locator("a.pt-row").first).to_be_visible()
    page.get_by_role("link", name="Kepadatan").click()
    expect(page.locator(".pt-heat-map svg").first).to_be_visible()
