"""axe-core finds nothing on any page, on a phone and on a desk, by day and by night."""

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ViewportSize

from tests.browser.conftest import DESK, PHONE, City, Someone

PUBLIC = ("/", "/?k=64.71.04.1002", "/lapor", "/lapor/lokasi?k=NOFLOW",
          "/lapor/kirim?k=LEAK&wilayah=64.71.04.1002", "/lacak", "/privasi", "/bantuan",
          "/masuk", "/tidak-ada")  # fmt: skip
PLACES = {
    "-": PUBLIC,
    "operator": ("/meja", "/meja?lajur=berjalan", "/meja/catat", "/akun/sandi"),
    "petugas": ("/tugas", "/tugas/saya", "/tugas/wilayah"),
    "walikota": ("/walikota", "/walikota/wilayah", "/walikota/wilayah/64.71.04.1002",
                 "/walikota/aduan"),
    "admin": ("/admin/pengguna", "/admin/pengguna/baru", "/admin/wilayah", "/admin/kategori",
              "/admin/kalimat", "/admin/pengaturan", "/admin/jejak"),
}  # fmt: skip
ONE = {"-": "/t/", "operator": "/meja/", "walikota": "/walikota/aduan/"}


def codes(city: City) -> Iterator[str]:
    """One complaint of each status."""
    with sqlite3.connect(city.instance / "ptmb.sqlite") as database:
        rows = database.execute("SELECT MIN(reference) FROM complaint GROUP BY status").fetchall()
    return (row[0] for row in rows)


def job_of(city: City, username: str) -> list[str]:
    """The open jobs of an officer."""
    with sqlite3.connect(city.instance / "ptmb.sqlite") as database:
        rows = database.execute(
            "SELECT reference FROM complaint JOIN staff ON staff.id = complaint.officer_id"
            " WHERE username = ? AND lane = 'running' GROUP BY complaint.status",
            (username,),
        ).fetchall()
    return [f"/tugas/{row[0]}" for row in rows]


def described(violation: dict[str, Any]) -> str:
    nodes = "; ".join(str(node["html"])[:160] for node in violation["nodes"][:3])
    return f"{violation['id']} ({violation['impact']}): {nodes}"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("who", list(PLACES))
def test_no_page_has_an_accessibility_fault(
    who: str, size: ViewportSize, theme: str, someone: Someone, city: City
) -> None:
    person = someone(size, color_scheme=theme, reduced_motion="reduce")
    if who != "-":
        person.logs_in(who)
    paths = [*PLACES[who], *(ONE[who] + code for code in codes(city) if who in ONE)]
    if who == "petugas":
        paths += job_of(city, who)
    faults = []
    for path in paths:
        page = person.opens(path)
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        faults += [f"{path}: {described(one)}" for one in found]
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        faults += [f"{path}: scrolls sideways"] if wide else []
    assert faults == []


@pytest.mark.parametrize(("width", "text"), [(320, "100%"), (360, "200%")])
@pytest.mark.parametrize("who", ["-", "petugas", "walikota"])
def test_a_narrow_phone_and_large_text_never_scroll_sideways(
    who: str, width: int, text: str, someone: Someone
) -> None:
    person = someone({"width": width, "height": 640})
    if who != "-":
        person.logs_in(who)
    wide = []
    for path in PLACES[who]:
        page = person.opens(path)
        page.evaluate("size => document.documentElement.style.fontSize = size", text)
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        wide += [f"{path}: {over} px"] if over > 0 else []
    assert wide == []
