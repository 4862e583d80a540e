"""The summary is rendered once for all readers, and holds nothing of any of them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from ptmb.adapters import clock
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from tests.browsing import Browser
from tests.conftest import NOW, Statements
from tests.people import Given

Browse = Callable[..., Browser]
Counting = Callable[[], AbstractContextManager[Statements]]


def test_a_second_reader_is_shown_the_same_figures_and_their_own_name(
    given: Given, browse: Browse
) -> None:
    given.complaint(Status.RECEIVED)
    first = browse(given.staff(Role.MAYOR, name="Pembaca Pertama"))
    second = browse(given.staff(Role.MAYOR, name="Pembaca Kedua"))
    shown = first.get("/walikota"), second.get("/walikota")
    blocks = [str(page.one("#summary").decode_contents()) for page in shown]
    assert blocks[0] == blocks[1]
    assert "Pembaca Pertama" not in shown[1].html
    for block in blocks:
        assert "Pembaca" not in block
        assert "csrf" not in block


def test_a_kept_summary_costs_no_figure_again(
    given: Given, browse: Browse, counting: Counting
) -> None:
    mayor = browse(given.staff(Role.MAYOR))
    mayor.get("/walikota")
    with counting() as statements:
        mayor.get("/walikota")
    assert statements.count <= 4, statements.texts
    assert not any("tally" in text for text in statements.texts)


def test_two_languages_keep_a_summary_each(
    given: Given, browse: Browse, counting: Counting
) -> None:
    mayor, english = browse(given.staff(Role.MAYOR)), browse(given.staff(Role.MAYOR))
    english.client.set_cookie("bahasa", "en")
    mayor.get("/walikota")
    assert "Why?" in english.get("/walikota").text
    with counting() as statements:
        assert "Why?" not in mayor.get("/walikota").text
    assert not any("tally" in text for text in statements.texts)


def test_making_it_anew_takes_a_fixed_number_of_statements(
    given: Given, browse: Browse, counting: Counting
) -> None:
    for days in range(12):
        given.complaint(Status.CLOSED, at=NOW - timedelta(days=days))
        given.complaint(Status.RECEIVED, at=NOW - timedelta(days=days))
    mayor = browse(given.staff(Role.MAYOR))
    mayor.get("/walikota?periode=tahun")
    with counting() as statements:
        mayor.get("/walikota")
    assert statements.count <= 17, statements.texts


def test_a_new_complaint_a_new_language_and_time_itself_make_it_anew(
    given: Given, browse: Browse
) -> None:
    mayor = browse(given.staff(Role.MAYOR))

    def numbers() -> list[str]:
        return [tag.get_text() for tag in mayor.get("/walikota").all(".pt-numbers .pt-num")]

    assert numbers() == ["0", "0", "0", "0"]
    given.complaint(Status.RECEIVED, at=NOW - timedelta(hours=23))
    assert numbers() == ["1", "0", "1", "0"]
    clock.pin(NOW + timedelta(hours=2))
    assert numbers()[3] == "1"
    mayor.client.set_cookie("bahasa", "en")
    assert "Why?" in mayor.get("/walikota").text


def test_managers_and_the_mayor_do_not_share_a_block(given: Given, browse: Browse) -> None:
    manager, mayor = browse(given.staff(Role.MANAGER)), browse(given.staff(Role.MAYOR))
    assert manager.get("/walikota").all("a[href='/walikota/beban']")
    assert mayor.get("/walikota").all("a[href='/walikota/beban']") == []
