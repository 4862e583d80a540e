"""The three maps of the places: each says in a list what it draws, and links to what it counts."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from ptmb.adapters import clock
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import Area
from ptmb.queries import catalogue
from tests.browsing import Browser
from tests.conftest import Statements
from tests.people import Given
from tests.water_turns import HERE, dry_now

Browse = Callable[..., Browser]
Counting = Callable[[], AbstractContextManager[Statements]]
HEAT, POINTS, RATES = "?peta=kepadatan", "?peta=titik", "?ukuran=per-1000"


@pytest.fixture
def mayor(given: Given, browse: Browse) -> Browser:
    return browse(given.staff(Role.MAYOR))


def connections(area: str, number: int) -> None:
    row = db.session.query(Area).filter_by(name=area).one()
    row.connections = number
    db.session.commit()
    catalogue.kept.clear()


def some(given: Given) -> None:
    """Five in three places, one of them last month, and one without a point."""
    for _ in range(3):
        given.complaint(area="Sepinggan")
    given.complaint(Status.RESOLVED)
    given.complaint(area="Sepinggan", at=clock.now() - timedelta(days=20))
    given.complaint(latitude=None, longitude=None)


def test_the_switch_is_plain_links_that_keep_the_period(mayor: Browser) -> None:
    page = mayor.get("/walikota/wilayah?periode=pilihan&dari=2024-01-05&sampai=2024-02-03")
    links = page.all("nav[aria-label='Jenis peta'] a")
    assert [link.get_text(strip=True) for link in links] == ["Kelurahan", "Titik", "Kepadatan"]
    assert [link.get("aria-current") for link in links] == ["true", None, None]
    for link in links:
        there = mayor.get(str(link["href"]))
        assert there.one("nav[aria-label='Jenis peta'] [aria-current]").text == link.text
        assert "5 Januari – 3 Februari 2024" in there.text


def test_nonsense_in_the_address_is_the_map_of_areas(mayor: Browser) -> None:
    page = mayor.get("/walikota/wilayah?peta=x&ukuran=y&sebelum=z&periode=w")
    assert page.one("nav[aria-label='Jenis peta'] [aria-current]").get_text(strip=True) == (
        "Kelurahan"
    )


def test_every_number_of_the_density_leads_to_exactly_its_list(
    given: Given, mayor: Browser
) -> None:
    some(given)
    page = mayor.get(f"/walikota/wilayah{HEAT}")
    numbers = page.all(".pt-table td a")
    assert [link.get_text() for link in numbers] == ["3", "1"]
    for link in numbers:
        target = mayor.get(str(link["href"]))
        assert target.one("[data-total]").get_text() == link.get_text()
        assert len(target.all(".pt-rows > li")) == int(link.get_text())
        assert "Di satu segi enam" in target.text
    missing = page.one("a[href*='segi=tanpa']")
    assert missing.get_text() == "1 laporan"
    assert mayor.get(str(missing["href"])).one("[data-total]").get_text() == "1"


def test_the_density_is_drawn_with_its_numbers_in_a_legend(given: Given, mayor: Browser) -> None:
    some(given)
    page = mayor.get(f"/walikota/wilayah{HEAT}")
    legend = [one.get_text(strip=True) for one in page.all(".pt-steps-key li")]
    assert legend == ["1", "2", "3"]
    assert len(page.all(".pt-heat-cell.q-3")) == 1
    assert len(page.all(".pt-heat-cell.q-1")) == 1
    assert [one.get_text() for one in page.all(".pt-heat-rank")] == ["1", "2"]
    assert "dari tengahnya" in page.all(".pt-table th[scope=row]")[0].get_text()


def test_a_filtered_list_keeps_the_cell_when_it_is_filtered_further(
    given: Given, mayor: Browser
) -> None:
    some(given)
    page = mayor.get(f"/walikota/wilayah{HEAT}")
    listed = mayor.get(str(page.all(".pt-table td a")[0]["href"]))
    kept = listed.one("form.pt-filters input[name=segi]")
    assert str(kept["value"]) in str(page.all(".pt-table td a")[0]["href"])


def test_the_points_are_said_in_a_list_that_needs_no_script(given: Given, mayor: Browser) -> None:
    some(given)
    page = mayor.get(f"/walikota/wilayah{POINTS}")
    assert len(page.all(".pt-rows > li")) == 4
    assert "4 terbaru dari 5 laporan ; 1 tanpa titik" in page.text
    for link in page.all(".pt-card > .pt-meta a"):
        number = link.get_text().split()[0]
        assert mayor.get(str(link["href"])).one("[data-total]").get_text() == number


def test_the_dots_are_the_complaints_of_the_list(given: Given, mayor: Browser) -> None:
    some(given)
    page = mayor.get(f"/walikota/wilayah{POINTS}")
    dots = mayor.get(str(page.one("#peta-titik")["data-source"])).response.get_json()
    listed = [str(link["href"]) for link in page.all(".pt-rows a.pt-row")]
    assert [dot["href"] for dot in dots] == listed
    assert {dot["state"] for dot in dots} == {"Diterima", "Selesai dikerjakan"}
    assert all(dot["icon"] and dot["tone"] and len(dot["at"]) == 2 for dot in dots)


def test_a_dot_tells_nothing_of_the_person(given: Given, mayor: Browser) -> None:
    given.complaint(phone="+6281234567890", reporter_name="Nama Pelapor")
    dots = mayor.get("/walikota/wilayah/titik.json").html
    assert "81234567890" not in dots
    assert "Nama Pelapor" not in dots


@pytest.mark.parametrize("role", [Role.OFFICER, Role.OPERATOR])
def test_exact_places_are_not_for_everybody(role: Role, given: Given, browse: Browse) -> None:
    browse(given.staff(role)).get("/walikota/wilayah/titik.json", status=403)
    browse().get("/walikota/wilayah/titik.json", status=303)


def test_the_list_of_the_points_goes_on_page_by_page(
    given: Given, mayor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ptmb.web.mayor.maps.PER_PAGE", 2)
    some(given)
    first = mayor.get(f"/walikota/wilayah{POINTS}")
    rest = mayor.get(str(first.one("a[rel=next]")["href"]))
    assert rest.all("a[rel=next]") == []
    rows = [str(link["href"]) for page in (first, rest) for link in page.all(".pt-rows a.pt-row")]
    assert len(set(rows)) == len(rows) == 4


def test_an_empty_period_says_so_on_each_map(mayor: Browser) -> None:
    for kind in (HEAT, POINTS):
        page = mayor.get(f"/walikota/wilayah{kind}&periode=hari-ini")
        assert "Belum ada laporan dengan titik dalam periode ini." in page.text
    assert "tanpa laporan" in mayor.get("/walikota/wilayah").text


def test_rates_put_the_small_area_first_and_leave_the_unknown_open(
    given: Given, mayor: Browser
) -> None:
    some(given)
    connections("Sepinggan", 6_000)
    connections("Gunung Sari Ilir", 1_000)
    page = mayor.get(f"/walikota/wilayah{RATES}")
    rows = [row.get_text(" ", strip=True) for row in page.all("tbody tr")]
    assert rows[0].startswith("Gunung Sari Ilir")
    assert "2,0" in rows[0]
    assert rows[1].startswith("Sepinggan")
    assert "0,5" in rows[1]
    assert "belum diisi" in rows[2]
    assert "jumlah sambungan belum diisi" in page.one(".pt-map-key").get_text()
    assert len(page.all("[fill='url(#city-unfilled)']")) == len(rows) - 2


def test_an_area_that_sends_nothing_while_it_is_dry_is_not_drawn_as_the_best(
    given: Given, mayor: Browser
) -> None:
    dry_now(given)
    page = mayor.get("/walikota/wilayah")
    assert "tanpa laporan, padahal air sedang digilir" in page.one(".pt-map-key").get_text()
    row = next(row for row in page.all("tbody tr") if row.select_one(f"a:-soup-contains('{HERE}')"))
    assert "tanpa laporan, air digilir" in row.get_text()
    silent = mayor.get("/walikota").all("[fill='url(#city-silent)']")
    assert len(silent) == 1
    given.complaint(area=HERE)
    assert "padahal" not in mayor.get("/walikota/wilayah").text
    assert mayor.get("/walikota").all("[fill='url(#city-silent)']") == []


def test_a_period_that_is_over_says_nothing_of_the_turns_of_now(
    given: Given, mayor: Browser
) -> None:
    dry_now(given)
    given.complaint(area=HERE, at=clock.now() - timedelta(days=40))
    past = "periode=pilihan&dari=2024-01-01&sampai=2024-01-31"
    assert "padahal air sedang digilir" not in mayor.get(f"/walikota/wilayah?{past}").text
    code = given.area(HERE).code
    for page in (f"/walikota?{past}", f"/walikota/wilayah/{code}?{past}"):
        assert "sedang bergilir" not in mayor.get(page).text
    assert "sedang bergilir" in mayor.get("/walikota").text


def test_an_area_shows_its_ten_newest_complaints_and_the_way_to_all(
    given: Given, mayor: Browser
) -> None:
    for _ in range(12):
        given.complaint(area=HERE)
    code = given.area(HERE).code
    newest = mayor.get(f"/walikota/wilayah/{code}").one("[aria-labelledby='terbaru']")
    assert len({one["href"] for one in newest.select("a[href*='/aduan/PTM']")}) == 10
    way = newest.select_one("a:-soup-contains('Semua aduan kelurahan ini')")
    assert way is not None
    assert len(mayor.get(str(way["href"])).all("a[href*='/aduan/PTM']")) == 12


def test_the_hatch_says_exactly_what_it_means(given: Given, mayor: Browser) -> None:
    given.complaint(Status.RATIONED)
    key = mayor.get("/walikota/wilayah").one(".pt-map-key").get_text()
    assert "lebih dari separuhnya karena bergilir" in key


@pytest.mark.parametrize("kind", ["", HEAT, POINTS, RATES])
def test_a_map_needs_the_same_few_statements_however_many_complaints(
    kind: str, given: Given, mayor: Browser, counting: Counting
) -> None:
    def needed() -> int:
        with counting() as statements:
            mayor.get(f"/walikota/wilayah{kind}")
        return statements.count

    some(given)
    mayor.get(f"/walikota/wilayah{kind}")
    few = needed()
    for _ in range(12):
        given.complaint(area="Sepinggan", latitude=-1.2, longitude=116.9)
    assert needed() == few <= 9
