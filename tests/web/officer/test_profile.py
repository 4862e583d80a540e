"""Saya: duty, areas, crew, the look."""

from ptmb.extensions import db
from ptmb.models import AuditEntry, Staff
from tests.people import Given
from tests.web.officer.conftest import Browse


def test_duty_ends_and_begins_with_one_tap(browse: Browse, officer: Staff) -> None:
    browser = browse(officer)
    assert "Anda sedang bertugas" in browser.get("/tugas/saya").text

    browser.post("/tugas/saya/bertugas", {"bertugas": "tidak"})
    assert "Anda tidak bertugas" in browser.get("/tugas/saya").text

    browser.post("/tugas/saya/bertugas", {"bertugas": "ya"})
    assert "Anda sedang bertugas" in browser.get("/tugas/saya").text
    assert db.session.query(AuditEntry).filter_by(deed="duty_changed").count() == 2


def test_the_page_names_areas_and_crew(given: Given, browse: Browse, officer: Staff) -> None:
    officer.crew_id = given.crew("Tim Tengah").id
    db.session.commit()

    page = browse(officer).get("/tugas/saya")

    assert "Gunung Sari Ilir" in page.text
    assert "Tim Tengah" in page.text


def test_the_dark_look_is_kept_in_this_browser(browse: Browse, officer: Staff) -> None:
    browser = browse(officer)
    assert browser.get("/tugas").one("html")["data-bs-theme"] == "light"

    browser.post("/tugas/saya/tampilan", {"tema": "dark"})

    assert browser.get("/tugas").one("html")["data-bs-theme"] == "dark"


def test_nonsense_is_refused(browse: Browse, officer: Staff) -> None:
    browser = browse(officer)

    browser.post("/tugas/saya/tampilan", {"tema": "pelangi"}, status=400)
    browser.post("/tugas/saya/bertugas", {"bertugas": "mungkin"}, status=400)
