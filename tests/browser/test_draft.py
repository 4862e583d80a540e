"""What a reporter gave in step 3 is still there after a walk to an earlier step."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Someone


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "bocor.jpg"
    Image.new("RGB", (640, 480), "#357").save(path, "JPEG")
    return path


def _everything_is_there(page: Page) -> None:
    expect(page.get_by_label("Cerita singkat")).to_have_value("Bocor sejak pagi")
    expect(page.get_by_label("Nomor WhatsApp")).to_have_value("0812 3456 7890")
    expect(page.get_by_alt_text("Foto Anda")).to_have_count(1)


def test_back_and_forward_keep_words_number_and_photo(someone: Someone, photo: Path) -> None:
    page = someone().opens("/lapor/lokasi?k=LEAK&lat=-1.2672&lng=116.8381&sumber=map")
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_label("Cerita singkat").fill("Bocor sejak pagi")
    page.get_by_label("Nomor WhatsApp").fill("0812 3456 7890")
    page.locator("input[type=file]").set_input_files(photo)
    expect(page.get_by_text("Foto siap.")).to_be_visible()

    page.go_back()
    page.go_forward()
    _everything_is_there(page)

    page.get_by_role("link", name="Ubah lokasi").click()
    page.get_by_role("button", name="Lanjut").click()
    _everything_is_there(page)


def test_a_photo_taken_away_stays_away(someone: Someone, photo: Path) -> None:
    page = someone().opens("/lapor/kirim?k=LEAK&lat=-1.2672&lng=116.8381&sumber=map")
    page.locator("input[type=file]").set_input_files(photo)
    page.get_by_role("button", name="Buang foto ini").click()

    page.reload()

    expect(page.get_by_role("heading", name="Sedikit lagi")).to_be_visible()
    expect(page.get_by_alt_text("Foto Anda")).to_have_count(0)
