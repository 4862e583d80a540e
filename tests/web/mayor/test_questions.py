""" "Tanyakan ke PTMB" at the mayor's end: the question, its state, its answer."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from ptmb.actions import questions
from ptmb.adapters import clock
from ptmb.domain.questions import ASKERS
from ptmb.domain.roles import STAFF_ROLES, Role
from ptmb.models import Complaint
from ptmb.queries import questions as asked
from ptmb.queries.questions import waiting_questions
from ptmb.web.mayor import questions as pages
from tests.browsing import Browser, Page
from tests.conftest import Statements
from tests.people import Given

Browse = Callable[..., Browser]
Counting = Callable[[], AbstractContextManager[Statements]]
OWN = "/walikota/pertanyaan"
WORDS = "Mengapa belum ada petugas?"


@pytest.fixture
def mayor(given: Given, browse: Browse) -> Browser:
    return browse(given.staff(Role.MAYOR))


@pytest.fixture
def complaint(given: Given) -> Complaint:
    return given.complaint(phone="+6281234567890", reporter_name="Nama Pelapor")


def asks(browser: Browser, home: str, text: str = WORDS, *, status: int = 303) -> Page:
    page = browser.get(home)
    action = str(page.one("#tanya form")["action"])
    return browser.post(action, {**page.form(action), "text": text}, status=status)


def answers(given: Given, text: str = "Petugas di jalan.") -> None:
    (one, *_) = waiting_questions()
    questions.answer(one.id, text, given.staff(Role.OPERATOR).actor(), clock.now())


def test_a_question_about_a_complaint_stands_on_its_page_until_the_desk_answers(
    mayor: Browser, complaint: Complaint, given: Given
) -> None:
    home = f"/walikota/aduan/{complaint.reference}"
    sent = asks(mayor, home)
    assert sent.location == f"{home}#tanya"
    page = mayor.get(home)
    card = page.one("#tanya").get_text(" ", strip=True)
    assert "Pertanyaan terkirim ke PTMB." in card
    assert page.text.count("Pertanyaan terkirim ke PTMB.") == 1, "said once, where it was sent"
    assert WORDS in card
    assert "Menunggu jawaban" in card
    answers(given)
    card = " ".join(mayor.get(home).one("#tanya").get_text(" ").split())
    assert "Dijawab operator, 14.32" in card
    assert "Petugas di jalan." in card
    assert "Menunggu" not in card
    assert "Pertanyaan terkirim" not in card


def test_a_question_about_an_area_stands_on_its_page_alone(mayor: Browser, given: Given) -> None:
    home = f"/walikota/wilayah/{given.area().code}"
    assert asks(mayor, home).location == f"{home}#tanya"
    assert WORDS in mayor.get(home).text
    assert WORDS not in mayor.get(f"/walikota/wilayah/{given.area('Manggar').code}").text


def test_ones_own_questions_stand_together_with_what_they_are_about(
    mayor: Browser, complaint: Complaint, given: Given
) -> None:
    asks(mayor, f"/walikota/aduan/{complaint.reference}", "Satu?")
    asks(mayor, f"/walikota/wilayah/{given.area().code}", "Dua?")
    asks(mayor, OWN, "Tiga?")
    answers(given)
    rows = [" ".join(one.get_text(" ").split()) for one in mayor.get(OWN).all(".pt-rows > li")]
    assert [row.split(" · ")[2].split("? ")[0] for row in rows] == [
        "Seluruh kota Tiga", f"{given.area().name} Dua", f"{complaint.reference} Satu",
    ]  # fmt: skip
    assert [("Menunggu" in row, "Dijawab operator" in row) for row in rows] == [
        (True, False), (True, False), (False, True),
    ]  # fmt: skip


def test_somebody_elses_question_is_read_where_it_was_asked_but_is_not_ones_own(
    mayor: Browser, complaint: Complaint, given: Given, browse: Browse
) -> None:
    home = f"/walikota/aduan/{complaint.reference}"
    asks(browse(given.staff(Role.MANAGER)), home)
    card = mayor.get(home).one("#tanya li").get_text(" ", strip=True)
    assert card.startswith("Manajer ·")
    assert WORDS not in mayor.get(OWN).text


@pytest.mark.parametrize(("text", "sentence"), [
    (" \r\n ", "Tulis pertanyaan Anda."), ("a" * 2001, "Tulis paling banyak 2.000 huruf."),
])  # fmt: skip
def test_what_was_typed_stays_when_it_is_refused(
    mayor: Browser, complaint: Complaint, given: Given, text: str, sentence: str
) -> None:
    homes = (
        OWN,
        f"/walikota/aduan/{complaint.reference}",
        f"/walikota/wilayah/{given.area().code}",
    )
    for home in homes:
        page = asks(mayor, home, text, status=422)
        assert sentence in page.one("[data-error-summary]").get_text()
        assert page.one("#tanya textarea").get_text().strip() == text.strip()
    assert waiting_questions() == []


def test_a_refused_form_can_be_mended_and_sent_from_where_it_came_back(
    mayor: Browser, complaint: Complaint
) -> None:
    home = f"/walikota/aduan/{complaint.reference}"
    page = asks(mayor, home, "", status=422)
    action = str(page.one("#tanya form")["action"])
    assert mayor.get(action).one("#tanya textarea").get_text().strip() == ""
    mended = mayor.post(action, {**page.form(action), "text": WORDS})
    assert mended.location == f"{home}#tanya"


def test_a_form_sent_twice_asks_once_and_one_that_was_changed_asks_whether(
    mayor: Browser, complaint: Complaint
) -> None:
    page = mayor.get(f"/walikota/aduan/{complaint.reference}")
    action = str(page.one("#tanya form")["action"])
    form = page.form(action)
    for _ in range(2):
        mayor.post(action, {**form, "text": WORDS})
    assert len(waiting_questions()) == 1
    again = mayor.post(action, {**form, "text": "Dan besok?"}, status=409)
    assert "Pertanyaan sebelumnya sudah terkirim." in again.text
    assert again.one("#tanya textarea").get_text().strip() == "Dan besok?"
    mayor.post(action, again.form(action))
    assert [one.text for one in waiting_questions()] == [WORDS, "Dan besok?"]


def test_a_form_without_its_key_is_not_taken(mayor: Browser) -> None:
    mayor.post(OWN, {"text": WORDS, "key": "x"}, status=422)
    assert waiting_questions() == []


def test_many_own_questions_are_paged(mayor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (asked, pages):
        monkeypatch.setattr(module, "PAGE", 2)
    for number in range(3):
        asks(mayor, OWN, f"Nomor {number}?")
    first = mayor.get(OWN)
    rest = mayor.get(str(first.one("a[rel=next]")["href"]))
    assert [len(page.all(".pt-rows > li")) for page in (first, rest)] == [2, 1]
    assert rest.all("a[rel=next]") == []
    assert len(mayor.get(f"{OWN}?sebelum=²").all(".pt-rows > li")) == 2


def test_what_is_not_there_cannot_be_asked_about(mayor: Browser) -> None:
    for path in ("aduan/PTM-22222-22222", "aduan/apa", "wilayah/99"):
        mayor.get(f"/walikota/{path}/tanya", status=404)
        mayor.post(f"/walikota/{path}/tanya", {"text": WORDS}, status=404)


@pytest.mark.parametrize("role", [one for one in STAFF_ROLES if one not in ASKERS])
def test_others_do_not_ask(given: Given, browse: Browse, role: Role) -> None:
    browser = browse(given.staff(role))
    browser.get(OWN, status=403)
    browser.post(OWN, {"text": WORDS}, status=403)


@pytest.mark.parametrize("role", ASKERS)
def test_those_who_look_may_ask(given: Given, browse: Browse, role: Role) -> None:
    asks(browse(given.staff(role)), OWN)
    assert [one.asker_role for one in waiting_questions()] == [role]


def test_no_page_of_a_question_shows_the_citizen(mayor: Browser, complaint: Complaint) -> None:
    home = f"/walikota/aduan/{complaint.reference}"
    asks(mayor, home)
    for path in (home, f"{home}/tanya", OWN):
        html = mayor.get(path).html
        assert "81234567890" not in html
        assert "Nama Pelapor" not in html


def test_the_pages_need_few_queries_however_much_was_asked(
    mayor: Browser, complaint: Complaint, given: Given, counting: Counting
) -> None:
    home = f"/walikota/aduan/{complaint.reference}"
    for number in range(4):
        asks(mayor, home, f"Nomor {number}?")
        answers(given, f"Jawaban {number}.")
    for path, most in ((OWN, 3), (f"{home}/tanya", 4)):
        mayor.get(path)
        with counting() as statements:
            mayor.get(path)
        assert statements.count <= most, statements.texts
