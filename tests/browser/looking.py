"""What is looked for on a page: faults that axe-core knows, and what sticks out to the side.

Each page is loaded once; then the window, the light and the text change around it.
"""

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import DESK, PHONE

AXE = Axe().axe_script
_LOOK = """async ([part, rules]) => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const found = await axe.run(part, {
    resultTypes: ["violations"], preload: { assets: ["media"] }, ...rules });
  return found.violations.map(one => [one.id, one.impact, one.nodes.slice(0, 3).map(
    node => node.html.slice(0, 160) + " " + (node.any[0]?.message || "")).join("; ")].join(" "));
}"""
_ALL: dict[str, Any] = {"rules": {"target-size": {"enabled": True}}}
_COLOURS: dict[str, Any] = {"runOnly": ["color-contrast", "link-in-text-block"]}
_DARK = "document.documentElement.dataset.bsTheme &&= 'dark'"
"""Officers choose their light by themselves: the page then says so instead of the telephone."""
_LIGHT = "document.documentElement.dataset.bsTheme &&= 'light'"
_OPEN = """for (const one of document.querySelectorAll("details:not(.pt-others, .off-more)")) {
  one.open = true;
}"""
_MENUS = "dialog, .pt-others, .off-more"
_PARTS = """parts => {
  const shape = one => one.outerHTML.replace(/ (href|id|value|for|datetime)="[^"]*"/g, "")
    .replace(/[0-9]+/g, "0").replace(/ data-looked=""/g, "");
  const around = [document.documentElement, document.body].map(one => one.className).concat(
    [...document.styleSheets].map(one => one.href)).join();
  return [...document.querySelectorAll(parts)].map(one => around + shape(one));
}"""
"""The markup of parts, without what differs from page to page and is not seen; their styles."""
_KNOWN = """([parts, known]) => document.querySelectorAll(parts).forEach(
  (one, index) => one.toggleAttribute("data-looked", known[index]))"""
_WIDE = """() => {
  const over = document.documentElement.scrollWidth - innerWidth;
  const words = document.createRange();
  const out = one => { words.selectNodeContents(one);
    return Math.max(one.getBoundingClientRect().right, words.getBoundingClientRect().right)
      > innerWidth + 0.5; };
  const scrolls = one => one && (getComputedStyle(one).overflowX !== "visible"
    || scrolls(one.parentElement === document.body ? null : one.parentElement));
  const first = () => [...document.body.querySelectorAll("*")].find(
    one => out(one) && ![...one.children].some(out) && !scrolls(one.parentElement));
  return over > 0 ? `${over} px too wide: ${first()?.outerHTML.slice(0, 160)}` : "";
}"""
_AT_A_DESK = ("operator", "pengawas", "admin")
_LETTERS = "size => { document.documentElement.style.fontSize = size; }"


@dataclass
class Eye:
    """Finds the faults of pages, and remembers the parts that many pages have in common.

    A row of the desk's list, a head, a foot or a menu that was looked at in this window and this
    light is left out on the next page that has the very same one in the same styles.
    """

    known: set[tuple[str, str]] = field(default_factory=set)

    def faults(self, page: Page, who: str) -> list[str]:
        page.evaluate(AXE)
        found = self._seen_at(page, DESK, "desk", by_night=who in _AT_A_DESK)
        page.evaluate(_OPEN)
        found += self._seen_at(page, PHONE, "phone", by_night=who not in _AT_A_DESK)
        return found + self._in_menus(page) + _too_wide(page, who)

    def _seen_at(self, page: Page, size: ViewportSize, name: str, *, by_night: bool) -> list[str]:
        """In this window by day; by night, which changes colours alone, in the usual window."""
        page.set_viewport_size(size)
        found = self._of_page(page, name, _ALL)
        found += [f"{name}: {wide}" for wide in [page.evaluate(_WIDE)] if wide]
        if not by_night:
            return found
        page.emulate_media(color_scheme="dark")
        page.evaluate(_DARK)
        found += self._of_page(page, f"{name}, dark", _COLOURS)
        page.emulate_media(color_scheme="light")
        page.evaluate(_LIGHT)
        return found

    def _of_page(self, page: Page, name: str, rules: dict[str, Any]) -> list[str]:
        shared = "#queue > .pt-q, body > header, body > footer"
        parts = [(name, one) for one in page.evaluate(_PARTS, shared)]
        page.evaluate(_KNOWN, [shared, [one in self.known for one in parts]])
        whole = {"include": ["html"], "exclude": ["[data-looked]"]}
        found = [f"{name}: {one}" for one in page.evaluate(_LOOK, [whole, rules])]
        if not found:
            self.known.update(parts)
        return found

    def _in_menus(self, page: Page) -> list[str]:
        found = []
        parts = [("menu", one) for one in page.evaluate(_PARTS, _MENUS)]
        for menu, part in zip(page.locator(_MENUS).all(), parts, strict=True):
            if part in self.known:
                continue
            menu.evaluate("""one => { one.classList.add("axe-menu");
              one.showModal ? one.showModal() : one.open = true; }""")
            faults = [f"menu: {one}" for one in page.evaluate(_LOOK, [".axe-menu", _ALL])]
            menu.evaluate("""one => { one.classList.remove("axe-menu");
              one.close ? one.close() : one.open = false; }""")
            self.known.update([] if faults else [part])
            found += faults
        return found


def _too_wide(page: Page, who: str) -> list[str]:
    """Not even on the narrowest telephone, nor with letters twice as large where they work."""
    found = []
    usual = DESK if who in _AT_A_DESK else PHONE
    for width, letters in ((320, "100%"), (usual["width"], "200%")):
        page.set_viewport_size({"width": width, "height": usual["height"]})
        page.evaluate(_LETTERS, letters)
        wide = page.evaluate(_WIDE)
        found += [f"{width} px, letters {letters}: {wide}"] if wide else []
    return found
