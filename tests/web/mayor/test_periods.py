"""The period switch of the mayor's pages, and the comparison with the period before."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import Tag

from ptmb.actions import triage
from ptmb.domain.choices import WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.roles import Actor, Role
from tests.browsing import Browser, Page
from tests.conftest import NOW
from tests.people import Given

Browse = Callable[..., Browser]


def numbers(page: Page) -> list[str]:
    return [tag.get_text(strip=True) for tag in page.all(".pt-numbers .pt-num")]


def went(page: Page) -> dict[str, str]:
    """Each compared figure with the word for where it went."""
    rows = page.all(".pt-compare tbody th")
    return {" ".join(str(row.contents[0]).split()): word_of(row) for row in rows}


def word_of(row: Tag) -> str:
    found = row.select_one(".pt-went")
    assert found
    return found.get_text(" ", strip=True)


@pytest.fixture
def city(given: Given) -> Given:
    """One today, two this week, four this month, six this year; one finished, yesterday."""
    for days in (0, 3, 8, 9, 20, 39):
        given.complaint(Status.RECEIVED, at=NOW - timedelta(days=days, hours=1))
    given.complaint(Status.RESOLVED, at=NOW - timedelta(days=60))
    return given


def test_each_period_is_a_plain_link_that_shows_its_numbers(city: Given, browse: Browse) -> None:
    mayor = browse(city.staff(Role.MAYOR))
    links = mayor.get("/walikota").all(".pt-chips a")
    words = [link.get_text(strip=True) for link in links]
    assert words == ["Hari ini", "7 hari", "Bulan ini", "Tahun ini", "Tanggal"]
    received = {}
    for word, link in zip(words, links, strict=True):
        page = mayor.get(str(link["href"]))
        assert page.one(".pt-chips [aria-current]").get_text(strip=True) == word
        received[word] = numbers(page)[0]
    assert received == {
        "Hari ini": "1", "7 hari": "2", "Bulan ini": "4", "Tahun ini": "6", "Tanggal": "4",
    }  # fmt: skip


def test_two_days_of_ones_own_are_chosen_in_a_form(city: Given, browse: Browse) -> None:
    mayor = browse(city.staff(Role.MAYOR))
    fields = mayor.get("/walikota?periode=pilihan").form("/walikota")
    fields |= {"dari": "2024-01-01", "sampai": "2024-01-31"}
    page = mayor.get("/walikota", query_string=fields)
    assert numbers(page)[0] == "2"
    assert "1–31 Januari 2024" in page.one("#bulan").get_text()


def test_a_live_summary_asks_again_for_its_own_period(city: Given, browse: Browse) -> None:
    mayor = browse(city.staff(Role.MAYOR))
    block = mayor.get("/walikota?periode=7-hari").one("#summary")
    assert "periode=7-hari" in str(block["hx-get"])
    same = {"HX-PTag": str(block["hx-ptag"])}
    mayor.get(str(block["hx-get"]), htmx=True, headers=same, status=304)
    mayor.get("/walikota?periode=tahun", htmx=True, headers=same, status=200)


def test_more_and_fewer_are_said_with_an_arrow_a_word_and_both_numbers(
    given: Given, browse: Browse
) -> None:
    for number in range(8):
        given.complaint(Status.RECEIVED, at=NOW - timedelta(days=1, minutes=number))
    given.complaint(Status.RESOLVED, at=NOW - timedelta(days=8))
    page = browse(given.staff(Role.MAYOR)).get("/walikota?periode=7-hari")
    assert went(page)["Masuk"] == "naik"
    first = page.all(".pt-compare tbody tr")[0]
    assert [cell.get_text(strip=True) for cell in first.select("td")] == ["8", "1"]
    assert first.select_one("svg")


def test_times_of_few_complaints_are_not_compared(city: Given, browse: Browse) -> None:
    found = went(browse(city.staff(Role.MAYOR)).get("/walikota"))
    assert found["Waktu penyelesaian"] == "terlalu sedikit untuk dibandingkan"


def test_longer_times_are_called_longer(given: Given, browse: Browse) -> None:
    for number in range(5):
        given.complaint(Status.RESOLVED, at=NOW - timedelta(days=9, minutes=number))
        _finish(given.complaint(Status.ASSIGNED, at=NOW - timedelta(days=5, minutes=number)).id)
    found = went(browse(given.staff(Role.MAYOR)).get("/walikota?periode=7-hari"))
    assert found["Waktu penyelesaian"] == "lebih lama"


def _finish(complaint_id: int) -> None:
    deed = Deed(Actor(Role.OPERATOR), NOW - timedelta(hours=1), f"finish-{complaint_id:020d}")
    triage.resolve_at_desk(complaint_id, WorkDone.EXPLAINED, Cause.TECHNICAL, "Sudah", deed)


def test_nothing_before_is_called_nothing(given: Given, browse: Browse) -> None:
    given.complaint(Status.RECEIVED)
    found = went(browse(given.staff(Role.MAYOR)).get("/walikota"))
    assert found["Masuk"] == "sebelumnya tidak ada"


def test_a_day_that_is_not_over_is_not_called_better_than_yesterday(
    given: Given, browse: Browse
) -> None:
    for number in range(9):
        given.complaint(Status.RECEIVED, at=NOW - timedelta(days=1, minutes=number))
    found = went(browse(given.staff(Role.MAYOR)).get("/walikota?periode=hari-ini"))
    assert found["Masuk"] == "hari ini belum selesai"


def test_an_empty_period_says_so_and_shows_the_one_before(given: Given, browse: Browse) -> None:
    given.complaint(Status.RECEIVED, at=NOW - timedelta(days=9))
    page = browse(given.staff(Role.MAYOR)).get("/walikota?periode=7-hari")
    assert "Tidak ada laporan dalam periode ini." in page.text
    assert "Sebelumnya (28 Januari – 3 Februari 2024): 1 masuk" in page.text
    assert page.all(".pt-month-before a")[0]["data-counts"] == "1"
