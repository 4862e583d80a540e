"""Takes pictures of every page at phone and desk size, light and dark, for the reviewer's eye.

tools/screenshots.py --password WORD      of the demonstration that runs on 127.0.0.1:8000

It also says which pages scroll sideways, write to the browser's console or ask another host.
"""

import argparse
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

SIZES = {"360": (360, 740), "1440": (1440, 900)}
THEMES = ("light", "dark")
# Each role's pages; one that starts with "first:" follows the first such link of the page before.
PAGES = {
    "": ["/", "/lapor", "/lapor/lokasi", "/lacak", "/bantuan", "/privasi", "/masuk", "/tidak-ada"],
    "operator": ["/meja", "first:/meja/PTM", "/meja/catat"],
    "petugas": ["/tugas", "first:/tugas/PTM", "/tugas/saya"],
    "walikota": [
        "/walikota",
        "/walikota/wilayah",
        "first:/walikota/wilayah/",
        "/walikota/aduan",
        "first:/walikota/aduan/PTM",
    ],
    "admin": [
        "/admin/pengguna",
        "/admin/wilayah",
        "/admin/kategori",
        "/admin/kalimat",
        "/admin/pengaturan",
        "/admin/jejak",
    ],
}


def browser_of(play: Playwright) -> Browser:
    """The system's Chromium when there is one, else Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("PTMB_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return play.chromium.launch(executable_path=path, args=[*sandbox, "--disable-gpu"])


def log_in(page: Page, address: str, username: str, password: str) -> None:
    page.goto(f"{address}/masuk")
    page.fill("[name=username]", username)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: not url.endswith("/masuk"))


def opened(page: Page, address: str, pages: list[str]) -> Iterator[str]:
    """Open one page after another and give its name for the file."""
    for path in pages:
        if path.startswith("first:"):
            link = page.locator(f'main a[href^="{path.removeprefix("first:")}"]').first
            if link.count() == 0:
                print(f"no link {path} on {page.url}")
                continue
            page.goto(address + (link.get_attribute("href") or ""))
        else:
            page.goto(address + path)
        page.wait_for_load_state("networkidle")
        yield path.removeprefix("first:").strip("/").replace("/", "-").lower() or "home"


def watch(page: Page, address: str) -> None:
    page.on("console", lambda said: print(f"{page.url}: {said.type}: {said.text}"))
    page.on("pageerror", lambda error: print(f"{page.url}: {error}"))
    page.on(
        "request",
        lambda asked: (
            None if asked.url.startswith((address, "data:", "blob:")) else print(asked.url)
        ),
    )


def shoot(context: BrowserContext, wish: argparse.Namespace, username: str, label: str) -> None:
    page = context.new_page()
    if username:
        log_in(page, wish.address, username, wish.password)
    watch(page, wish.address)
    for name in opened(page, wish.address, PAGES[username]):
        width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if width > 0:
            print(f"{page.url} is {width} px too wide at {label}")
        file = wish.folder / f"{username or 'warga'}-{name}-{label}.png"
        page.screenshot(path=file, full_page=label.startswith("360"))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--password", default=os.environ.get("PTMB_DEMO_PASSWORD", ""))
    parser.add_argument("--folder", type=Path, default=Path("screenshots"))
    parser.add_argument("--roles", nargs="*", default=list(PAGES))
    wish = parser.parse_args()
    wish.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = browser_of(play)
        for size, (width, height) in SIZES.items():
            for theme in THEMES:
                for username in wish.roles:
                    context = browser.new_context(
                        viewport={"width": width, "height": height},
                        color_scheme="dark" if theme == "dark" else "light",
                        device_scale_factor=2 if size == "360" else 1,
                    )
                    shoot(context, wish, username, f"{size}-{theme}")
                    context.close()


if __name__ == "__main__":
    main()
