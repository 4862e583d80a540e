"""The first page."""

from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Actor, Role
from tests.people import Given
from tests.supply_city import trouble
from tests.web.public.conftest import Browse, Counting


def test_the_month_in_two_numbers(browse: Browse, given: Given) -> None:
    given.complaint()
    given.complaint(Status.RESOLVED)
    given.complaint(Status.CLOSED)

    page = browse().get("/")

    assert "Laporan bulan Februari 3 masuk 2 selesai" in page.text


def test_a_month_without_reports_says_so(browse: Browse) -> None:
    assert "Belum ada laporan bulan ini." in browse().get("/").text


def test_an_area_tells_what_is_open_there(browse: Browse, given: Given) -> None:
    given.complaint()
    given.complaint(category="QUALITY")
    given.complaint(Status.RESOLVED)

    page = browse().get(f"/?wilayah={given.area().id}")

    card = page.all(".pt-now")[1].get_text(" ", strip=True)
    assert card.startswith("Gunung Sari Ilir 2 laporan terbuka")
    assert "Air keruh, berbau, atau berwarna 1" in card


def test_a_quiet_area_says_so_and_offers_to_report(browse: Browse, given: Given) -> None:
    page = browse().get(f"/?wilayah={given.area('Lamaru').id}")

    assert "Tidak ada laporan terbuka" in page.all(".pt-now")[1].get_text()
    assert [one["href"] for one in page.all(".pt-now a")] == ["/status/lamaru", "/lapor"]


def test_whoever_checks_an_area_is_told_of_its_water_first(browse: Browse, given: Given) -> None:
    desk = Actor(Role.OPERATOR, given.staff(Role.OPERATOR).id)
    trouble(given, desk, "Sepinggan", title="Pipa 300 mm bocor")

    card = browse().get(f"/?wilayah={given.area('Sepinggan').id}").all(".pt-now")[0].get_text(" ")

    assert "Gangguan" in card
    assert "Pipa 300 mm bocor. Perkiraan normal 17.32." in card


def test_the_area_is_remembered(browse: Browse, given: Given) -> None:
    browser = browse()
    browser.get(f"/?wilayah={given.area('Lamaru').id}")

    assert "Lamaru" in browser.get("/").all(".pt-now")[0].get_text()


def test_a_position_finds_its_area(browse: Browse) -> None:
    found = browse().get("/?lat=-1.267&lng=116.838").all(".pt-now")
    assert all("Gunung Sari Ilir" in one.get_text() for one in found)
    assert found
    assert "di luar wilayah" in browse().get("/?lat=-6.2&lng=106.8").text


def test_nonsense_in_the_address_is_just_the_page(browse: Browse) -> None:
    for query in ("wilayah=abc", "wilayah=999999", "lat=nan&lng=1", "lat=x", "wilayah=²"):
        browse().get(f"/?{query}")


def test_only_the_page_without_cookies_may_be_kept_by_caches(browse: Browse, given: Given) -> None:
    fresh = browse().get("/").response
    assert fresh.headers["Cache-Control"] == "public, max-age=30"
    assert "Set-Cookie" not in fresh.headers

    browser = browse()
    browser.get(f"/?wilayah={given.area().id}")
    assert "public" not in browser.get("/").response.headers["Cache-Control"]


def test_it_asks_the_database_three_things_at_most(
    browse: Browse, given: Given, counting: Counting
) -> None:
    browser = browse()
    area = given.area().id
    browser.get(f"/?wilayah={area}")

    with counting() as without:
        browser.get("/")
    with counting() as statements:
        browser.get(f"/?wilayah={area}")

    assert without.count <= 3
    assert statements.count <= 3
