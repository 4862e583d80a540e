"""The mayor's first screen: how many, why, where and the reservoir, without scrolling."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Someone

_BOTTOMS = """parts => parts.map(part => {
  const box = document.querySelector(part).getBoundingClientRect();
  return [part, Math.round(box.top), Math.round(box.bottom)];
})"""
_PARTS = [".pt-chips", ".pt-numbers", ".pt-why", ".pt-where", ".pt-worst-card", ".pt-water"]


@pytest.mark.parametrize("light", ["light", "dark"])
def test_the_month_lies_on_one_screen_of_a_small_phone(someone: Someone, light: str) -> None:
    mayor = someone(PHONE)
    page = mayor.logs_in("walikota")
    page.emulate_media(color_scheme="dark" if light == "dark" else "light")
    mayor.opens("/walikota")
    expect(page.locator(".pt-numbers .pt-num")).to_have_count(4)
    nav = page.locator(".pt-bottom").bounding_box()
    assert nav
    assert nav["y"] + nav["height"] <= PHONE["height"]
    for part, top, bottom in page.evaluate(_BOTTOMS, _PARTS):
        assert 0 <= top < bottom <= nav["y"], f"{part}: {top} to {bottom}, screen to {nav['y']}"


@pytest.mark.parametrize("period", ["hari-ini", "7-hari", "tahun"])
def test_every_period_lies_on_one_screen_of_a_small_phone(someone: Someone, period: str) -> None:
    """Also when the legend has a line more, for areas without water that sent nothing."""
    mayor = someone(PHONE)
    page = mayor.logs_in("walikota")
    mayor.opens(f"/walikota?periode={period}")
    nav = page.locator(".pt-bottom").bounding_box()
    assert nav
    for part, top, bottom in page.evaluate(_BOTTOMS, _PARTS):
        assert 0 <= top < bottom <= nav["y"], f"{part}: {top} to {bottom}, screen to {nav['y']}"


def test_an_area_begins_with_its_numbers_on_a_desk(someone: Someone) -> None:
    mayor = someone(DESK)
    page = mayor.logs_in("walikota")
    mayor.opens("/walikota/wilayah")
    page.locator("main table a[href*='/walikota/wilayah/']").first.click()
    page.wait_for_url("**/walikota/wilayah/*")
    tops = page.evaluate("""() => [...document.querySelectorAll("main .pt-card")].map(
      one => Math.round(one.getBoundingClientRect().top))""")
    assert page.locator("main .pt-card").first.locator(".pt-num").count() == 4
    assert tops == sorted(set(tops)), "the cards stand one below the other, numbers first"


def test_with_large_letters_the_last_page_of_the_bar_can_be_reached(someone: Someone) -> None:
    mayor = someone(PHONE)
    page = mayor.logs_in("walikota")
    mayor.opens("/walikota")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    last = page.locator(".pt-bottom a").last
    last.focus()
    box = last.bounding_box()
    assert box
    assert box["x"] + box["width"] <= PHONE["width"] + 0.5


def test_a_meaning_opens_and_closes_without_a_script(someone: Someone) -> None:
    mayor = someone(PHONE)
    page = mayor.logs_in("walikota")
    mayor.opens("/walikota")
    meaning = page.locator("#arti-bulan")
    expect(meaning).to_be_hidden()
    page.locator("[popovertarget=arti-bulan]").click()
    expect(meaning).to_be_visible()
    expect(meaning).to_contain_text("Laporan yang diterima pada hari-hari periode ini")
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
