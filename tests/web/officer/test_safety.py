"""Area tidak aman: two taps hold the work, every desk sees it, and the operator is one tap away."""

import pytest

from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from ptmb.models import Complaint, Staff
from tests.browsing import Browser
from tests.people import Given
from tests.web.officer.conftest import Browse, address, last_event, steps_of


@pytest.fixture
def job(given: Given, officer: Staff) -> Complaint:
    complaint: Complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    return complaint


def hold(phone: Browser, job: Complaint) -> dict[str, str]:
    """Electricity, with words."""
    form = phone.get(address(job, "tahan")).form(address(job, "tahan"))
    form = {**form, "reason": "electricity", "note": "Kabel putus"}
    assert phone.post(address(job, "tahan"), form).location == address(job)
    return form


def test_two_taps_hold_the_work_once_and_the_operator_is_one_tap_away(
    job: Complaint, browse: Browse, officer: Staff
) -> None:
    phone = browse(officer)
    assert phone.get(address(job)).one(f"a[href='{address(job, 'tahan')}']")
    form = hold(phone, job)
    phone.post(address(job, "tahan"), form)
    assert steps_of(job).count("hold") == 1
    page = phone.get(address(job))
    assert page.one("main > section a.btn-primary[href^='tel:']")["href"] == "tel:0542878991"
    assert "btn-line" in page.one("button[form=langkah].btn-line")["class"], "the step stays"


def test_a_danger_without_a_name_needs_words(
    job: Complaint, browse: Browse, officer: Staff
) -> None:
    phone = browse(officer)
    form = phone.get(address(job, "tahan")).form(address(job, "tahan"))
    form.pop("reason", None)
    assert "Pilih bahayanya." in phone.post(address(job, "tahan"), form, status=422).text
    silent = phone.post(address(job, "tahan"), {**form, "reason": "other"}, status=422)
    assert "Tulis bahayanya." in silent.text


def test_every_desk_reads_it_above_the_queue(
    given: Given, job: Complaint, browse: Browse, officer: Staff
) -> None:
    hold(browse(officer), job)
    desk = browse(given.staff(Role.OPERATOR))
    queue = desk.get("/meja?lajur=berjalan", htmx=True)
    assert f"Area tidak aman: {job.reference}" in " ".join(queue.one("#tidak-aman").text.split())
    assert "Bahaya listrik" in queue.one("#tidak-aman").text
    assert job.reference in str(queue.one("#queue")["data-announce"])
    assert "Area tidak aman" in queue.one(f"#a{job.id}").text, "the red chip"


def test_the_desk_says_that_it_is_safe_and_the_officer_reads_so(
    given: Given, job: Complaint, browse: Browse, officer: Staff
) -> None:
    phone, desk = browse(officer), browse(given.staff(Role.OPERATOR))
    hold(phone, job)
    panel = desk.get(f"/meja/{job.reference}")
    assert "Bahaya listrik · Kabel putus" in panel.text
    release = panel.form(f"/meja/{job.reference}/aman")
    desk.post(f"/meja/{job.reference}/aman", release)
    assert last_event(job).step == "release"
    late = desk.post(f"/meja/{job.reference}/aman", {**release, "key": "k" * 32}, status=409)
    assert "Aduan ini sudah berubah." in late.text
    page = phone.get(address(job))
    assert not page.all("main > section a.btn-primary[href^='tel:']")
    assert "Area aman, pekerjaan dilanjutkan" in page.text


def test_another_officers_job_cannot_be_held(given: Given, browse: Browse, officer: Staff) -> None:
    theirs = given.complaint(Status.IN_PROGRESS, officer=given.staff(Role.OFFICER))
    form = {"key": "k" * 32, "seen": "4", "reason": "ground"}
    browse(officer).post(address(theirs, "tahan"), form, status=404)
