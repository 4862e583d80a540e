"""The mayor's pages: numbers that add up, lead to their lists, and name no citizen."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from ptmb.adapters import clock
from ptmb.domain.known import Turn
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.roles import Role
from tests.browsing import Browser
from tests.conftest import Statements
from tests.people import Given
from tests.water_turns import at, dry_now

Browse = Callable[..., Browser]
Counting = Callable[[], AbstractContextManager[Statements]]


@pytest.fixture
def city(given: Given) -> Given:
    """Ten complaints in two areas, in every state that a figure tells apart."""
    for _ in range(3):
        given.complaint(Status.RECEIVED, area="Gunung Sari Ilir")
    given.complaint(Status.RATIONED, area="Gunung Sari Ilir")
    given.complaint(Status.RESOLVED, area="Gunung Sari Ilir")
    given.complaint(Status.CLOSED, area="Sepinggan")
    given.complaint(Status.REJECTED, area="Sepinggan")
    given.complaint(Status.RECEIVED, area="Sepinggan", at=clock.now() - timedelta(days=4))
    given.complaint(Status.RECEIVED, area="Sepinggan", at=clock.now() - timedelta(days=20))
    given.complaint(Status.FOLLOW_UP, area="Sepinggan", phone="+6281234567890",
                    reporter_name="Nama Pelapor")  # fmt: skip
    return given


def test_the_four_numbers_of_the_month_are_those_of_the_complaints(
    city: Given, browse: Browse
) -> None:
    page = browse(city.staff(Role.MAYOR)).get("/walikota")
    numbers = [tag.get_text(strip=True) for tag in page.all(".pt-numbers .pt-num")]
    assert numbers == ["9", "2", "6", "2"]


def test_every_number_leads_to_exactly_the_list_it_counts(city: Given, browse: Browse) -> None:
    mayor = browse(city.staff(Role.MAYOR))
    page = mayor.get("/walikota")
    links = page.all(".pt-numbers a")
    assert len(links) == 4
    for link in links:
        shown = link.select_one(".pt-num")
        assert shown
        target = mayor.get(str(link["href"]))
        assert target.one("[data-total]").get_text() == shown.get_text()
        assert len(target.all(".pt-rows > li")) == int(shown.get_text())


def test_todays_numbers_and_the_carried_over_ones_lead_to_their_lists(
    city: Given, browse: Browse
) -> None:
    mayor = browse(city.staff(Role.MAYOR))
    page = mayor.get("/walikota")
    for link in page.all(".pt-meta-line a, .pt-narrow-only a"):
        number = next(word for word in link.get_text().split() if word.isdigit())
        assert mayor.get(str(link["href"])).one("[data-total]").get_text() == number


def test_the_shares_of_the_causes_lead_to_their_lists_and_add_up(
    city: Given, browse: Browse
) -> None:
    mayor = browse(city.staff(Role.MAYOR))
    links = mayor.get("/walikota").all(".pt-shares a")
    assert sum(int(link.get_text().split()[0]) for link in links) == 100
    totals = [int(mayor.get(str(a["href"])).one("[data-total]").get_text()) for a in links]
    assert sum(totals) == 9


def test_a_hint_of_the_schedule_is_in_no_figure_of_a_cause(city: Given, browse: Browse) -> None:
    mayor = browse(city.staff(Role.MAYOR))

    def causes() -> dict[str, str]:
        lists = {cause: f"/walikota/aduan?penyebab={cause.value}" for cause in Cause}
        return {
            cause: mayor.get(path).one("[data-total]").get_text() for cause, path in lists.items()
        }

    before = causes()
    turn = Turn(dry_now(city).id, at(18))
    for _ in range(4):
        city.complaint(turn=turn)
    unknown = str(int(before[Cause.UNKNOWN]) + 4)
    assert causes() == {**before, Cause.UNKNOWN: unknown}
    links = mayor.get("/walikota").all(".pt-shares a")
    assert sum(int(link.get_text().split()[0]) for link in links) == 100


def test_too_few_complaints_allow_no_sentence_about_causes(city: Given, browse: Browse) -> None:
    assert "Belum cukup data" in browse(city.staff(Role.MAYOR)).get("/walikota").text


def test_the_worst_areas_come_first_and_open_their_own_page(city: Given, browse: Browse) -> None:
    mayor = browse(city.staff(Role.MAYOR))
    first = mayor.get("/walikota").all(".pt-worst a")[0]
    assert "Gn. Sari Ilir" in first.get_text()
    place = mayor.get(str(first["href"]))
    assert place.one("h1").get_text(strip=True) == "Gunung Sari Ilir"
    assert place.all(".pt-numbers .pt-num")[0].get_text() == "5"


def test_an_unchanged_summary_answers_nothing_and_a_change_answers_the_block(
    city: Given, browse: Browse
) -> None:
    mayor = browse(city.staff(Role.MAYOR))
    tag = mayor.get("/walikota").one("#summary")["hx-ptag"]
    unchanged = mayor.get("/walikota", htmx=True, headers={"HX-PTag": tag}, status=304)
    assert unchanged.response.data == b""
    city.complaint()
    changed = mayor.get("/walikota", htmx=True, headers={"HX-PTag": tag})
    assert changed.all("h1") == []
    assert changed.all(".pt-numbers .pt-num")[0].get_text() == "10"


def test_no_page_of_the_mayor_shows_a_citizens_name_or_number(city: Given, browse: Browse) -> None:
    mayor = browse(city.staff(Role.MAYOR))
    listing = mayor.get("/walikota/aduan")
    pages = [listing] + [mayor.get(urlsplit(str(a["href"])).path) for a in listing.all("a.pt-row")]
    assert len(pages) == 11
    for page in pages:
        assert "81234567890" not in page.html
        assert "Nama Pelapor" not in page.html


def test_a_list_keeps_what_was_asked_and_pages_by_key(given: Given, browse: Browse) -> None:
    for _ in range(52):
        given.complaint(Status.RECEIVED)
    mayor = browse(given.staff(Role.MAYOR))
    first = mayor.get("/walikota/aduan?keadaan=terbuka")
    assert first.one("select[name=keadaan] option[selected]")["value"] == "terbuka"
    assert len(first.all(".pt-rows > li")) == 50
    rest = mayor.get(str(first.one("a[rel=next]")["href"]))
    assert len(rest.all(".pt-rows > li")) == 2
    assert rest.all("a[rel=next]") == []


def test_nonsense_in_the_address_is_left_out(given: Given, browse: Browse) -> None:
    mayor = browse(given.staff(Role.MAYOR))
    nonsense = "?sejak=kemarin&keadaan=x&penyebab=y&wilayah=9&sebelum=zz&selesai=2024-13-40"
    assert "Tidak ada aduan" in mayor.get("/walikota/aduan" + nonsense).text


def test_an_unknown_code_or_area_does_not_exist(given: Given, browse: Browse) -> None:
    mayor = browse(given.staff(Role.MAYOR))
    mayor.get("/walikota/aduan/PTM-XXXXX-XXXXX", status=404)
    mayor.get("/walikota/aduan/nonsense", status=404)
    mayor.get("/walikota/wilayah/99", status=404)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.OPERATOR])
def test_others_may_not_look(role: Role, given: Given, browse: Browse) -> None:
    browse(given.staff(role)).get("/walikota", status=403)


def test_an_empty_month_says_so(given: Given, browse: Browse) -> None:
    page = browse(given.staff(Role.MAYOR)).get("/walikota")
    assert "Belum ada laporan bulan ini. Bulan lalu" in page.text


def test_the_summary_needs_few_statements_however_many_complaints(
    city: Given, browse: Browse, counting: Callable[[], AbstractContextManager[Statements]]
) -> None:
    mayor = browse(city.staff(Role.MAYOR))
    mayor.get("/walikota")
    with counting() as statements:
        mayor.get("/walikota")
    assert statements.count <= 10, statements.texts
    with counting() as statements:
        mayor.get("/walikota/aduan")
    assert statements.count <= 5, statements.texts


def test_the_cause_settled_by_the_officer_moves_between_the_shares(
    given: Given, browse: Browse
) -> None:
    given.complaint(Status.RESOLVED)
    page = browse(given.staff(Role.MAYOR)).get(f"/walikota/aduan?penyebab={Cause.TECHNICAL.value}")
    assert page.one("[data-total]").get_text() == "1"


def test_the_list_stays_marked_while_one_complaint_is_read(
    city: Given, browse: Callable[..., Browser]
) -> None:
    mayor = browse(city.staff(Role.MAYOR, username="sekilas"))
    reference = city.complaint(Status.RECEIVED).reference
    marked = mayor.get(f"/walikota/aduan/{reference}").soup.select(".pt-bottom [aria-current]")
    assert [link.get_text(strip=True) for link in marked] == ["Aduan"]


def test_an_empty_month_shows_the_month_before_beside_it(given: Given, browse: Browse) -> None:
    for status in (Status.RECEIVED, Status.RECEIVED, Status.CLOSED):
        given.complaint(status, at=clock.now() - timedelta(days=20))
    mayor = browse(given.staff(Role.MAYOR))

    page = mayor.get("/walikota")

    assert "Belum ada laporan bulan ini. Bulan lalu" in page.text
    assert "Bulan lalu (Januari): 3 masuk , 1 selesai , 2 terbuka" in page.text
    for link in page.all(".pt-month-before a"):
        shown = link.get_text().split()[0]
        assert mayor.get(str(link["href"])).one("[data-total]").get_text() == shown


def test_a_month_with_a_complaint_says_nothing_of_the_one_before(
    city: Given, browse: Browse
) -> None:
    page = browse(city.staff(Role.MAYOR)).get("/walikota")
    assert "Bulan lalu" not in page.text
    assert "Belum ada laporan bulan ini." not in page.text


def test_an_empty_month_costs_one_query_more_and_not_ten(
    given: Given, browse: Browse, counting: Counting
) -> None:
    mayor = browse(given.staff(Role.MAYOR))
    mayor.get("/walikota")
    with counting() as statements:
        mayor.get("/walikota")
    assert statements.count <= 10
