"""The supervisor's list of finished work: why, with what proof, and what becomes of it."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from ptmb.actions import fieldwork, reporting
from ptmb.actions._photos import NewPhoto
from ptmb.actions.fieldwork import Outcome
from ptmb.adapters import clock
from ptmb.domain.choices import StillWrong, WorkDone
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.roles import REPORTER, Actor, Role
from ptmb.extensions import db
from ptmb.models import Complaint, SpotCheck, Staff
from tests.browsing import Browser
from tests.conftest import Statements
from tests.people import Given

Browse = Callable[..., Browser]
Counting = Callable[[], AbstractContextManager[Statements]]
PAGE = "/meja/periksa"


@pytest.fixture
def supervisor(given: Given, browse: Browse) -> Browser:
    return browse(given.staff(Role.SUPERVISOR))


def done(given: Given, officer: Staff, number: int = 1, sha: str = "1" * 64) -> Complaint:
    """Finished 30 m from the point, by a phone whose clock is a quarter of an hour wrong."""
    complaint: Complaint = given.complaint(Status.IN_PROGRESS, officer=officer)
    photo = NewPhoto(
        f"{number:032x}", 1600, 1200, 90_000, sha, f"{number * 977:04x}" * 4,
        distance_m=30.0, client_at=clock.now(), through_page=True,
    )  # fmt: skip
    outcome = Outcome(WorkDone.OTHER, Cause.TECHNICAL, photos=[photo])
    deed = Deed(Actor(Role.OFFICER, officer.id), clock.now(), f"done-{number:012d}", skew_s=900)
    fieldwork.resolve(complaint.id, outcome, deed)
    db.session.refresh(complaint)
    return complaint


def newest() -> SpotCheck:
    db.session.expire_all()
    return db.session.query(SpotCheck).order_by(SpotCheck.id.desc()).limit(1).one()


def verdict(browser: Browser, check: SpotCheck, **typed: str) -> dict[str, str]:
    form = browser.get(PAGE).form(f"{PAGE}/{check.id}")
    form.pop("verdict", None)
    return {**form, **typed}


def test_reasons_pictures_and_the_citizens_answer_stand_together(
    given: Given, supervisor: Browser
) -> None:
    officer = given.staff(Role.OFFICER, name="Petugas 7")
    first = done(given, officer)
    second = done(given, officer, 2)
    page = supervisor.get(PAGE)
    codes = [one.get_text() for one in page.all("article .pt-meta > a")]
    assert codes == [second.reference, first.reference], "newest first"
    newer = page.all("article")[0].get_text(" ", strip=True)
    older = page.all("article")[1].get_text(" ", strip=True)
    assert "Foto yang sama di aduan lain" in newer
    assert f"Foto yang sama: {first.reference}" in " ".join(newer.split()).replace(" : ", ": ")
    assert "Foto yang sama" not in older
    assert "Jam ponsel tidak cocok" in older
    assert "14.32 · 30 m dari titik · lewat kamera halaman" in older
    assert "Menunggu jawaban pelapor" in older
    assert "Petugas 7" in older
    assert len(page.all(".btn-primary")) == 1


def test_the_rail_counts_what_waits_for_supervisors_only(
    given: Given, supervisor: Browser, browse: Browse
) -> None:
    done(given, given.staff(Role.OFFICER))
    for address in ("/meja", "/meja/pertanyaan"):
        link = supervisor.get(address).one(f".pt-rail a[href='{PAGE}']")
        assert link.get_text(" ", strip=True) == "Periksa 1 menunggu diperiksa"
    operator = browse(given.staff(Role.OPERATOR))
    assert not operator.get("/meja").all(f"a[href='{PAGE}']")
    operator.get(PAGE, status=403)


def test_good_is_one_tap_and_twice_the_same(given: Given, supervisor: Browser) -> None:
    done(given, given.staff(Role.OFFICER))
    check = newest()
    form = verdict(supervisor, check, verdict="good")
    for _ in range(2):
        assert supervisor.post(f"{PAGE}/{check.id}", form).location == PAGE
    assert "Tidak ada hasil kerja yang perlu diperiksa." in supervisor.get(PAGE).text
    assert "Hasil kerja baik" in supervisor.get(f"{PAGE}?dinilai=1").text


def test_sent_back_needs_a_reason_and_reaches_the_officer(
    given: Given, supervisor: Browser
) -> None:
    number = done(given, given.staff(Role.OFFICER)).id
    check = newest()
    form = verdict(supervisor, check, verdict="sent_back")
    refused = supervisor.post(f"{PAGE}/{check.id}", form, status=422)
    assert "Tulis apa yang belum beres." in refused.text
    supervisor.post(f"{PAGE}/{check.id}", {**form, "words": "Foto dari tempat lain"})
    db.session.expire_all()
    assert db.session.get_one(Complaint, number).status is Status.IN_PROGRESS
    assert "Foto dari tempat lain" in supervisor.get(f"{PAGE}?dinilai=1").text


def test_the_second_supervisor_is_told_and_keeps_the_words(
    given: Given, supervisor: Browser, browse: Browse
) -> None:
    done(given, given.staff(Role.OFFICER))
    check = newest()
    second = browse(given.staff(Role.SUPERVISOR))
    late = verdict(second, check, verdict="sent_back", words="Masih kotor")
    supervisor.post(f"{PAGE}/{check.id}", verdict(supervisor, check, verdict="good"))
    told = second.post(f"{PAGE}/{check.id}", late, status=409)
    assert "Pilihan Anda tidak disimpan." in told.text
    assert "Masih kotor" in told.text


def test_the_citizens_no_stands_beside_it(given: Given, supervisor: Browser) -> None:
    complaint = done(given, given.staff(Role.OFFICER))
    no = Deed(REPORTER, clock.now(), "the-citizen-says-no")
    reporting.reopen(complaint.id, no, StillWrong.DRY, "")
    page = supervisor.get(PAGE)
    assert "Pelapor: belum beres" in page.text
    check = newest()
    form = verdict(supervisor, check, verdict="sent_back", words="Memang belum")
    supervisor.post(f"{PAGE}/{check.id}", form)
    assert newest().verdict == "sent_back"


def test_a_long_list_goes_on_and_costs_the_same(
    given: Given, supervisor: Browser, counting: Counting
) -> None:
    officer = given.staff(Role.OFFICER)
    for number in range(1, 23):
        done(given, officer, number, f"{number:064x}")
    supervisor.get(PAGE)
    with counting() as statements:
        page = supervisor.get(PAGE)
    assert len(page.all("article")) == 20
    more = str(page.one("a[rel=next]")["href"])
    assert len(supervisor.get(more).all("article")) == 2
    assert statements.count <= 6


def test_what_is_not_there_is_not_found(supervisor: Browser) -> None:
    form = {"key": "k" * 32, "verdict": "good"}
    supervisor.post(f"{PAGE}/999", form, status=404)
