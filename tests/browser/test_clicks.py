"""What one tap does when it is offered late, when two make it, and when it is for many at once."""

import re
from pathlib import Path

import pytest
from PIL import Image
from PIL.ExifTags import GPS, IFD
from playwright.sync_api import Locator, expect

from tests.browser.conftest import DESK, PHONE, Someone
from tests.browser.stage import Stage

TOLD = re.compile("Petugas lain sudah mengambil")


@pytest.fixture
def located(tmp_path: Path) -> Path:
    """A photo as a telephone makes it that writes down where it is: Gunung Sari Ilir."""
    image = Image.new("RGB", (2400, 1800), "#7795a5")
    exif = Image.Exif()
    exif[IFD.GPSInfo] = {
        GPS.GPSLatitudeRef: "S", GPS.GPSLatitude: (1.0, 16.0, 1.92),
        GPS.GPSLongitudeRef: "E", GPS.GPSLongitude: (116.0, 50.0, 17.16),
    }  # fmt: skip
    path = tmp_path / "bocor.jpg"
    image.save(path, "JPEG", exif=exif)
    return path


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_photo_that_knows_its_place_may_set_the_point(
    someone: Someone, located: Path, scripts: bool
) -> None:
    page = someone(PHONE, java_script_enabled=scripts).opens("/lapor/lokasi?k=LEAK")
    page.locator("#wilayah").select_option(label="Sepinggan")
    page.get_by_role("button", name="Lanjut").click()
    page.locator("input[type=file]").set_input_files(located)
    if scripts:
        expect(page.get_by_alt_text("Foto Anda")).to_have_count(1, timeout=15_000)
    else:
        # Without scripts the photo goes with the form; one that lacks something comes back.
        page.get_by_label("Nomor WhatsApp").fill("1")
        page.get_by_role("button", name="Kirim laporan").last.click()
    expect(page.locator("main dl")).to_contain_text("Sepinggan")

    page.get_by_role("button", name="Pakai lokasi dari foto?").click()

    expect(page.locator("main dl")).to_contain_text("Gunung Sari Ilir")
    expect(page.get_by_alt_text("Foto Anda")).to_have_count(1, timeout=15_000)
    expect(page.locator("input[name=lat]")).to_have_value("-1.2672")
    expect(page.get_by_role("button", name="Pakai lokasi dari foto?")).to_be_hidden()


def test_a_photo_without_a_place_offers_none(someone: Someone, tmp_path: Path) -> None:
    plain = tmp_path / "biasa.jpg"
    Image.new("RGB", (640, 480), "#357").save(plain, "JPEG")
    page = someone(PHONE).opens("/lapor/lokasi?k=LEAK")
    page.locator("#wilayah").select_option(label="Sepinggan")
    page.get_by_role("button", name="Lanjut").click()
    page.locator("input[type=file]").set_input_files(plain)
    expect(page.get_by_alt_text("Foto Anda")).to_have_count(1, timeout=15_000)
    expect(page.get_by_role("button", name="Pakai lokasi dari foto?")).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_of_two_officers_who_take_one_job_the_second_is_told(
    someone: Someone, stage: Stage, scripts: bool
) -> None:
    code = stage.words["taken_twice" if scripts else "taken_plainly"]
    officers = []
    for name in ("petugas", "petugas7"):
        officer = someone(PHONE, java_script_enabled=scripts)
        officer.logs_in(name)
        officers.append(officer.opens(f"/tugas/{code}"))
    first, second = officers
    for page in officers:
        expect(page.get_by_role("button", name="Ambil tugas ini")).to_be_visible()
    # Each keeps the tap before it is sent: who is first is decided only when the first is told.
    first.get_by_role("button", name="Ambil tugas ini").click()
    expect(first.locator("#isi")).to_contain_text("Tugas ini sekarang tugas Anda.")
    expect(first.get_by_role("button", name="Berangkat")).to_be_visible()
    second.get_by_role("button", name="Ambil tugas ini").click()

    expect(second.locator("main [role=alert]")).to_contain_text(TOLD)
    expect(second.locator("main [role=alert]")).to_contain_text(code)
    assert second.locator(f"a[href$='{code}']").count() == 0


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_several_complaints_are_assigned_with_one_decision(
    someone: Someone, stage: Stage, scripts: bool
) -> None:
    operator = someone(DESK, java_script_enabled=scripts)
    desk = operator.logs_in("operator")
    chosen = []
    for line in desk.locator("#queue > .pt-q").all()[-2:]:
        line.hover()
        line.locator(".pt-q-pick").check()
        chosen.append(_code(line.locator("a")))
    if scripts:
        expect(desk.locator("[data-chosen]")).to_have_text("2")
    desk.locator("#bersama").get_by_role("button", name="Tunjuk").click()
    expect(desk.get_by_role("heading", name="Tunjuk untuk 2 aduan")).to_be_visible()
    option = desk.locator("#assignee option", has_text=re.compile(r"^Petugas 1\b")).first
    desk.locator("#assignee").select_option(option.get_attribute("value"))
    desk.get_by_label("Alasan").fill("Searah")
    desk.get_by_role("button", name="Tunjuk").click()

    expect(desk.locator("main")).to_contain_text("2 aduan ditunjuk.")
    assert not set(chosen) & {_code(one) for one in desk.locator(".pt-q-link").all()}
    for code in chosen:
        assert "Petugas 1" in operator.opens(f"/meja/{code}").locator("#panel").inner_text()


def _code(link: Locator) -> str:
    return str(link.get_attribute("href")).split("/")[-1].split("?")[0]
