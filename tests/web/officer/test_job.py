"""One job: what it shows, to whom, and what it costs."""

from sqlalchemy import select

from ptmb.domain.audit import AuditDeed
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import AuditEntry, Complaint, Staff
from tests.people import Given
from tests.web.officer.conftest import Browse, Counting, address, filled
from tests.web.officer.test_jobs import give

PHONE = "+6281234567890"


def looks_at(complaint: Complaint) -> int:
    entries = select(AuditEntry).where(
        AuditEntry.deed == AuditDeed.PHONE_VIEWED.value, AuditEntry.subject == complaint.reference
    )
    return len(db.session.scalars(entries).all())


def test_the_number_is_shown_to_its_officer_and_the_look_is_written_down(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer, phone=PHONE)

    page = browse(officer).get(address(complaint))

    assert page.one(f"a[href='tel:{PHONE}']")
    assert looks_at(complaint) == 1


def test_a_finished_job_shows_no_number_any_more(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.RESOLVED, officer=officer, phone=PHONE)

    page = browse(officer).get(address(complaint))

    assert "1234567890" not in page.html
    assert "Selesai dikerjakan" in page.text
    assert looks_at(complaint) == 0


def test_another_officers_job_does_not_exist_for_me(
    given: Given, browse: Browse, officer: Staff
) -> None:
    theirs = given.complaint(
        Status.ASSIGNED, officer=given.staff(Role.OFFICER), area="Sepinggan", phone=PHONE
    )
    browser = browse(officer)

    for step in ("", "telepon", "kabar", "besar", "kembalikan", "catat"):
        browser.get(address(theirs, step), status=404)
    for step in ("ambil", "berangkat", "tiba", "selesai", "besar", "kembalikan", "catat"):
        browser.post(address(theirs, step), {"key": "x" * 32, "seen": "2"}, status=404)


def test_a_colleagues_job_in_my_own_area_does_not_exist_either(
    given: Given, browse: Browse, officer: Staff
) -> None:
    theirs = given.complaint(Status.ASSIGNED, officer=given.staff(Role.OFFICER))

    browse(officer).get(address(theirs), status=404)


def test_a_job_nobody_has_hides_where_exactly_and_who(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(phone=PHONE, landmark="pagar hijau", reporter_name="Pelapor 7")

    page = browse(officer).get(address(complaint))

    assert page.one(".btn-primary").get_text(strip=True) == "Ambil tugas ini"
    for secret in ("1234567890", "pagar hijau", "Pelapor 7", str(complaint.latitude)):
        assert secret not in page.html


def test_a_job_that_was_mine_says_what_became_of_it(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer)
    give(complaint, given.staff(Role.OFFICER), "the-desk-decides-anew")

    assert "Dialihkan ke petugas lain" in browse(officer).get(address(complaint)).text


def test_a_code_that_cannot_be_one_names_nothing(browse: Browse, officer: Staff) -> None:
    browse(officer).get("/tugas/PTM-XXXXX-00000", status=404)


def test_the_page_needs_at_most_eight_statements(
    given: Given, browse: Browse, officer: Staff, counting: Counting
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer, phone=PHONE)
    browser = browse(officer)
    browser.get("/tugas")  # the catalogue is in memory from the first page on

    for _ in range(2):  # the first look is also written down
        with counting() as statements:
            browser.get(address(complaint))
        assert statements.count <= 8, statements.texts


def test_an_open_page_is_told_that_the_job_changed(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer)
    browser = browse(officer)
    news = browser.get(address(complaint)).one("#kabar")
    poll, tag = str(news["hx-get"]), str(news["hx-ptag"])
    browser.get(poll, status=304, htmx=True, headers={"HX-PTag": tag})

    give(complaint, given.staff(Role.OFFICER), "the-desk-decides-anew")

    told = browser.get(poll, htmx=True, headers={"HX-PTag": tag})
    assert "Tugas ini berubah, lihat" in told.text


def test_every_form_is_ready_to_be_sent_later(given: Given, browse: Browse, officer: Staff) -> None:
    complaint = given.complaint(Status.ASSIGNED, officer=officer)

    form = filled(browse(officer), complaint, "berangkat")

    assert len(form["key"]) == 32
    assert form["seen"] == str(complaint.version)
    assert form["client_at"] == ""
