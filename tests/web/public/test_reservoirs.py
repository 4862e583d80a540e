"""The raw water for everybody: a line on the first page, and a page of its own."""

from datetime import timedelta

from ptmb.actions import reservoirs
from ptmb.adapters import clock
from ptmb.domain.roles import Actor, Role
from tests.conftest import NOW
from tests.web.levels import fall, put
from tests.web.public.conftest import Browse, Counting


def line(browse: Browse) -> str:
    found = browse().get("/").all("a[href='/waduk']")
    return " ".join(found[0].get_text(" ", strip=True).split()) if found else ""


def test_the_first_page_says_the_level_in_one_line(browse: Browse) -> None:
    assert line(browse) == ""
    fall(8.42)
    assert line(browse) == "Waduk Manggar 8,42 m · Di bawah normal · turun 2,5 cm/hari"


def test_the_line_follows_a_reading_and_its_withdrawal(browse: Browse) -> None:
    fall(8.42)
    assert "8,42 m" in line(browse)
    newer = put(8.40, -0.001)
    clock.pin(NOW + timedelta(minutes=5))
    assert "8,40 m" in line(browse)
    reservoirs.withdraw(newer, Actor(Role.OPERATOR), NOW)
    assert "8,42 m" in line(browse)


def test_old_data_is_called_old(browse: Browse) -> None:
    fall(8.42)
    clock.pin(NOW + timedelta(days=2, hours=1))
    assert line(browse).endswith("· Data 2 hari lalu")
    assert "Data 2 hari lalu" in browse().get("/waduk").text
    clock.pin(NOW + timedelta(days=9))
    page = browse().get("/waduk").text
    assert "Data 9 hari lalu" in page
    assert "cm/hari" not in page
    assert "bila terus begini" not in page


def test_the_first_page_asks_no_more_than_before(browse: Browse, counting: Counting) -> None:
    fall(8.42)
    browse().get("/")
    with counting() as statements:
        page = browse().get("/")
    assert "8,42 m" in page.text
    assert statements.count <= 3, statements.texts


def test_the_page_draws_each_reservoir_with_a_sentence_and_a_table(browse: Browse) -> None:
    fall(8.42)
    put(20.91, 0, "teritip")
    page = browse().get("/waduk")
    assert [one.get_text() for one in page.all("h2")] == ["Waduk Manggar", "Waduk Teritip"]
    for section in page.all("main section"):
        figure = section.select_one("figure")
        assert figure
        assert figure.select_one("svg[role=img][aria-label]")
        assert figure.select("figcaption")
        assert figure.select("tbody tr")
    text = page.one("main section:first-of-type").get_text(" ", strip=True)
    assert "Perkiraan: sekitar 137 hari lagi sampai batas ambil" in text
    assert "Theil-Sen, 7 hari" in text


def test_before_any_reading_it_says_so(browse: Browse) -> None:
    page = browse().get("/waduk")
    assert "Belum ada angka" in page.text
    assert "Belum ada angka dalam 30 hari ini." in page.text


def test_caches_may_keep_it_and_it_needs_few_questions(browse: Browse, counting: Counting) -> None:
    fall(8.42)
    browse().get("/waduk")
    with counting() as statements:
        answer = browse().get("/waduk?hari=365").response
    assert statements.count <= 7, statements.texts
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in answer.headers


def test_nonsense_in_the_address_is_the_month(browse: Browse) -> None:
    for odd in ("", "x", "999999999999", "²"):
        chosen = browse().get(f"/waduk?hari={odd}").one(".pt-level-ranges [aria-current]")
        assert chosen.get_text() == "30 hari"
