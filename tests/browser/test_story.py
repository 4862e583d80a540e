"""From a citizen's tap to the mayor's phone: the whole main job, in four browsers."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE, Person, Someone, demonstrated, people_of
from tests.postgres import empty_database, running_server

CENTRE = {"latitude": -1.2672, "longitude": 116.8381}
CODE = re.compile(r"PTM-[2-9A-Z]{5}-[2-9A-Z]{5}")


@pytest.fixture(scope="session")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo as a telephone makes it."""
    image = Image.new("RGB", (1200, 900), "#7795a5")
    ImageDraw.Draw(image).ellipse((300, 250, 900, 700), fill="#2b4f62")
    data = io.BytesIO()
    image.save(data, "JPEG", quality=85)
    path = tmp_path_factory.mktemp("photo") / "bocor.jpg"
    path.write_bytes(data.getvalue())
    return path


def numbers(page: Page) -> list[str]:
    """The mayor's four numbers."""
    return page.locator(".pt-numbers .pt-num").all_inner_texts()


def test_a_complaint_travels_from_the_citizens_tap_to_the_mayors_phone(
    someone: Someone, picture: Path
) -> None:
    travels(someone, picture)


def test_the_same_story_where_the_database_is_postgresql(
    browser: Browser, picture: Path, tmp_path: Path
) -> None:
    with (
        running_server() as server,
        empty_database(server) as database,
        demonstrated(tmp_path, database) as city,
        people_of(city, browser) as someone,
    ):
        travels(someone, picture)


def travels(someone: Someone, picture: Path) -> None:
    mayor = someone(PHONE)
    mayor.page.clock.install()
    summary = mayor.logs_in("walikota")
    before = numbers(summary)

    citizen = someone(PHONE, geolocation=CENTRE, permissions=["geolocation"])
    code = reports_a_leak(citizen, picture)

    operator = someone(DESK)
    assigns(operator, code)

    officer = someone(PHONE, geolocation=CENTRE, permissions=["geolocation"])
    repairs(officer, code, picture)

    confirms(citizen, code)
    tracking = citizen.opens(f"/t/{code}")
    expect(tracking.locator("#isi")).to_contain_text("Ditutup")

    # A minute later by the mayor's own clock: nobody touched the phone.
    mayor.page.clock.fast_forward("01:30")
    expect(summary.locator(".pt-numbers .pt-num").first).not_to_have_text(before[0])
    after = numbers(summary)
    assert int(after[0]) == int(before[0]) + 1
    assert int(after[1]) == int(before[1]) + 1
    drill = mayor.opens(f"/walikota/aduan/{code}")
    expect(drill.locator("#isi")).to_contain_text("Pelapor mengonfirmasi sudah selesai")
    assert drill.locator("img").count() >= 2


def reports_a_leak(citizen: Person, picture: Path) -> str:
    page = citizen.opens("/")
    page.get_by_role("link", name="Lapor sekarang").click()
    page.get_by_role("button", name="Pipa bocor di jalan").click()
    page.get_by_role("button", name="Pakai lokasi saya").click()
    expect(page.locator("#wilayah option:checked")).to_have_text("Gunung Sari Ilir")
    page.get_by_label("Patokan").fill("depan pasar")
    page.get_by_role("button", name="Lanjut").click()
    page.locator("input[type=file]").set_input_files(picture)
    expect(page.locator("[data-photo-list] img")).to_have_count(1)
    page.get_by_label("Cerita singkat").fill("Air deras di tepi jalan")
    page.wait_for_timeout(3100)  # people need at least three seconds; machines do not
    page.get_by_role("button", name="Kirim laporan").last.click()
    expect(page.get_by_role("heading", name="Laporan diterima")).to_be_visible()
    return page.locator(".pt-code").first.inner_text().strip()


def assigns(operator: Person, code: str) -> None:
    page = operator.logs_in("operator")
    page.get_by_role("searchbox").fill(code)
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_contain_text("Air deras di tepi jalan")
    chooses_the_first_officer(page)
    expect(page.locator("#panel")).to_contain_text("Petugas ditunjuk")


def repairs(officer: Person, code: str, picture: Path) -> None:
    officer.logs_in("petugas")
    page = officer.opens(f"/tugas/{code}")
    page.get_by_role("button", name="Berangkat").click()
    page.get_by_role("button", name="Saya tiba").click()
    expect(page.locator("#isi")).to_contain_text("Dikerjakan sejak")
    page.locator("input[type=file]").set_input_files(picture)
    expect(page.locator("[data-photo-list] img")).to_have_count(1)
    finishes(page)
    page.wait_for_url(lambda url: "selesai=" in url)


def finishes(page: Page) -> None:
    page.get_by_label("Pipa pecah atau bocor").check()
    page.get_by_label("Pipa diperbaiki").check()
    page.get_by_role("button", name="Selesai").click()
    page.get_by_role("button", name="Ya, selesai").click()


def chooses_the_first_officer(page: Page) -> None:
    page.get_by_text("Pilih yang lain atau tulis alasan").click()
    choice = page.locator("#other option", has_text=re.compile(r"^Petugas 1\b")).first
    page.locator("#other").select_option(choice.get_attribute("value") or "")
    page.get_by_label("Alasan").fill("Paling dekat")
    page.locator("button[form=tunjuk]").click()


def confirms(citizen: Person, code: str) -> None:
    page = citizen.opens(f"/t/{code}")
    expect(page.locator("#isi")).to_contain_text("Selesai dikerjakan")
    page = citizen.opens(f"/t/{code}/konfirmasi")
    page.locator("input[name=rating][value='5']").check(force=True)
    page.get_by_role("button", name="Ya, sudah beres").click()
    page.wait_for_url(lambda url: "konfirmasi" not in url)


def test_the_same_story_without_javascript(someone: Someone, picture: Path) -> None:
    citizen = someone(PHONE, java_script_enabled=False)
    code = reports_plainly(citizen, picture)
    assert CODE.fullmatch(code)

    desk = someone(DESK, java_script_enabled=False)
    desk.logs_in("operator")
    chooses_the_first_officer(desk.opens(f"/meja/{code}"))

    repairs_plainly(someone(PHONE, java_script_enabled=False), code, picture)

    page = citizen.opens(f"/t/{code}/konfirmasi")
    page.locator("input[name=rating][value='4']").check(force=True)
    page.get_by_role("button", name="Ya, sudah beres").click()
    assert "Ditutup" in citizen.opens(f"/t/{code}").locator("#isi").inner_text()

    mayor = someone(PHONE, java_script_enabled=False)
    mayor.logs_in("walikota")
    drill = mayor.opens(f"/walikota/aduan/{code}").locator("#isi").inner_text()
    assert "4 / 5" in drill


def reports_plainly(citizen: Person, picture: Path) -> str:
    page = citizen.opens("/lapor")
    page.get_by_role("button", name="Pipa bocor di jalan").click()
    page.locator("#wilayah").select_option(label="Sepinggan")
    page.get_by_label("Patokan").fill("samping masjid")
    page.get_by_role("button", name="Lanjut").click()
    page.locator("input[type=file]").set_input_files(picture)
    page.get_by_label("Cerita singkat").fill("Pipa pecah tanpa skrip")
    page.wait_for_timeout(3100)  # people need at least three seconds; machines do not
    page.locator("main").get_by_role("button", name="Kirim laporan").last.click()
    return page.locator(".pt-code").first.inner_text().strip()


def repairs_plainly(officer: Person, code: str, picture: Path) -> None:
    officer.logs_in("petugas")
    officer.opens(f"/tugas/{code}").get_by_role("button", name="Berangkat").click()
    officer.opens(f"/tugas/{code}").get_by_role("button", name="Saya tiba").click()
    page = officer.opens(f"/tugas/{code}")
    page.locator("input[type=file]").set_input_files(picture)
    finishes(page)
