"""Why the tap is dry: from the desk's schedule to the driver's phone, with every number."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from ptmb.config import CITY_TIME
from ptmb.domain.reporter_key import reporter_key
from tests.browser.books import Books, Figures, shown
from tests.browser.conftest import DESK, PHONE, City, Person, Someone
from tests.browser.stage import behind

DRY, LEAKING = "Manggar Baru", "Klandasan Ulu"
TRUCK, DRIVER = "KT 8003 PM", "petugas3"
FOLLOWER, REPORTER = "0812 7700 0001", "0812 7700 0002"
LEAKS = [f"08127700010{number}" for number in range(5)]


@dataclass(frozen=True)
class Place:
    """An area of the city, and where a telephone is that stands in its middle."""

    id: int
    name: str
    latitude: float
    longitude: float

    @property
    def telephone(self) -> dict[str, object]:
        here = {"latitude": self.latitude, "longitude": self.longitude}
        return {"geolocation": here, "permissions": ["geolocation"]}


@pytest.fixture
def books(city: City) -> Books:
    unplaced = Books(city, 0, "")
    return Books(city, place(unplaced, DRY).id, "manggar-baru")


def place(books: Books, name: str) -> Place:
    return Place(*books.row(
        "SELECT id, name, latitude, longitude FROM area WHERE name = :name", name=name
    ))  # fmt: skip


def test_who_asks_why_the_tap_is_dry_is_answered_helped_and_counted_once(
    someone: Someone, books: Books
) -> None:
    mayor = someone(PHONE).logs_in("walikota")
    before = agreed(books, mayor, someone, "?bahasa=en")
    operator = someone(DESK)
    operator.logs_in("operator")
    publishes(operator)

    here = place(books, DRY)
    follows(someone(PHONE, **here.telephone), here)
    citizen = someone(PHONE, **here.telephone)
    code = reports_anyway(citizen, here)
    asks_for_water(citizen, code)
    settles(operator, code)
    expect(citizen.opens(f"/t/{code}").locator("#isi")).to_contain_text("Menunggu giliran air")

    leaks = [takes_down(operator, phone) for phone in LEAKS]
    number = groups(operator, books, leaks)
    tells_and_closes(operator, number)
    are_asked(someone(PHONE), books, leaks)

    puts_on_the_truck(operator, code)
    brings_the_water(someone(PHONE), citizen, code)

    after = agreed(books, mayor, someone)
    assert grown(before, after) == {"received": 6, "resolved": 5, "open": 1,
                                    "rationing": 1, "technical": 5, "followers": 1}  # fmt: skip


def agreed(books: Books, mayor: Page, someone: Someone, language: str = "") -> Figures:
    """Every number of the pages, which are those of the database."""
    for _ in range(3):
        stored, told = books.stored(), shown(books, mayor, someone, language)
        if stored == told:
            break  # else something became late, or closed itself, between the two looks
    assert told == stored
    return stored


def grown(before: Figures, after: Figures) -> dict[str, int]:
    received, resolved, still = (
        now - then for now, then in zip(after.month[:3], before.month, strict=False)
    )
    causes = {one: after.causes[one] - then for one, then in before.causes.items()}
    followers = after.area[3] - before.area[3]
    found = {"received": received, "resolved": resolved, "open": still, **causes}
    return {name: total for name, total in {**found, "followers": followers}.items() if total}


def publishes(operator: Person) -> None:
    """A zone has no water from an hour ago to twelve hours from now."""
    page = operator.opens("/meja/jadwal")
    page.get_by_role("link", name="Batakan dan Manggar Baru").click()
    page.get_by_role("link", name="Sekali saja").click()
    hour = datetime.now(CITY_TIME).replace(minute=0)
    page.get_by_label("Judul").fill("Penggiliran tambahan")
    for label, moment in (("Berlaku mulai", hour), ("Berlaku sampai", hour + timedelta(hours=12))):
        page.get_by_label(label).fill(moment.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_label("Porsi air selama itu").fill("0")
    page.get_by_label("Alasan").fill("Air baku dibagi.")
    page.get_by_role("button", name="Simpan draf").click()
    expect(page.locator("main")).to_contain_text("Penggiliran tambahan")
    page.get_by_role("button", name="Terbitkan").click()
    expect(page.locator("main")).to_contain_text("1 jadwal terbit.")


def sees_the_card(citizen: Person, here: Place) -> Page:
    page = citizen.opens("/lapor")
    page.get_by_role("button", name="Air tidak mengalir").click()
    page.get_by_role("button", name="Pakai lokasi saya").click()
    expect(page.locator("#wilayah option:checked")).to_have_text(here.name)
    card = page.locator(".pt-known")
    expect(card.locator(".pt-cap")).to_have_text("Sedang bergilir")
    expect(card).to_contain_text("Jadwal adalah rencana; digilir belum tentu langsung dapat air.")
    boxes = [one.bounding_box() for one in card.locator(".btn").all()]
    sizes = [(round(box["width"]), round(box["height"])) for box in boxes if box]
    assert sizes == [sizes[0]] * 2, "both ways on are equally large"
    return page


def follows(citizen: Person, here: Place) -> None:
    page = sees_the_card(citizen, here)
    page.get_by_role("link", name="Ikuti & kabari saya").click()
    page.get_by_label("Nomor WhatsApp").fill(FOLLOWER)
    page.get_by_role("button", name="Ikuti & kabari saya").click()
    expect(page.get_by_role("heading", name="Anda ikut")).to_be_visible()


def reports_anyway(citizen: Person, here: Place) -> str:
    page = sees_the_card(citizen, here)
    page.get_by_role("button", name="Tetap lapor").click()
    page.locator("input[name=dry_span][value=days_2_3]").check()
    page.locator("input[name=phone]").fill(REPORTER)
    page.wait_for_timeout(3100)  # people need at least three seconds; machines do not
    page.get_by_role("button", name="Kirim laporan").last.click()
    expect(page.get_by_role("heading", name="Laporan diterima")).to_be_visible()
    return page.locator(".pt-code").first.inner_text().strip()


def asks_for_water(citizen: Person, code: str) -> None:
    page = citizen.opens(f"/t/{code}")
    page.get_by_role("link", name="Minta air tangki").click()
    for name, value in (("litres", "1000"), ("storage", "1000"), ("access", "wide")):
        page.locator(f"input[name={name}][value='{value}']").check()
    page.get_by_label("Nomor WhatsApp").fill(REPORTER)
    page.get_by_role("button", name="Masuk antrean").click()
    expect(page.locator("#isi")).to_contain_text("Antrean ke-")


def settles(operator: Person, code: str) -> None:
    """One key."""
    page = operator.opens(f"/meja/{code}")
    panel = page.locator("#panel")
    expect(panel.locator("[data-key=b]")).to_be_visible()
    page.keyboard.press("b")
    expect(panel).to_contain_text("Ini pembagian air, bukan kerusakan.")


def takes_down(operator: Person, phone: str) -> str:
    page = operator.opens("/meja/catat")
    page.locator("#phone").fill(phone)
    page.locator("label[for=kind-LEAK]").click()
    page.locator("#area").fill(LEAKING)
    page.locator("#description").fill(f"Air meluap di jalan, {phone}")
    page.locator("[data-save]").click()
    expect(page.locator(".pt-taken")).to_contain_text("Tersimpan")
    return page.locator(".pt-code").inner_text().strip()


def groups(operator: Person, books: Books, leaks: list[str]) -> int:
    """The five are chosen in the list; the key G makes an incident of them."""
    (kind,) = books.row("SELECT id FROM category WHERE code = 'LEAK'")
    page = operator.opens(f"/meja?kategori={kind}&wilayah={place(books, LEAKING).id}")
    for code in leaks:
        page.get_by_label(f"Pilih {code}").check()
    expect(page.locator("[data-chosen]")).to_have_text("5")
    page.keyboard.press("g")
    expect(page.locator("#ikut")).to_have_text("5 aduan ikut")
    page.get_by_label("Judul").fill("Pipa 200 mm pecah")
    page.get_by_role("button", name="Buka gangguan").click()
    expect(page.locator("#aduan")).to_have_text("5 aduan")
    return int(page.url.rsplit("/", 1)[1])


def tells_and_closes(operator: Person, number: int) -> None:
    page = operator.page
    page.get_by_label("Status").select_option("repairing")
    page.get_by_label("Kabar untuk warga").fill("Petugas menggali di lokasi.")
    page.get_by_role("button", name="Simpan kabar").click()
    expect(page.locator("#riwayat + ol")).to_contain_text("Petugas menggali di lokasi.")
    page.get_by_role("link", name="Tutup gangguan").click()
    expect(page.locator("main")).to_contain_text("Kirim konfirmasi ke 5 orang?")
    page.get_by_label("Kabar terakhir untuk warga").fill("Pipa sudah diganti.")
    page.get_by_label("Penyebab").select_option("technical")
    page.get_by_role("button", name="Tutup dan kirim").click()
    expect(page.locator("main")).to_contain_text("Pipa sudah diganti.")


def are_asked(reporter: Person, books: Books, leaks: list[str]) -> None:
    """On the page of each of the five, with the reporter's own key, and in a message to each."""
    with behind(books.city.environment) as app:
        secret = str(app.secret_key)
    for code in leaks:
        ((identity, key),) = books.rows(
            "SELECT id, submission_key FROM complaint WHERE reference = :code", code=code
        )
        held = f"{code}:{reporter_key(secret, key)}"
        reporter.context.add_cookies(
            [{"name": "laporan", "value": held, "url": reporter.city.address}]
        )
        page = reporter.opens(f"/t/{code}")
        expect(page.locator("#beres")).to_have_text("Masalahnya sudah beres?")
        told = books.rows("SELECT template FROM message WHERE complaint_id = :id", id=identity)
        assert [one for (one,) in told].count("incident_normal") == 1


def puts_on_the_truck(operator: Person, code: str) -> None:
    page = operator.opens("/meja/tangki")
    line = page.locator(".tk-request", has_text=code)
    if not line.count():
        page.get_by_role("link", name="Berikutnya").click()
    line.get_by_text("Ubah", exact=False).first.click()
    line.locator("select[name=ke]").select_option(label=f"Rute baru {TRUCK}")
    line.get_by_role("button", name="Masukkan").click()
    expect(page.locator("#rencana")).to_contain_text(code)
    page.get_by_role("button", name="Terbitkan 1 rute").click()
    expect(page.locator("main")).to_contain_text("1 rute terbit.")


def brings_the_water(driver: Person, citizen: Person, code: str) -> None:
    driver.logs_in(DRIVER)
    page = driver.opens("/tugas/tangki")
    expect(page.locator(".off-card")).to_contain_text(code)
    page.get_by_role("button", name="Berangkat").click()
    expect(citizen.opens(f"/t/{code}").locator("#isi")).to_contain_text("Truk tangki menuju lokasi")
    page.get_by_role("link", name="Sudah diantar").click()
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("#rute")).to_contain_text("sudah diantar")
    story = citizen.opens(f"/t/{code}").locator("#isi")
    expect(story).to_contain_text("Laporan tetap kami tangani sampai air mengalir.")
    expect(story.locator(".pt-now, [class*=pt-now]").first).to_contain_text("Menunggu giliran air")
