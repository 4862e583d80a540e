"""A thumb is quicker than a slow line: what is done before the scripts have come is not lost."""

import time
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Route, expect

from tests.browser.conftest import PHONE, Person, Someone

HERE = {"latitude": -1.2672, "longitude": 116.8381}
LATE = 1.5  # seconds until our own scripts arrive


def _on_a_slow_line(person: Person) -> None:
    def late(route: Route) -> None:
        time.sleep(LATE)
        route.continue_()

    person.page.route("**/js/forms*.js", late)


def test_a_tap_on_my_location_before_the_scripts_waits_for_them(someone: Someone) -> None:
    person = someone(PHONE, geolocation=HERE, permissions=["geolocation"])
    _on_a_slow_line(person)
    page = person.page
    page.goto(person.city.address + "/lapor/lokasi?k=LEAK", wait_until="commit")

    page.get_by_role("button", name="Pakai lokasi saya").click()

    expect(page.locator("#wilayah option:checked")).to_have_text("Gunung Sari Ilir")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "bocor.jpg"
    Image.new("RGB", (640, 480), "#357").save(path, "JPEG")
    return path


def test_a_photo_chosen_before_the_scripts_is_uploaded_when_they_come(
    someone: Someone, photo: Path
) -> None:
    person = someone(PHONE)
    _on_a_slow_line(person)
    page = person.page
    address = "/lapor/kirim?k=LEAK&lat=-1.2672&lng=116.8381&sumber=map"
    page.goto(person.city.address + address, wait_until="commit")

    page.locator("input[type=file]").set_input_files(photo)

    expect(page.get_by_alt_text("Foto Anda")).to_have_count(1)
