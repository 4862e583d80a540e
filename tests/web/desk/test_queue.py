from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select

from ptmb.actions import questions, reporting, triage
from ptmb.adapters import clock
from ptmb.domain.audit import AuditDeed
from ptmb.domain.choices import StillWrong, WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.questions import About
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db
from ptmb.models import AuditEntry
from ptmb.web.desk import queue
from tests.browsing import Browser
from tests.conftest import Statements
from tests.people import Given

Browse = Callable[..., Browser]
Counting = Callable[[], AbstractContextManager[Statements]]


@pytest.fixture
def operator(given: Given, browse: Browse) -> Browser:
    return browse(given.staff(Role.OPERATOR))


def _codes(page: object) -> list[str]:
    return [tag["href"].split("/meja/")[1].split("?")[0] for tag in page.all(".pt-q-link")]  # type: ignore[attr-defined]  # a Page


def test_the_most_pressing_complaint_is_the_first_row(given: Given, operator: Browser) -> None:
    calm = given.complaint(at=clock.now() - timedelta(hours=1))
    late = given.complaint(at=clock.now() - timedelta(hours=30))

    page = operator.get("/meja")

    assert _codes(page) == [late.reference, calm.reference]
    assert "Lewat" in page.all(".pt-q")[0].get_text()
    assert "6 jam" in page.all(".pt-q")[0].get_text()
    assert "Gunung Sari Ilir · Web" in page.text


def test_what_came_back_twice_says_so_in_its_row(given: Given, operator: Browser) -> None:
    complaint = given.complaint(Status.RESOLVED)
    reporter, desk = (Actor(role) for role in (Role.REPORTER, Role.OPERATOR))
    for turn in ("first", "second"):
        if turn == "second":
            deed = Deed(desk, clock.now(), "settled-by-the-desk")
            triage.resolve_at_desk(complaint.id, WorkDone.OTHER, Cause.TECHNICAL, "Sudah", deed)
        again = Deed(reporter, clock.now(), f"still-wrong-{turn}")
        reporting.reopen(complaint.id, again, StillWrong.DRY, "masih mati")

    row = operator.get("/meja").all(".pt-q")[0].get_text()

    assert "dibuka lagi 2×" in row


def test_the_title_and_the_tabs_say_how_many_wait(given: Given, operator: Browser) -> None:
    given.complaint()
    given.complaint()
    given.complaint(Status.ASSIGNED)

    page = operator.get("/meja")

    assert page.one("title").get_text(strip=True).startswith("(2) Meja")
    assert "Perlu ditindak 2" in page.text
    assert "Berjalan 1" in page.text
    assert page.one(".pt-lanes [aria-current]").get_text(strip=True) == "Perlu ditindak 2"


def test_an_empty_queue_says_so(operator: Browser) -> None:
    assert "Tidak ada yang perlu ditindak." in operator.get("/meja").text


def test_a_page_of_the_queue_takes_five_queries_however_long_it_is(
    given: Given, operator: Browser, counting: Counting
) -> None:
    for _ in range(3):
        given.complaint()
    operator.get("/meja")

    with counting() as statements:
        operator.get("/meja")

    assert statements.count <= 5, statements.texts


def test_an_unchanged_poll_is_one_look_beyond_the_session(
    given: Given, operator: Browser, counting: Counting
) -> None:
    given.complaint()
    tag = operator.get("/meja").one("#queue")["hx-ptag"]

    with counting() as statements:
        page = operator.get("/meja", status=304, htmx=True, headers={"HX-PTag": tag})

    assert page.html == ""
    assert statements.count == 2, statements.texts


def test_a_new_complaint_changes_the_poll(given: Given, operator: Browser) -> None:
    given.complaint()
    tag = operator.get("/meja").one("#queue")["hx-ptag"]
    new = given.complaint()

    page = operator.get("/meja", htmx=True, headers={"HX-PTag": tag})

    assert new.reference in page.html
    assert "<html" not in page.html
    assert "Baru 2" in page.one("#angka").get_text(" ", strip=True)
    assert page.one("#lajur")["hx-swap-oob"] == "true"


def test_a_question_of_the_mayor_changes_the_poll(given: Given, operator: Browser) -> None:
    tag = operator.get("/meja").one("#queue")["hx-ptag"]
    asker = given.staff(Role.MAYOR).actor()
    questions.ask("Mengapa lama?", About(), asker, clock.now(), "a-question-of-its-own")

    page = operator.get("/meja", htmx=True, headers={"HX-PTag": tag})

    assert "1" in page.one("#tanya-menunggu").get_text()


def test_a_long_queue_goes_on_on_the_next_page(
    given: Given, operator: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "PAGE", 2)
    made = [given.complaint(at=clock.now() - timedelta(hours=n)) for n in (4, 3, 2)]
    first = operator.get("/meja?saluran=web")

    second = operator.get(str(first.one("[rel=next]")["href"]))

    assert _codes(first) == [one.reference for one in made[:2]]
    assert _codes(second) == [made[2].reference]
    assert not second.all("[rel=next]")


def test_filters_stay_in_the_address_and_can_be_taken_off(given: Given, operator: Browser) -> None:
    leak = given.complaint(category="LEAK")
    given.complaint(category="NOFLOW")
    category = given.category("LEAK").id

    page = operator.get(f"/meja?kategori={category}&saluran=web")

    assert _codes(page) == [leak.reference]
    assert [chip.get_text(" ", strip=True) for chip in page.all(".pt-chips a")] == [
        "Pipa bocor di jalan",
        "Web",
    ]
    assert page.all(".pt-chips a")[0]["href"] == "/meja?saluran=web"
    assert f"kategori={category}" in str(page.one("#queue")["hx-get"])
    assert f"kategori={category}" in str(page.one(".pt-q-link")["href"])


def test_a_broken_address_shows_the_usual_queue(given: Given, operator: Browser) -> None:
    one = given.complaint()

    page = operator.get("/meja?lajur=apa&wilayah=x&urgensi=%00&setelah=kemarin~1&saluran=surat")

    assert _codes(page) == [one.reference]


def test_the_filter_form_remembers_what_was_chosen(given: Given, operator: Browser) -> None:
    area = given.area("Damai")

    page = operator.get(f"/meja/saring?wilayah={area.id}&lewat=1")

    assert page.one("#saring-wilayah [selected]").get_text(strip=True) == "Damai"
    assert page.one("#saring-lewat").has_attr("checked")


def test_a_whole_code_in_the_search_box_opens_the_complaint(
    given: Given, operator: Browser
) -> None:
    one = given.complaint(Status.REJECTED)

    page = operator.get(f"/meja?cari={one.reference.lower()}", status=303)

    assert page.location == f"/meja/{one.reference}"


def test_a_search_by_number_is_written_down_without_the_number(
    given: Given, operator: Browser
) -> None:
    one = given.complaint(phone="+6281234567890")

    page = operator.get("/meja?cari=0812-3456-7890")

    assert _codes(page) == [one.reference]
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.deed == AuditDeed.PHONE_SEARCHED)
    ).one()
    assert "3456" not in entry.subject + entry.detail


def test_part_of_a_number_finds_nothing(given: Given, operator: Browser) -> None:
    given.complaint(phone="+6281234567890")

    assert _codes(operator.get("/meja?cari=08123456")) == []


def test_the_queue_shows_no_name_and_no_number(given: Given, operator: Browser) -> None:
    given.complaint(phone="+6281234567890", reporter_name="Pelapor Tujuh")

    page = operator.get("/meja")

    assert "3456" not in page.html
    assert "Pelapor Tujuh" not in page.html


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MAYOR, Role.MANAGER, Role.ADMIN])
def test_the_desk_is_for_operators_and_supervisors(
    given: Given, browse: Browse, role: Role
) -> None:
    browse(given.staff(role)).get("/meja", status=403)


def test_a_visitor_is_asked_to_log_in(browse: Browse) -> None:
    assert "/masuk" in browse().get("/meja", status=303).location


def test_hostile_words_in_a_complaint_stay_words(given: Given, operator: Browser) -> None:
    given.complaint(landmark="<script>alert(1)</script>", description='"><img src=x>')

    page = operator.get("/meja?cari=%3Cscript%3E")

    assert "<script>alert" not in page.html


def test_the_map_of_the_areas_is_sent_once(operator: Browser) -> None:
    first = operator.get("/meja/peta.json")
    etag = first.response.headers["ETag"]

    again = operator.get("/meja/peta.json", status=304, headers={"If-None-Match": etag})

    features = first.response.get_json(force=True)["features"]
    assert len(features) == 34
    assert first.response.headers["Cache-Control"].startswith("private")
    assert again.response.data == b""


def test_the_map_says_that_its_boundaries_are_estimates(operator: Browser) -> None:
    assert "batas perkiraan" in operator.get("/meja").one(".pt-legend").get_text()


def test_the_crews_on_duty_show_what_they_do(given: Given, operator: Browser) -> None:
    crew = given.crew("Tim Tengah")
    officer = given.staff(Role.OFFICER, crew_id=crew.id, areas=("Gunung Sari Ilir",))
    given.complaint(Status.IN_PROGRESS, officer=officer)
    given.crew("Tim Barat")

    page = operator.get("/meja/tim")

    rows = [row.get_text(" ", strip=True) for row in page.all("tbody tr")]
    assert rows == [
        "Tim Barat Tidak bertugas 0 tugas",
        "Tim Tengah Di lokasi, Gunung Sari Ilir 1 tugas",
    ]
