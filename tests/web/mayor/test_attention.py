"""Where it is worst and why, what is late, and the lists with their conditions."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from ptmb.domain.choices import Channel
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from tests.browsing import Browser
from tests.conftest import NOW
from tests.people import Given
from tests.water_turns import dry_now

Browse = Callable[..., Browser]


def test_the_worst_area_says_that_it_is_rationed_now(given: Given, browse: Browse) -> None:
    dry_now(given)
    given.complaint(Status.RECEIVED)
    page = browse(given.staff(Role.MAYOR)).get("/walikota")
    assert "sedang bergilir" in page.all(".pt-worst li")[0].get_text()
    assert "1 kelurahan sedang bergilir." in page.text


def test_without_trouble_now_the_cause_of_most_complaints_is_told(
    given: Given, browse: Browse
) -> None:
    for _ in range(2):
        given.complaint(Status.RESOLVED)
    given.complaint(Status.RECEIVED)
    page = browse(given.staff(Role.MAYOR)).get("/walikota")
    assert "Teknis" in page.all(".pt-worst li")[0].get_text()


def test_few_complaints_say_nothing_about_raw_water(given: Given, browse: Browse) -> None:
    for _ in range(5):
        given.complaint(Status.RATIONED)
    assert "karena pembagian air baku" not in browse(given.staff(Role.MAYOR)).get("/walikota").text


def test_mostly_rationed_complaints_are_said_to_be_so_in_percent(
    given: Given, browse: Browse
) -> None:
    for _ in range(15):
        given.complaint(Status.RATIONED)
    for _ in range(5):
        given.complaint(Status.RECEIVED)
    page = browse(given.staff(Role.MAYOR)).get("/walikota")
    assert "75 % laporan karena pembagian air baku." in page.text
    assert "25 % belum diketahui" in page.one(".pt-shares").get_text(" ", strip=True)


def test_the_most_overdue_come_first_here_and_on_their_list(given: Given, browse: Browse) -> None:
    rows = [given.complaint(at=NOW - timedelta(days=days)) for days in (30, 9, 5)]
    given.complaint()
    wanted = [row.reference for row in rows]
    mayor = browse(given.staff(Role.MAYOR))
    shown = mayor.get("/walikota").all("section[aria-labelledby=lewat] .pt-attention a")
    assert [str(link["href"]).rsplit("/", 1)[1] for link in shown] == wanted
    listed = mayor.get("/walikota/aduan?keadaan=lewat").all("a.pt-row")
    assert [str(link["href"]).rsplit("/", 1)[1] for link in listed] == wanted


def test_the_late_list_is_paged_from_the_oldest_on(given: Given, browse: Browse) -> None:
    first = given.complaint(at=NOW - timedelta(days=20))
    for number in range(51):
        given.complaint(at=NOW - timedelta(days=19, minutes=-number))
    mayor = browse(given.staff(Role.MAYOR))
    page = mayor.get("/walikota/aduan?keadaan=lewat")
    assert page.all("a.pt-row")[0]["href"] == f"/walikota/aduan/{first.reference}"
    assert len(mayor.get(str(page.one("a[rel=next]")["href"])).all("a.pt-row")) == 2


def test_a_condition_of_a_list_is_said_and_can_be_taken_away(given: Given, browse: Browse) -> None:
    given.complaint(channel=Channel.PHONE)
    given.complaint(Status.CLOSED, channel=Channel.WEB)
    mayor = browse(given.staff(Role.MAYOR))
    page = mayor.get("/walikota/aduan?saluran=phone&keadaan=terbuka")
    assert page.one("[data-total]").get_text() == "1"
    facet = page.one(".pt-facets li")
    assert facet.get_text(strip=True) == "Lewat: Telepon"
    without = mayor.get(str(facet.select_one("a")["href"]))  # type: ignore[index]  # there is one
    assert without.all(".pt-facets") == []
    assert without.one("select[name=keadaan] option[selected]")["value"] == "terbuka"


def test_the_form_of_a_list_keeps_the_conditions_it_has_no_field_for(
    given: Given, browse: Browse
) -> None:
    page = browse(given.staff(Role.MAYOR)).get("/walikota/aduan?saluran=phone&sebelum=7")
    fields = page.form("/walikota/aduan")
    assert fields["saluran"] == "phone"
    assert "sebelum" not in fields


@pytest.mark.parametrize(
    "condition",
    [
        "saluran=fax", "jenis=apa", "nilai=x&selesai=2024-02-09", "tim=-1", "dibawa=besok",
        "petugas=satu", "pemegang=9999999999999999", "belum-usai=0", "dikonfirmasi=ya",
    ],
)  # fmt: skip
def test_nonsense_conditions_are_left_out(condition: str, given: Given, browse: Browse) -> None:
    browse(given.staff(Role.MAYOR)).get(f"/walikota/aduan?{condition}")


def test_a_place_tells_its_reason_its_late_ones_and_its_figures(
    given: Given, browse: Browse
) -> None:
    late = given.complaint(at=NOW - timedelta(days=9))
    code = given.area("Gunung Sari Ilir").code
    page = browse(given.staff(Role.MAYOR)).get(f"/walikota/wilayah/{code}?periode=tahun")
    assert "Belum diketahui" in page.one(".pt-month").get_text()
    assert page.all(f".pt-attention a[href='/walikota/aduan/{late.reference}']")
    link = next(a for a in page.all("main a") if "Semua angka kelurahan" in a.get_text())
    assert str(link["href"]) == f"/walikota/angka?wilayah={code}&periode=tahun"
