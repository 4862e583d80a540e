"""The desk answers the mayor and the managers: what waits first, once each, told at a glance."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from ptmb.actions import questions
from ptmb.adapters import clock
from ptmb.domain.questions import ANSWERERS, About
from ptmb.domain.roles import STAFF_ROLES, Role
from ptmb.models import Question
from ptmb.queries import questions as asked
from ptmb.queries.questions import waiting_count
from ptmb.web.desk import questions as pages
from tests.browsing import Browser
from tests.conftest import Statements
from tests.people import Given

Browse = Callable[..., Browser]
Counting = Callable[[], AbstractContextManager[Statements]]
PAGE = "/meja/pertanyaan"


@pytest.fixture
def operator(given: Given, browse: Browse) -> Browser:
    return browse(given.staff(Role.OPERATOR))


class Mayor:
    """Asks one question after another."""

    def __init__(self, given: Given) -> None:
        self.given, self.staff, self.number = given, given.staff(Role.MAYOR), 0

    def asks(self, text: str = "Kapan mengalir?", about: About | None = None) -> Question:
        self.number += 1
        key = f"question-number-{self.number:04d}"
        return questions.ask(text, about or About(), self.staff.actor(), clock.now(), key)

    def answered(self, text: str, answer: str = "Malam ini.") -> Question:
        by = self.given.staff(Role.SUPERVISOR).actor()
        return questions.answer(self.asks(text).id, answer, by, clock.now())


@pytest.fixture
def mayor(given: Given) -> Mayor:
    return Mayor(given)


def address(question: Question) -> str:
    return f"{PAGE}/{question.id}"


def test_what_waits_stands_first_oldest_first_and_the_answered_below(
    operator: Browser, mayor: Mayor, given: Given
) -> None:
    mayor.answered("Dijawab satu?")
    complaint = given.complaint()
    mayor.asks("Menunggu satu?", About(complaint.id))
    mayor.answered("Dijawab dua?")
    mayor.asks("Menunggu dua?", About(area_id=given.area().id))
    page = operator.get(PAGE)
    texts = [one.get_text() for one in page.all("article .fw-semibold")]
    assert texts == ["Menunggu satu?", "Menunggu dua?", "Dijawab dua?", "Dijawab satu?"]
    links = [str(one["href"]) for one in page.all("article .pt-meta a")]
    area = f"/meja?lajur=semua&wilayah={given.area().id}"
    assert links == [f"/meja/{complaint.reference}", area, "/meja?lajur=semua", "/meja?lajur=semua"]
    for link in links:
        operator.get(link)
    assert f"{mayor.staff.name} (Wali Kota)" in page.text
    assert "Dijawab pengawas, 14.32" in page.text
    assert len(page.all("button.btn-primary")) == 1
    assert [one.has_attr("open") for one in page.all("article details")] == [True, False]


def test_an_answer_ends_the_waiting_and_is_told_at_the_top(operator: Browser, mayor: Mayor) -> None:
    question = mayor.asks()
    page = operator.get(PAGE)
    form = {**page.form(address(question)), "words": "Nanti\r\nmalam."}
    assert operator.post(address(question), form).location == PAGE
    page = operator.get(PAGE)
    assert "Jawaban terkirim." in page.one(".pt-flash").get_text()
    assert not page.all("article form")
    assert "Nanti\nmalam." in page.one("article").get_text()
    operator.post(address(question), form)
    assert waiting_count() == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("  ", "Tulis jawabannya."), ("a" * 2001, "Tulis paling banyak 2.000 huruf.")],
)
def test_what_was_typed_stays_when_it_is_refused(
    operator: Browser, mayor: Mayor, words: str, sentence: str
) -> None:
    question = mayor.asks()
    mayor.asks("Lain?")
    page = operator.post(address(question), {"words": words}, status=422)
    assert sentence in page.one("[data-error-summary]").get_text()
    typed = page.one("article textarea")
    assert typed.get_text().strip() == words.strip()
    assert page.one("[data-error-summary] a")["href"] == f"#{typed['id']}"
    assert waiting_count() == 2


def test_the_second_who_answers_is_told_and_loses_no_word(operator: Browser, mayor: Mayor) -> None:
    question = mayor.answered("Kapan?", "Malam ini.")
    page = operator.post(address(question), {"words": "Besok pagi."}, status=409)
    alert = page.one("main [role=alert]").get_text(" ", strip=True)
    assert "Orang lain sudah menjawab." in alert
    assert "Besok pagi." in alert
    assert "Malam ini." in page.one("article").get_text()
    assert "Besok pagi." not in operator.get(PAGE).text


def test_the_rail_counts_what_waits_and_says_nothing_when_nothing_does(
    operator: Browser, mayor: Mayor, given: Given
) -> None:
    complaint = given.complaint()
    paths = ("/meja", PAGE, "/meja/gangguan", f"/meja/{complaint.reference}")
    assert [operator.get(path).all(".pt-waiting") for path in paths] == [[]] * len(paths)
    mayor.asks()
    mayor.asks()
    mayor.answered("Sudah?")
    for path in paths:
        badge = operator.get(path).one(".pt-rail .pt-waiting").get_text(" ")
        assert " ".join(badge.split()) == "2 menunggu jawaban"


def test_the_count_comes_to_an_open_queue_by_itself(operator: Browser, mayor: Mayor) -> None:
    mayor.asks()
    badge = operator.get("/meja", htmx=True).one("#tanya-menunggu")
    assert badge["hx-swap-oob"] == "true"
    assert badge.get_text(" ", strip=True).startswith("1")


def test_the_page_is_marked_in_the_rail(operator: Browser) -> None:
    marked = operator.get(PAGE).all(".pt-rail [aria-current]")
    assert [one.get_text(strip=True) for one in marked] == ["Tanya"]


def test_a_complaint_says_what_was_asked_last_about_it(
    operator: Browser, mayor: Mayor, given: Given
) -> None:
    complaint, other = given.complaint(), given.complaint()
    path = f"/meja/{complaint.reference}"
    assert "bertanya" not in operator.get(path).text
    mayor.asks("Dulu?", About(complaint.id))
    newest = mayor.asks("Kapan petugas datang?", About(complaint.id))
    mayor.asks("Tentang kota?")
    page = operator.get(path)
    assert "Wali Kota bertanya: Kapan petugas datang?" in page.text
    assert "Dulu?" not in page.text
    assert "bertanya" not in operator.get(f"/meja/{other.reference}").text
    link = next(one for one in page.all("a") if "aduan=" in str(one["href"]))
    assert link.get_text(strip=True) == "Jawab"
    about_it = operator.get(str(link["href"]))
    texts = [one.get_text() for one in about_it.all("article .fw-semibold")]
    assert texts == ["Dulu?", "Kapan petugas datang?"]
    operator.post(address(newest), {"words": "Sudah di jalan."})
    assert "Lihat jawaban" in operator.get(path).text


def test_the_line_on_a_complaint_costs_no_query(
    operator: Browser, mayor: Mayor, given: Given, counting: Counting
) -> None:
    complaint = given.complaint()
    path, counts = f"/meja/{complaint.reference}", []
    for _ in range(2):
        operator.get(path, htmx=True)
        with counting() as statements:
            operator.get(path, htmx=True)
        counts.append(statements.count)
        mayor.asks(about=About(complaint.id))
    assert counts[0] == counts[1]


def test_the_page_needs_few_queries_however_much_was_asked(
    operator: Browser, mayor: Mayor, counting: Counting
) -> None:
    for number in range(4):
        mayor.asks(f"Nomor {number}?")
        mayor.answered(f"Lama {number}?")
    operator.get(PAGE)
    with counting() as statements:
        operator.get(PAGE)
    assert statements.count <= 5, statements.texts


def test_a_long_list_goes_on_through_the_waiting_to_the_answered(
    operator: Browser, mayor: Mayor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (asked, pages):
        monkeypatch.setattr(module, "PAGE", 2)
    for number in range(3):
        mayor.asks(f"Tunggu {number}?")
        mayor.answered(f"Jawab {number}?")
    seen, path = [], PAGE
    while path:
        page = operator.get(path)
        seen.append([one.get_text() for one in page.all("article .fw-semibold")])
        more = page.all("a[rel=next]")
        path = str(more[0]["href"]) if more else ""
    assert seen == [
        ["Tunggu 0?", "Tunggu 1?"], ["Tunggu 2?", "Jawab 2?", "Jawab 1?"], ["Jawab 0?"],
    ]  # fmt: skip


def test_nonsense_in_the_address_is_left_out_or_not_found(operator: Browser, mayor: Mayor) -> None:
    mayor.asks()
    assert len(operator.get(f"{PAGE}?setelah=²&sebelum=-1").all("article")) == 1
    for path in (f"{PAGE}?aduan=apa", f"{PAGE}?aduan=PTM-22222-22222"):
        operator.get(path, status=404)
    operator.post(f"{PAGE}/999", {"words": "Ya."}, status=404)


def test_an_empty_list_says_so(operator: Browser) -> None:
    assert "Belum ada pertanyaan dari wali kota atau manajer." in operator.get(PAGE).text


@pytest.mark.parametrize("role", [one for one in STAFF_ROLES if one not in ANSWERERS])
def test_others_do_not_answer(given: Given, browse: Browse, mayor: Mayor, role: Role) -> None:
    question, browser = mayor.asks(), browse(given.staff(role))
    browser.get(PAGE, status=403)
    browser.post(address(question), {"words": "Ya."}, status=403)
    assert waiting_count() == 1


def test_an_administrator_answers_with_links_that_open(
    given: Given, browse: Browse, mayor: Mayor
) -> None:
    admin = browse(given.staff(Role.ADMIN))
    question = mayor.asks(about=About(given.complaint().id))
    mayor.asks(about=About(area_id=given.area().id))
    mayor.asks()
    page = admin.get(PAGE)
    links = [str(one["href"]) for one in page.all("article .pt-meta a, .pt-rail a")]
    for link in links:
        admin.get(link)
    admin.post(address(question), {"words": "Sudah."})
    assert waiting_count() == 2
