"""Perlu pekerjaan besar: the longer way when a job is too big for today."""

from datetime import date

import pytest

from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from ptmb.models import Staff
from ptmb.web.officer.major import next_working_day
from tests.people import Given
from tests.web.officer.conftest import Browse, address, filled, fresh, last_event, steps_of
from tests.web.officer.test_jobs import give

MAJOR = {"reason": "main_pipe", "safe": "yes", "needs": "ekskavator"}


def test_major_work_tells_the_next_working_day_by_itself(
    given: Given, browse: Browse, officer: Staff
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)

    page = browse(officer).get(address(complaint, "besar"))

    # 10 February 2024 is a Saturday.
    assert page.form(address(complaint, "besar"))["next_update_on"] == "2024-02-12"
    assert "Kabar berikutnya 12 Feb 2024." in page.text


def test_the_preview_follows_the_chosen_day(given: Given, browse: Browse, officer: Staff) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)

    block = browse(officer).get(
        address(complaint, "besar") + "?next_update_on=2024-02-20", htmx=True
    )

    assert block.one("#citizen_text").get_text().count("20 Feb 2024") == 1
    assert block.all("form") == []


def test_major_work_is_stored_once(given: Given, browse: Browse, officer: Staff) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser = browse(officer)
    form = filled(browser, complaint, "besar", **MAJOR)

    for _ in range(2):
        assert browser.post(address(complaint, "besar"), form).location == "/tugas"

    stored = fresh(complaint)
    assert (stored.status, stored.next_update_on) == (Status.FOLLOW_UP, date(2024, 2, 12))
    assert steps_of(complaint).count("escalate") == 1
    assert last_event(complaint).facts["safe"] is True


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"safe": ""}, "Jawab apakah sementara aman."),
        ({"next_update_on": ""}, "Isi tanggal kabar berikutnya."),
        ({"next_update_on": "2024-02-01"}, "Isi tanggal kabar berikutnya, hari ini atau nanti."),
        ({"reason": "lain"}, "Pilih dari daftar."),
    ],
)
def test_what_major_work_lacks_is_said_and_the_rest_is_kept(
    given: Given, browse: Browse, officer: Staff, typed: dict[str, str], sentence: str
) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser = browse(officer)
    form = filled(browser, complaint, "besar", **{**MAJOR, **typed})

    page = browser.post(address(complaint, "besar"), form, status=422)

    assert sentence in page.text
    assert page.form(address(complaint, "besar"))["needs"] == "ekskavator"


def test_a_lost_job_keeps_nothing_of_mine(given: Given, browse: Browse, officer: Staff) -> None:
    complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    browser = browse(officer)
    form = filled(browser, complaint, "besar", **MAJOR)
    give(complaint, given.staff(Role.OFFICER), "the-desk-decides-anew")

    page = browser.post(address(complaint, "besar"), form, status=409)

    assert "Dialihkan ke petugas lain" in page.text
    assert "escalate" not in steps_of(complaint)


@pytest.mark.parametrize(
    ("today", "wanted"),
    [
        (date(2024, 2, 8), date(2024, 2, 9)),
        (date(2024, 2, 9), date(2024, 2, 12)),
        (date(2024, 2, 10), date(2024, 2, 12)),
        (date(2024, 2, 11), date(2024, 2, 12)),
    ],
)
def test_a_working_day_is_never_at_the_weekend(today: date, wanted: date) -> None:
    assert next_working_day(today) == wanted
