"""The page of one complaint, for its reporter and for whoever has the code."""

import pytest

from ptmb.actions import triage
from ptmb.adapters import clock
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db
from ptmb.models import Complaint
from tests.people import Given
from tests.web.public.conftest import Browse, Counting


def path_of(complaint: Complaint) -> str:
    return f"/t/{complaint.reference}"


def test_a_code_alone_shows_nothing_personal(browse: Browse, given: Given) -> None:
    complaint = given.complaint(
        Status.IN_PROGRESS,
        reporter_name="Pelapor Tujuh",
        phone="+6281234567890",
        description="Di depan rumah saya",
        landmark="pagar hijau nomor 9",
        officer=given.staff(Role.OFFICER, name="Petugas Rahasia"),
    )

    page = browse().get(path_of(complaint))

    assert "Air tidak mengalir · Gunung Sari Ilir" in page.text
    for secret in ("Pelapor Tujuh", "6789", "Di depan", "pagar hijau", "-1.26", "Petugas Rahasia"):
        assert secret not in page.html


def test_the_status_says_since_when(browse: Browse, given: Given) -> None:
    page = browse().get(path_of(given.complaint(Status.IN_PROGRESS)))

    card = page.one(".pt-now").get_text(" ", strip=True)
    assert "Sedang dikerjakan Petugas di lokasi sejak 12.35." in card
    assert "Target selesai besok 12.32" in card


def test_the_timeline_tells_the_story_newest_first(browse: Browse, given: Given) -> None:
    page = browse().get(path_of(given.complaint(Status.RESOLVED)))

    lines = [line.get_text(" ", strip=True) for line in page.all(".pt-line > li")]
    assert [line.split(" ", 1)[1] for line in lines] == [
        "Selesai dikerjakan Katup dibuka atau diatur",
        "Petugas tiba di lokasi",
        "Petugas menuju lokasi",
        "Petugas ditunjuk",
        "Laporan diterima",
    ]


def test_major_work_says_why_and_when_there_is_news(browse: Browse, given: Given) -> None:
    page = browse().get(path_of(given.complaint(Status.FOLLOW_UP)))

    assert "Kabar berikutnya paling lambat Minggu, 11 Feb." in page.one(".pt-now").get_text()
    assert "Pipa induk harus diperbaiki" in page.one(".pt-line").get_text()
    assert "ekskavator" not in page.text


def test_a_refusal_says_why_and_whom_to_ask(browse: Browse, given: Given) -> None:
    page = browse().get(path_of(given.complaint(Status.REJECTED)))

    story = " ".join(page.one(".pt-line").get_text(" ").split())
    assert "Bukan wewenang PTMB Silakan hubungi PLN." in story


def test_a_note_of_the_house_stays_in_the_house(
    browse: Browse, known_browser: Browse, given: Given
) -> None:
    complaint = given.complaint()
    deed = Deed(Actor(Role.OPERATOR), clock.now(), "a-note-of-the-house-1")
    triage.note(complaint.id, "Pelapor marah-marah", deed)

    for browser in (browse(), known_browser(complaint)):
        page = browser.get(path_of(complaint))
        assert "marah" not in page.html
        assert "Keterangan ditambahkan" not in page.text


def test_a_question_is_read_only_by_whom_it_is_for(
    browse: Browse, known_browser: Browse, given: Given
) -> None:
    complaint = given.complaint(Status.NEED_INFO)

    assert "Rumah sebelah mana?" not in browse().get(path_of(complaint)).text
    own = known_browser(complaint).get(path_of(complaint))
    assert "Rumah sebelah mana?" in own.text
    assert "Jawab operator" in own.text


@pytest.mark.parametrize("typed", ["{0}", "ptm-{1}", "{1}", " {2} "])
def test_the_search_takes_a_code_as_people_write_it(
    browse: Browse, given: Given, typed: str
) -> None:
    reference = given.complaint().reference
    bare = reference.removeprefix("PTM-")
    text = typed.format(reference, bare.lower(), bare.replace("-", " "))

    page = browse().get("/lacak", query_string={"kode": text}, status=303)

    assert page.location == f"/t/{reference}"


@pytest.mark.parametrize("typed", ["PTM-22222-22222", "halo", "0812345", "'; --", "\x00"])
def test_an_unknown_code_gets_one_sentence_and_stays_typed(browse: Browse, typed: str) -> None:
    page = browse().get("/lacak", query_string={"kode": f"{typed} x"}, status=404)

    assert "Kode tidak ditemukan. Periksa lagi, tanpa spasi pun boleh." in page.text


def test_a_wrong_address_offers_the_search(browse: Browse) -> None:
    page = browse().get("/t/PTM-AAAAA-AAAAA", status=404)

    assert page.form("/lacak")["kode"] == "PTM-AAAAA-AAAAA"


def test_a_merged_complaint_leads_to_the_one_that_goes_on(browse: Browse, given: Given) -> None:
    complaint = given.complaint(Status.MERGED)
    target = db.session.get_one(Complaint, complaint.merged_into_id)

    page = browse().get(path_of(complaint))

    assert page.one(".pt-now a")["href"] == path_of(target)


def test_an_unchanged_page_answers_a_poll_with_nothing(
    browse: Browse, given: Given, counting: Counting
) -> None:
    complaint, browser = given.complaint(), browse()
    tag = browser.get(path_of(complaint)).response.headers["HX-PTag"]

    with counting() as statements:
        poll = browser.get(path_of(complaint), status=304, htmx=True, headers={"HX-PTag": tag})

    assert poll.html == ""
    assert statements.count <= 2


def test_news_come_with_the_next_poll_as_one_block(browse: Browse, given: Given) -> None:
    complaint, browser = given.complaint(), browse()
    tag = browser.get(path_of(complaint)).response.headers["HX-PTag"]
    deed = Deed(Actor(Role.OPERATOR), clock.now(), "a-question-asked-01")
    triage.ask(complaint.id, "Rumah mana?", deed)

    poll = browser.get(path_of(complaint), htmx=True, headers={"HX-PTag": tag})

    assert "Menunggu jawaban Anda" in poll.text
    assert poll.one("#perkembangan")["hx-get"] == path_of(complaint)
    assert not poll.all("h1")


@pytest.mark.parametrize(
    "status", [Status.CLOSED, Status.MERGED, Status.REJECTED, Status.WITHDRAWN]
)
def test_a_final_page_asks_no_more(browse: Browse, given: Given, status: Status) -> None:
    complaint, browser = given.complaint(status), browse()

    assert not browser.get(path_of(complaint)).all("[hx-get]")
    poll = browser.get(path_of(complaint), htmx=True)
    assert poll.response.headers["HX-Reswap"] == "outerHTML"


@pytest.mark.parametrize("status", [one for one in Status if one is not Status.GROUPED])
def test_every_status_has_a_page(
    browse: Browse, known_browser: Browse, given: Given, status: Status
) -> None:
    complaint = given.complaint(status)

    for browser in (browse(), known_browser(complaint)):
        assert len(browser.get(path_of(complaint)).all(".pt-now")) == 1


def test_the_page_asks_few_things_of_the_database(
    known_browser: Browse, given: Given, counting: Counting
) -> None:
    complaint = given.complaint(Status.RESOLVED)
    browser = known_browser(complaint)

    with counting() as statements:
        browser.get(path_of(complaint))

    assert statements.count <= 8
