"""Any table as a file: the figures of the page, its definitions, and nobody's personal data."""

import csv
import io
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from ptmb.queries import complaint_rows
from ptmb.web.mayor import tables
from ptmb.web.mayor.tables import OFFERS
from tests.browsing import Browser
from tests.conftest import NOW, Statements
from tests.people import Given

Browse = Callable[..., Browser]
Counting = Callable[[], AbstractContextManager[Statements]]


@pytest.fixture
def city(given: Given) -> Given:
    for status in (Status.RECEIVED, Status.RATIONED, Status.CLOSED, Status.REJECTED):
        given.complaint(status, reporter_name="Nama Pelapor", phone="+6281234567890")
    given.complaint(Status.RECEIVED, area="Sepinggan", at=NOW - timedelta(days=20))
    return given


@pytest.fixture
def mayor(city: Given, browse: Browse) -> Browser:
    return browse(city.staff(Role.MAYOR))


def rows(browser: Browser, address: str) -> list[list[str]]:
    answer = browser.get(address).response
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "no-store"
    text = answer.get_data(as_text=True).removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def book(browser: Browser, address: str) -> dict[str, str]:
    """The parts of a workbook, by their names in it."""
    with browser.get(address).response as answer, zipfile.ZipFile(io.BytesIO(answer.data)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def test_the_account_is_that_of_the_page(mayor: Browser) -> None:
    head, *body = rows(mayor, "/walikota/ekspor/ringkasan.csv?periode=bulan")
    assert head == ["Keadaan sekarang", "Masuk", "Dibawa", "Jumlah", "Dihitung pada (WITA)"]
    found = {row[0]: row[1:4] for row in body}
    assert found["Selesai"] == ["1", "0", "1"]
    assert found["Ditolak"] == ["1", "0", "1"]
    assert found["Terbuka"] == ["2", "1", "3"]
    assert found["Jumlah"] == ["4", "1", "5"]
    assert {row[-1] for row in body} == {"2024-02-10 14:32"}


@pytest.mark.parametrize(
    ("table", "column"),
    [("penyebab", 1), ("jenis", 1), ("wilayah", 3), ("saluran", 1), ("harian", 1), ("jam", 2)],
)
def test_every_table_of_what_came_in_has_the_same_sum(
    mayor: Browser, table: str, column: int
) -> None:
    _, *body = rows(mayor, f"/walikota/ekspor/{table}.csv?periode=bulan")
    assert sum(int(row[column]) for row in body) == 4


def test_the_tables_of_work_and_age_count_what_they_say(mayor: Browser) -> None:
    _, *crews = rows(mayor, "/walikota/ekspor/tim.csv?periode=bulan")
    assert [row[:3] for row in crews] == [["Tanpa tim", "1", "0"]]
    _, *ages = rows(mayor, "/walikota/ekspor/umur.csv?periode=hari-ini")
    assert sum(int(row[2]) for row in ages) == 3


def test_a_file_tells_the_period_that_was_asked(mayor: Browser) -> None:
    address = "/walikota/ekspor/ringkasan.csv?periode=pilihan&dari=2024-01-01&sampai=2024-01-31"
    assert rows(mayor, address)[-1][1:4] == ["1", "0", "1"]
    named = mayor.get(address).response.headers["Content-Disposition"]
    assert "ptmb-ringkasan-2024-01-01-2024-01-31-20240210-1432.csv" in named


@pytest.mark.parametrize("table", [*OFFERS, "aduan"])
def test_every_table_is_a_workbook_with_its_explanations(mayor: Browser, table: str) -> None:
    parts = book(mayor, f"/walikota/ekspor/{table}.xlsx")
    assert 'name="Keterangan"' in parts["xl/workbook.xml"]
    assert "Dihitung pada (WITA)" in parts["xl/worksheets/sheet2.xml"]
    assert "<f>" not in "".join(parts.values())


def test_the_list_of_complaints_is_the_one_on_the_page(mayor: Browser) -> None:
    asked = "?keadaan=terbuka&sejak=2024-02-01"
    shown = mayor.get(f"/walikota/aduan{asked}")
    _, *body = rows(mayor, f"/walikota/ekspor/aduan.csv{asked}")
    assert str(len(body)) == shown.one("[data-total]").get_text() == "2"
    for row in body:
        assert row[0] in shown.html


def test_no_file_says_who_reported_or_where(mayor: Browser) -> None:
    text = str(rows(mayor, "/walikota/ekspor/aduan.csv"))
    text += book(mayor, "/walikota/ekspor/aduan.xlsx")["xl/worksheets/sheet1.xml"]
    for secret in ("Nama Pelapor", "81234567890", "rumah pagar hijau", "116.8", "-1.2"):
        assert secret not in text


def test_a_list_is_read_in_pages_and_ends_at_its_most(
    mayor: Browser, counting: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = rows(mayor, "/walikota/ekspor/aduan.csv")
    monkeypatch.setattr(complaint_rows, "_AT_ONCE", 2)
    with counting() as statements:
        assert rows(mayor, "/walikota/ekspor/aduan.csv") == whole
    pages = [one for one in statements.texts if "reference" in one]
    assert len(pages) == 3


def test_a_file_that_leaves_something_out_says_so(
    mayor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MOST", 3)
    notes = book(mayor, "/walikota/ekspor/aduan.xlsx")["xl/worksheets/sheet2.xml"]
    assert "Hanya 3 aduan terbaru" in notes


@pytest.mark.parametrize("role", [Role.OFFICER, Role.OPERATOR])
def test_others_may_take_nothing(role: Role, given: Given, browse: Browse) -> None:
    browse(given.staff(role)).get("/walikota/ekspor/aduan.csv", status=403)


def test_one_officers_complaints_are_for_those_who_lead_the_work(
    given: Given, browse: Browse
) -> None:
    address = f"/walikota/ekspor/aduan.csv?petugas={given.staff(Role.OFFICER).id}"
    browse(given.staff(Role.MAYOR)).get(address, status=404)
    browse(given.staff(Role.MANAGER)).get(address)


def test_a_table_that_is_none_does_not_exist(mayor: Browser) -> None:
    mayor.get("/walikota/ekspor/orang.csv", status=404)
    mayor.get("/walikota/ekspor/ringkasan.pdf", status=404)


@pytest.mark.parametrize("table", OFFERS)
def test_a_table_of_figures_costs_few_statements(
    mayor: Browser, counting: Counting, table: str
) -> None:
    mayor.get(f"/walikota/ekspor/{table}.csv")
    with counting() as statements:
        mayor.get(f"/walikota/ekspor/{table}.csv")
    assert statements.count <= 6, statements.texts
