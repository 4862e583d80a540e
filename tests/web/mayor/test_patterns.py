"""The page of patterns: hours, ages, times; for the city and for an area."""

from collections.abc import Callable
from datetime import timedelta

from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from tests.browsing import Browser
from tests.conftest import NOW
from tests.people import Given
from tests.web.mayor.following import Follower

Browse = Callable[..., Browser]


def test_an_empty_city_says_so(given: Given, browse: Browse) -> None:
    page = browse(given.staff(Role.MAYOR)).get("/walikota/pola")
    assert page.status == 200
    assert "Tidak ada laporan yang terbuka." in page.text
    assert "Belum ada laporan dalam masa ini." in page.text


def test_each_age_opens_exactly_those_that_are_so_old(given: Given, browse: Browse) -> None:
    for days in (0, 1, 3, 5, 10, 20, 28, 31, 32, 45, 59, 61, 90):
        given.complaint(at=NOW - timedelta(days=days), area="Damai")
        given.complaint(Status.CLOSED, at=NOW - timedelta(days=days), area="Damai")
    mayor = browse(given.staff(Role.MAYOR))
    page = mayor.get("/walikota/pola")
    ages = page.soup.select(".pt-ages td a")
    counts = [int(one.get_text()) for one in ages]
    assert counts == [2, 1, 1, 1, 2, 6]
    for one, count in zip(ages, counts, strict=True):
        listed = mayor.get(str(one["href"])).soup.select_one("[data-total]")
        assert listed
        assert int(listed.get_text()) == count


def test_an_area_has_its_own_patterns_without_what_is_kept_for_the_city(
    given: Given, browse: Browse
) -> None:
    given.complaint(area="Damai")
    given.complaint(area="Sepinggan")
    mayor = browse(given.staff(Role.MAYOR))
    city = mayor.get("/walikota/pola").text
    damai = mayor.get(f"/walikota/pola?wilayah={given.area('Damai').code}").text
    assert "2 laporan terbuka" in city
    assert "1 laporan terbuka" in damai
    assert "Berapa lama sampai selesai" in city
    assert "Berapa lama sampai selesai" not in damai


def test_the_numbers_lead_to_their_lists(given: Given, browse: Browse) -> None:
    given.complaint(area="Damai")
    Follower(browse(given.staff(Role.MAYOR))).check("/walikota/pola")


def test_each_hour_opens_exactly_those_that_came_in_then(given: Given, browse: Browse) -> None:
    for hours in (0, 1, 5, 9, 24, 24 * 7, 24 * 7 + 2):
        given.complaint(at=NOW - timedelta(hours=hours))
    given.complaint(at=NOW.replace(minute=0, second=0, microsecond=0))
    given.complaint(at=NOW.replace(minute=59, second=59, microsecond=900_000) - timedelta(hours=1))
    assert Follower(browse(given.staff(Role.MAYOR))).check("/walikota/pola?periode=tahun") > 5


def test_hours_of_a_part_of_a_past_month_open_the_whole_month_they_count(
    given: Given, browse: Browse
) -> None:
    for days in (15, 20, 36):
        given.complaint(at=NOW - timedelta(days=days))
    mayor = Follower(browse(given.staff(Role.MAYOR)))
    path = "/walikota/pola?periode=pilihan&dari=2024-01-04&sampai=2024-01-06"
    assert mayor.check(path) >= 3
