"""The public statistics: right, the same for all, without anything that points at a person."""

import csv
import io
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from ptmb.adapters import clock
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.measures import DEFINITIONS, Measure
from ptmb.domain.roles import Role
from ptmb.domain.suppression import LEAST
from ptmb.extensions import db
from ptmb.models import Area
from ptmb.queries import catalogue
from ptmb.web.public.statistics_tables import TABLES
from ptmb.web.public.statistics_words import COLUMNS, NOT_PUBLIC, OF_FILES
from ptmb.web.status_copies import copies_of
from tests.browsing import Browser, Page
from tests.people import Given
from tests.web.public.test_weight import BUDGET, first_visit

Browse = Callable[..., Browser]
Counting = Callable[[], AbstractContextManager[Any]]
DAY = timedelta(days=1)
PAST = "?periode=pilihan&dari=2024-01-01&sampai=2024-01-31"


@pytest.fixture
def citizen(browse: Browse) -> Browser:
    return browse()


@pytest.fixture
def city(given: Given) -> None:
    """A busy area, two small ones, a few from January, one of them still open then."""
    officer = given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",))
    for number in range(7):
        status = Status.RESOLVED if number < 6 else Status.RECEIVED
        given.complaint(status, officer=officer, at=clock.now() - DAY)
    for area in ("Damai", "Manggar"):
        for category in ("NOFLOW", "LOWP"):
            given.complaint(area=area, category=category, phone="+6281234567890")
    given.complaint(Status.RATIONED, area="Damai")
    given.complaint(Status.REJECTED, at=clock.now() - 3 * DAY)
    given.complaint(area="Manggar", at=clock.now() - 20 * DAY)
    given.complaint(Status.RESOLVED, officer=officer, at=clock.now() - 20 * DAY)


def numbers(page: Page) -> dict[str, int]:
    return {str(one["data-measure"]): int(one.text) for one in page.all("[data-measure]")}


def figures(citizen: Browser, query: str = "") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(citizen.get(f"/statistik.json{query}").html)
    return found


def file(citizen: Browser, name: str, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(citizen.get(f"/statistik/{name}.csv{query}").html)))


@pytest.mark.usefixtures("city")
def test_page_files_and_data_tell_the_same_numbers(citizen: Browser) -> None:
    page = citizen.get("/statistik")
    assert numbers(page) == {"received": 13, "resolved": 6, "open": 6, "carried_over": 1}
    assert (
        "13 masuk + 1 dibawa = 6 selesai + 1 ditolak + 0 digabung + 0 dibatalkan + 7 terbuka."
        in (page.text)
    )
    assert "46,2 persen tertangani. Nilai penuh mulai 80 persen." in page.text
    assert "Dihitung 10 Feb 2024, 14.32 WITA." in page.text
    found = figures(citizen)
    lines = {row["line"]: row for row in found["tables"]["neraca"]}
    assert (lines["received"]["total"], lines["carried_over"]["open"], lines["sum"]["open"]) == (
        13,
        1,
        7,
    )
    summary = {row["measure"]: row["value"] for row in file(citizen, "ringkasan")}
    assert (summary["received"], summary["resolved"], summary["handled_share"]) == (
        "13",
        "6",
        "46.2",
    )
    for name in ("penyebab", "jenis", "kelurahan", "saluran", "harian"):
        assert sum(int(row["received"]) for row in file(citizen, name)) == 13, name


@pytest.mark.usefixtures("city")
def test_a_past_month_is_a_period_like_any_other(citizen: Browser) -> None:
    page = citizen.get(f"/statistik{PAST}")
    assert "1–31 Januari 2024" in page.text
    assert numbers(page)["received"] == 2
    assert [row["on"] for row in file(citizen, "harian", PAST)][-1] == "2024-01-31"
    assert {row["counted_at"] for row in file(citizen, "jenis", PAST)} == {
        "2024-02-10T14:32:00+08:00"
    }
    assert page.one("#dari")["value"] == "2024-01-01"
    english = citizen.get(f"/statistik{PAST}&bahasa=en")
    assert english.one("html")["lang"] == "en"


def test_each_period_can_be_chosen_without_a_script(citizen: Browser) -> None:
    page = citizen.get("/statistik")
    for link in page.all(".pt-periods a"):
        there = citizen.get(str(link["href"]))
        current = there.one(".pt-periods [aria-current]")
        assert current.text == link.text
        assert link["href"] in (current["href"], "/statistik")
    days = citizen.get("/statistik?periode=pilihan&dari=2023-01-01&sampai=2024-02-10")
    assert "Bulan demi bulan" in days.text
    assert len(days.all("section[aria-labelledby=harian] tbody tr")) == 14
    citizen.get("/statistik?periode=apa&dari=kemarin&sampai=9999-99-99")


@pytest.mark.usefixtures("city")
def test_small_numbers_by_area_are_hidden_everywhere(citizen: Browser) -> None:
    for name in ("kelurahan-penyebab", "kelurahan-jenis"):
        rows = file(citizen, name)
        assert {row["withheld"] for row in rows} <= {"", "under_5", "complementary"}
        shown = [int(row["received"]) for row in rows if not row["withheld"]]
        assert not [n for n in shown if 0 < n < LEAST]
        assert any(row["withheld"] == "under_5" for row in rows)
        data = figures(citizen)["tables"][name]
        assert [row["received"] for row in rows] == [
            "" if row["received"] is None else str(row["received"]) for row in data
        ]
    cells = citizen.get("/statistik").one("section[aria-labelledby=silang]")
    assert "<5" in cells.text


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(
    "query", ["?periode=hari-ini", "?periode=7-hari", "?periode=tahun", PAST[:-2] + "30"]
)
def test_by_area_there_are_months_only_so_that_nothing_can_be_subtracted(
    citizen: Browser, query: str
) -> None:
    assert figures(citizen, query)["tables"]["kelurahan-jenis"] is None
    citizen.get(f"/statistik/kelurahan-penyebab.csv{query}", status=404)
    assert "hanya ada untuk satu bulan" in citizen.get(f"/statistik{query}").text


def test_too_few_to_hide_among_are_not_told_by_area_at_all(citizen: Browser, given: Given) -> None:
    given.complaint()
    assert figures(citizen)["tables"]["kelurahan-penyebab"] is None
    assert "Terlalu sedikit laporan untuk dirinci" in citizen.get("/statistik").text
    area = json.loads(citizen.get("/status/gunung-sari-ilir.json").html)["month"]
    assert (area["received"], set(area["causes"].values())) == (1, {None})


@pytest.mark.usefixtures("city")
def test_nothing_personal_and_nobody_of_the_house_is_in_it(citizen: Browser, given: Given) -> None:
    given.crew("Tim Rahasia")
    names = ["Tim Rahasia", "+62812", "81234567890", "rumah pagar hijau", "Officer", "PTM-"]
    for path in ("/statistik", "/statistik.json", "/statistik/kamus",
                 *(f"/statistik/{name}.csv" for name in TABLES)):  # fmt: skip
        body = citizen.get(path).html
        assert [name for name in names if name in body] == [], path


def test_times_of_fewer_than_five_are_not_told(citizen: Browser, given: Given) -> None:
    officer = given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",))
    for _ in range(4):
        given.complaint(Status.RESOLVED, officer=officer)
    summary = {row["measure"]: row["value"] for row in file(citizen, "ringkasan")}
    assert (summary["resolution_time"], summary["confirmed"], summary["rating"]) == ("", "", "")
    assert "terlalu sedikit laporan" in citizen.get("/statistik").text
    copies_of(citizen.app).forget()
    given.complaint(Status.RESOLVED, officer=officer)
    summary = {row["measure"]: row["value"] for row in file(citizen, "ringkasan")}
    assert float(summary["resolution_time"]) == pytest.approx(240, rel=0.03)


def columns_of_areas(citizen: Browser) -> list[str]:
    heads = citizen.get("/statistik").all("section[aria-labelledby=kelurahan] th[scope=col]")
    return [head.get_text(strip=True) for head in heads]


@pytest.mark.usefixtures("city")
def test_complaints_per_connection_where_the_connections_are_known(citizen: Browser) -> None:
    assert "Per 1.000 sambungan" not in columns_of_areas(citizen)
    db.session.execute(update(Area).where(Area.name == "Damai").values(connections=1_500))
    db.session.commit()
    catalogue.kept.clear()
    copies_of(citizen.app).forget()
    rows = {row["name"]: row["per_thousand"] for row in file(citizen, "kelurahan")}
    assert (rows["Damai"], rows["Manggar"]) == ("2.0", "")
    assert "Per 1.000 sambungan" in columns_of_areas(citizen)


ADDRESSES = (
    "/statistik", "/statistik.json", "/statistik/kamus", "/statistik/kamus.json",
    "/statistik/ringkasan.csv", f"/statistik{PAST}",
)  # fmt: skip


@pytest.mark.parametrize("path", ADDRESSES)
def test_everybody_is_given_the_same_and_caches_may_keep_it(
    browse: Browse, given: Given, path: str
) -> None:
    operator = browse(given.staff(Role.OPERATOR))
    operator.client.set_cookie("bahasa", "en")
    page = operator.get(path)
    assert page.html == browse().get(path).html
    headers = page.response.headers
    assert "Set-Cookie" not in headers
    assert headers["Cache-Control"] == "public, max-age=60"
    assert headers["ETag"]
    data = path.partition("?")[0] not in ("/statistik", "/statistik/kamus")
    assert (headers.get("Access-Control-Allow-Origin") == "*") is data
    if "?" not in path:
        same = operator.get(path, status=304, headers={"If-None-Match": headers["ETag"]})
        assert same.html == ""


def test_the_dictionary_knows_every_table_column_and_measure(citizen: Browser) -> None:
    found = json.loads(citizen.get("/statistik/kamus.json").html)
    told = {name for table in TABLES.values() for name in table.columns} | set(OF_FILES)
    assert set(found["columns"]) == set(COLUMNS) == told
    assert {one["code"] for one in found["measures"]} == {
        measure.value for measure in DEFINITIONS if measure not in NOT_PUBLIC
    }
    for table in found["tables"]:
        assert citizen.get("/statistik/kamus").text.count(f"/statistik/{table['table']}.csv") == 1
    assert "Kepmendagri 47/1999" in citizen.get("/statistik/kamus").text


def test_the_addresses_and_columns_that_were_promised_are_there(citizen: Browser) -> None:
    """Others have built on them: a change here breaks their programs."""
    assert {name: table.columns for name, table in TABLES.items()} == {
        "ringkasan": ("measure", "value"),
        "neraca": ("line", "total", "resolved", "rejected", "merged", "withdrawn", "open"),
        "penyebab": ("cause", "name", *OUTCOMES),
        "jenis": ("category", "name", *OUTCOMES),
        "kelurahan": ("area", "name", "district", *OUTCOMES, "connections", "per_thousand"),
        "saluran": ("channel", "name", "received"),
        "harian": ("on", "received", "finished"),
        "kelurahan-penyebab": ("area", "name", "cause", "received", "withheld"),
        "kelurahan-jenis": ("area", "name", "category", "received", "withheld"),
    }
    assert set(figures(citizen)) == {
        "at", "stale", "version", "dictionary", "period", "tables",
    }  # fmt: skip
    assert {row["cause"] for row in file(citizen, "penyebab")} == {cause.value for cause in Cause}
    citizen.get("/statistik/tidak-ada.csv", status=404)


OUTCOMES = ("received", "resolved", "rejected", "merged", "withdrawn", "open")


def test_every_figure_says_on_demand_what_it_means(citizen: Browser) -> None:
    text = citizen.get("/statistik").text
    for measure in (Measure.RECEIVED, Measure.CARRIED, Measure.HANDLED_SHARE, Measure.BY_CAUSE):
        assert DEFINITIONS[measure].sentence in text


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("path", ["/statistik", "/statistik?periode=tahun", "/statistik/kamus"])
def test_a_first_visit_is_light(citizen: Browser, path: str) -> None:
    page = citizen.get(path)
    packed = len(citizen.client.get(path, headers={"Accept-Encoding": "gzip"}).data)
    assert packed <= 15 * 1024
    assert first_visit(citizen, page) - len(page.html.encode()) + packed <= BUDGET


@pytest.mark.usefixtures("city")
def test_the_cost_is_fixed(citizen: Browser, counting: Counting) -> None:
    citizen.get("/statistik")
    copies_of(citizen.app).forget()
    with counting() as drawn:
        citizen.get("/statistik")
    with counting() as kept:
        citizen.get("/statistik")
    assert kept.count == 0
    assert drawn.count <= 10, drawn.texts


def test_every_public_page_leads_here(citizen: Browser) -> None:
    for path in ("/", "/bantuan", "/status", "/status/damai"):
        assert "/statistik" in [str(one["href"]) for one in citizen.get(path).all("a[href]")], path
