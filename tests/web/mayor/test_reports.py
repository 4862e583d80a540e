"""The mayor's reports: kept figures that do not move, the month so far, and their sheets."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from ptmb.adapters import clock
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from ptmb.jobs.reports import make_due
from ptmb.web.mayor import reports as report_pages
from tests.browsing import Browser
from tests.conftest import NOW, Statements
from tests.pdf_text import pdf_text
from tests.people import Given

Browse = Callable[..., Browser]
Counting = Callable[[], AbstractContextManager[Statements]]
OF_YESTERDAY = "/walikota/laporan/harian/2024-02-09"


@pytest.fixture
def city(given: Given) -> Given:
    """Three of yesterday, one of them closed, and one of today."""
    for status in (Status.RECEIVED, Status.RECEIVED, Status.CLOSED):
        given.complaint(status, at=NOW - timedelta(days=1))
    given.complaint()
    return given


@pytest.fixture
def mayor(city: Given, browse: Browse) -> Browser:
    return browse(city.staff(Role.MAYOR))


def test_the_list_has_the_month_so_far_on_top_and_then_the_newest(mayor: Browser) -> None:
    assert "Belum ada laporan." in mayor.get("/walikota/laporan").text
    make_due(NOW)
    page = mayor.get("/walikota/laporan")
    rows = [" ".join(row.get_text(" ").split()) for row in page.all(".pt-row")]
    assert rows[0].startswith("Laporan sementara 1–10 Februari 2024")
    assert "4 masuk" in rows[0]
    assert [row.split()[1] for row in rows[1:]] == ["bulanan", "mingguan", "harian"]
    for row in page.all(".pt-row"):
        mayor.get(str(row["href"]))


def test_a_kept_report_says_when_it_was_counted_and_does_not_change(
    city: Given, mayor: Browser
) -> None:
    make_due(NOW)
    before = mayor.get(OF_YESTERDAY)
    city.complaint(Status.RECEIVED, at=NOW - timedelta(days=1))
    clock.pin(NOW + timedelta(hours=3))
    after = mayor.get(OF_YESTERDAY)
    assert after.one("h1").get_text(strip=True) == "Laporan harian"
    assert after.one("[data-counted]").get_text() == "Dihitung 10 Feb 2024 14.32 WITA"
    shown = [tag.get_text(strip=True) for tag in after.all(".rp-numbers .pt-num")]
    assert shown == [tag.get_text(strip=True) for tag in before.all(".rp-numbers .pt-num")]
    assert shown == ["3", "1", "2", "0"]
    assert after.all(".rp-numbers li a") == [], "a list of now would count something else"


def test_each_number_of_the_month_so_far_leads_to_the_list_it_counts(mayor: Browser) -> None:
    links = mayor.get("/walikota/laporan/berjalan").all(".rp-numbers li a")
    assert len(links) == 4
    for link in links:
        shown = link.select_one(".pt-num")
        assert shown
        there = mayor.get(str(link["href"]))
        assert there.one("[data-total]").get_text() == shown.get_text()


def test_the_account_on_the_page_adds_up(mayor: Browser) -> None:
    rows = mayor.get("/walikota/laporan/berjalan").all("[data-ledger] tbody tr")
    numbers = [[int(cell.get_text()) for cell in row.select("td")] for row in rows]
    assert [sum(column) for column in zip(*numbers[:-1], strict=True)] == numbers[-1]
    assert numbers[-1] == [4, 0, 4]


def test_the_sheet_says_what_the_page_says(mayor: Browser) -> None:
    page = mayor.get("/walikota/laporan/berjalan")
    sheet = mayor.get(str(page.one("a[download].btn-primary")["href"])).response
    assert sheet.mimetype == "application/pdf"
    assert sheet.headers["Cache-Control"] == "no-store"
    assert "ptmb-sementara-2024-02-10.pdf" in sheet.headers["Content-Disposition"]
    lines = pdf_text(sheet.data).split("\n")
    for number in page.all(".rp-numbers .pt-num"):
        assert number.get_text(strip=True) in lines


def test_without_typst_the_page_offers_paper_and_says_why(
    mayor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_pages, "pdf_is_possible", lambda: False)
    page = mayor.get("/walikota/laporan/berjalan")
    assert "Server ini tidak membuat PDF." in page.text
    paper = mayor.get(str(page.one(".btn-primary")["href"]))
    assert "Cetak halaman ini dari menu peramban." in paper.text
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    mayor.get("/walikota/laporan/berjalan.pdf", status=404)


@pytest.mark.parametrize(
    "address",
    [
        "/walikota/laporan/harian/2024-02-09",
        "/walikota/laporan/harian/kemarin",
        "/walikota/laporan/mingguan/2024-13-01.pdf",
        "/walikota/laporan/tahunan/2024-02-09",
    ],
)
def test_a_report_that_nobody_made_does_not_exist(mayor: Browser, address: str) -> None:
    mayor.get(address, status=404)


def test_a_report_that_is_kept_costs_two_statements_of_its_own(
    mayor: Browser, counting: Counting
) -> None:
    make_due(NOW)
    mayor.get(OF_YESTERDAY)
    with counting() as statements:
        mayor.get(OF_YESTERDAY)
    assert statements.count <= 4, statements.texts


def test_the_list_costs_the_same_however_many_reports(mayor: Browser, counting: Counting) -> None:
    mayor.get("/walikota/laporan")
    with counting() as few:
        mayor.get("/walikota/laporan")
    for day in range(12):
        make_due(NOW + timedelta(days=day))
    with counting() as many:
        mayor.get("/walikota/laporan")
    assert many.count <= few.count, many.texts


def test_the_list_goes_on_over_pages(mayor: Browser) -> None:
    for day in range(34):
        make_due(NOW + timedelta(days=day))
    first = mayor.get("/walikota/laporan")
    rest = mayor.get(str(first.one("a[rel=next]")["href"]))
    shown = [str(row["href"]) for page in (first, rest) for row in page.all(".pt-row")]
    assert len(shown) == len(set(shown)) == 1 + 34 + 6 + 2
    assert rest.all("a[rel=next]") == []
