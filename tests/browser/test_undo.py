"""Urungkan with real taps: at the desk by hand and by key, on the officer's phone by thumb."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Someone
from tests.browser.test_story import CENTRE, assigns, picture, repairs, reports_a_leak

__all__ = ["picture"]

A_STREET_AWAY = {"latitude": -1.2690, "longitude": 116.8395}


def test_the_desk_takes_an_assignment_back_and_the_offer_leaves_by_itself(
    someone: Someone,
) -> None:
    operator = someone(DESK)
    operator.page.clock.install()
    page = operator.logs_in("operator")
    page.locator(".pt-q-link").first.click()
    panel = page.locator("#panel")
    assign = page.locator("button[form=tunjuk]")

    assign.click()
    expect(panel).to_contain_text("Ditunjuk ke")
    panel.get_by_role("button", name="Urungkan").click()
    expect(panel).to_contain_text("Penunjukan petugas diurungkan")
    expect(panel.locator("form[data-undo]")).to_have_count(0)

    assign.click()
    expect(panel.locator("form[data-undo]")).to_be_visible()
    page.keyboard.press("u")
    expect(panel.locator("form[data-undo]")).to_have_count(0)
    expect(panel.locator(".pt-line")).to_contain_text("Penunjukan petugas diurungkan")

    assign.click()
    offer = panel.locator("form[data-undo]")
    expect(offer).to_be_visible()
    page.mouse.move(5, 5)
    page.keyboard.press("Escape")
    page.locator(".pt-q-link").last.focus()
    page.clock.fast_forward("00:12")
    expect(offer).to_have_count(0)


def test_an_officer_moves_the_point_finishes_too_early_and_goes_on(
    someone: Someone, picture: Path
) -> None:
    citizen = someone(PHONE, geolocation=CENTRE, permissions=["geolocation"])
    code = reports_a_leak(citizen, picture)
    assigns(someone(DESK), code)

    there = someone(PHONE, geolocation=A_STREET_AWAY, permissions=["geolocation"])
    there.logs_in("petugas")
    page = there.opens(f"/tugas/{code}")
    page.get_by_role("button", name="Titik salah? Pakai lokasi saya").click()
    expect(page.get_by_role("heading", name="Pindahkan titik")).to_contain_text("m ke lokasi Anda?")
    page.get_by_role("button", name="Pindahkan").click()
    expect(page.locator("#isi")).to_contain_text("Titik dipindahkan ke lokasi Anda.")

    officer = someone(PHONE, geolocation=A_STREET_AWAY, permissions=["geolocation"])
    repairs(officer, code, picture)
    page = officer.page
    expect(page.locator("form[data-undo]")).to_contain_text("Selesai: Pipa bocor di jalan.")
    page.get_by_role("button", name="Urungkan").click()
    expect(page.locator("#isi")).to_contain_text("Diurungkan. Tugas ini masih Anda kerjakan.")
    expect(page.get_by_role("button", name="Selesai")).to_be_visible()
