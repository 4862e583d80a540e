"""The mayor's first screen: how many, why, where and the reservoir, without scrolling."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Someone

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
