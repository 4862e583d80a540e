"""What an officer's phone may keep, what it costs to ask, and what is written down about it."""

from typing import Any

import pytest
from sqlalchemy import select

from ptmb.domain.audit import AuditDeed
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import AuditEntry, Complaint, Staff
from tests.browsing import Browser
from tests.people import Given
from tests.web.officer.conftest import Browse, Counting, address, filled, fresh, picture

KEEPING = {"X-Bekal": "1"}
PHONE = "+6281234567890"


def provisions(browser: Browser, **headers: str) -> Any:
    answer = browser.get("/tugas/bekal", headers=headers).response
    return answer.get_json()


def looks(deed: AuditDeed) -> int:
    entries = select(AuditEntry).where(AuditEntry.deed == deed.value)
    return len(db.session.scalars(entries).all())


class TestTheWorker:
    def test_may_serve_the_list_itself_and_is_asked_for_anew(self, browse: Browse) -> None:
        response = browse().get("/tugas/sw.js").response
        assert response.mimetype == "text/javascript"
        assert response.headers["Service-Worker-Allowed"] == "/tugas"
        assert "no-cache" in response.headers["Cache-Control"]
        assert response.get_data(as_text=True).startswith("importScripts(")

    def test_every_page_of_an_officer_brings_it_and_says_whose_page_it_is(
        self, browse: Browse, officer: Staff
    ) -> None:
        page = browse(officer).get("/tugas")
        assert page.one("script[src*='officer-app']")
        assert page.one(".off-copy")["data-staff"] == str(officer.id)
        assert page.one(".off-copy").has_attr("hidden")
        assert "Data 14.32" in page.one(".off-copy").get_text()


class TestProvisions:
    def test_names_the_job_what_follows_and_the_forms(
        self, given: Given, browse: Browse, officer: Staff
    ) -> None:
        job = given.complaint(Status.ASSIGNED, officer=officer)
        here = address(job)
        found = provisions(browse(officer))
        assert found["staff"] == officer.id
        assert {"/tugas", "/tugas/saya", "/tugas/kirim"} <= found["pages"].keys()
        assert {one for one in found["pages"] if one.startswith(here)} >= {
            here, f"{here}?lanjut=en_route", f"{here}?lanjut=in_progress", f"{here}/besar",
            f"{here}/catat", f"{here}/catat?foto=sebelum", f"{here}/kembalikan",
        }  # fmt: skip

    def test_every_page_it_names_opens_and_carries_a_form_of_its_own(
        self, given: Given, browse: Browse, officer: Staff
    ) -> None:
        for status in (Status.ASSIGNED, Status.EN_ROUTE, Status.IN_PROGRESS, Status.FOLLOW_UP):
            given.complaint(status, officer=officer, phone=PHONE)
        browser = browse(officer)
        for one in provisions(browser)["pages"]:
            browser.get(one, headers=KEEPING)

    def test_nothing_of_anybody_else(self, given: Given, browse: Browse, officer: Staff) -> None:
        other = given.staff(Role.OFFICER)
        theirs = given.complaint(Status.ASSIGNED, officer=other)
        nobodys = given.complaint()
        done = given.complaint(Status.RESOLVED, officer=officer)
        pages = " ".join(provisions(browse(officer))["pages"])
        for one in (theirs, nobodys, done):
            assert one.reference not in pages

    def test_only_officers_have_any(self, given: Given, browse: Browse) -> None:
        for role in (Role.OPERATOR, Role.MAYOR, Role.ADMIN):
            browse(given.staff(role)).get("/tugas/bekal", status=403)
        assert "/masuk" in browse().get("/tugas/bekal", status=303).location

    def test_thumbnails_of_own_jobs_are_named(
        self, given: Given, browse: Browse, officer: Staff
    ) -> None:
        job = given.complaint(Status.IN_PROGRESS, officer=officer)
        browser = browse(officer)
        typed = filled(browser, job, "catat", note="Foto", photos=picture())
        browser.post(address(job, "catat"), typed)
        (small,) = provisions(browser)["photos"]
        response = browser.get(small).response
        assert response.mimetype == "image/jpeg"
        response.close()

    def test_unchanged_is_an_empty_answer_of_few_statements(
        self, given: Given, browse: Browse, officer: Staff, counting: Counting
    ) -> None:
        job = given.complaint(Status.ASSIGNED, officer=officer)
        browser = browse(officer)
        tag = browser.get("/tugas/bekal").response.headers["ETag"]
        with counting() as statements:
            same = browser.get("/tugas/bekal", status=304, headers={"If-None-Match": tag})
        assert same.html == ""
        assert statements.count <= 3, statements.texts
        browser.post(address(job, "berangkat"), filled(browser, job, "berangkat"))
        browser.get("/tugas/bekal", headers={"If-None-Match": tag})

    def test_only_what_changed_has_another_edition(
        self, given: Given, browse: Browse, officer: Staff
    ) -> None:
        one, two = (given.complaint(Status.ASSIGNED, officer=officer) for _ in range(2))
        browser = browse(officer)
        before = provisions(browser)["pages"]
        browser.post(address(one, "berangkat"), filled(browser, one, "berangkat"))
        after = provisions(browser)["pages"]
        assert before[address(one)] != after[address(one)]
        assert before[address(two)] == after[address(two)]
        assert before["/tugas"] != after["/tugas"]

    def test_twenty_jobs_cost_as_few_statements_as_one(
        self, given: Given, browse: Browse, officer: Staff, counting: Counting
    ) -> None:
        for _ in range(6):
            given.complaint(Status.ASSIGNED, officer=officer)
        browser = browse(officer)
        browser.get("/tugas")
        with counting() as statements:
            provisions(browser)
        assert statements.count <= 5, statements.texts


class TestKeeping:
    def test_a_number_that_the_phone_keeps_is_one_entry_a_day_however_often_it_is_fetched(
        self, given: Given, browse: Browse, officer: Staff
    ) -> None:
        job = given.complaint(Status.ASSIGNED, officer=officer, phone=PHONE)
        browser = browse(officer)
        for path in (address(job), f"{address(job)}?lanjut=en_route") * 3:
            assert browser.get(path, headers=KEEPING).one(f"a[href='tel:{PHONE}']")
        assert (looks(AuditDeed.PHONE_KEPT), looks(AuditDeed.PHONE_VIEWED)) == (1, 0)
        browser.get(address(job))
        assert looks(AuditDeed.PHONE_VIEWED) == 1, "a look at the screen is still a look"

    def test_a_word_for_the_person_is_not_taken_by_the_copy(
        self, given: Given, browse: Browse, officer: Staff
    ) -> None:
        job = given.complaint(Status.IN_PROGRESS, officer=officer)
        browser = browse(officer)
        browser.post(address(job, "catat"), filled(browser, job, "catat", note="Pagar terkunci"))
        assert browser.get(address(job), headers=KEEPING).all("div.pt-flash[role=status]") == []
        assert (
            "Catatan disimpan."
            in browser.get(address(job)).one("div.pt-flash[role=status]").get_text()
        )


class TestThePageOfLater:
    @pytest.fixture
    def job(self, given: Given, officer: Staff) -> Complaint:
        return given.complaint(Status.ASSIGNED, officer=officer, phone=PHONE)

    @pytest.mark.parametrize(
        ("later", "button"), [("en_route", "Saya tiba"), ("in_progress", "Selesai")]
    )
    def test_it_asks_for_the_step_that_follows_and_says_what_waits(
        self, browse: Browse, officer: Staff, job: Complaint, later: str, button: str
    ) -> None:
        page = browse(officer).get(f"{address(job)}?lanjut={later}")
        assert page.one(".pt-actions .btn-primary:not([hidden])").get_text(strip=True) == button
        assert "Langkah sebelumnya menunggu kirim" in page.text
        assert page.one("#langkah input[name=seen]")["value"] == str(job.version)
        assert page.all("#kabar[hx-get]") == []
        assert fresh(job).status is Status.ASSIGNED

    def test_its_form_has_a_fresh_key_each_time(
        self, browse: Browse, officer: Staff, job: Complaint
    ) -> None:
        browser = browse(officer)
        path = f"{address(job)}?lanjut=en_route"
        keys = {browser.get(path).one("#langkah input[name=key]")["value"] for _ in range(2)}
        assert len(keys) == 2

    def test_once_it_is_so_the_plain_page_takes_its_place(
        self, browse: Browse, officer: Staff, job: Complaint
    ) -> None:
        browser = browse(officer)
        browser.post(address(job, "berangkat"), filled(browser, job, "berangkat"))
        page = browser.get(f"{address(job)}?lanjut=en_route", status=303)
        assert page.location == address(job)

    @pytest.mark.parametrize("wrong", ["resolved", "assigned", "closed", "follow_up", "x"])
    def test_what_no_own_next_step_leads_to_is_not_shown(
        self, browse: Browse, officer: Staff, job: Complaint, wrong: str
    ) -> None:
        page = browse(officer).get(f"{address(job)}?lanjut={wrong}", status=303)
        assert page.location == address(job)

    def test_major_work_goes_on_with_arriving(
        self, given: Given, browse: Browse, officer: Staff
    ) -> None:
        job = given.complaint(Status.FOLLOW_UP, officer=officer)
        browser = browse(officer)
        browser.get(f"{address(job)}?lanjut=en_route", status=303)
        page = browser.get(f"{address(job)}?lanjut=in_progress")
        assert page.one(".pt-actions .btn-primary:not([hidden])").get_text(strip=True) == "Selesai"

    def test_for_another_officer_it_does_not_exist(
        self, given: Given, browse: Browse, job: Complaint
    ) -> None:
        stranger = given.staff(Role.OFFICER, areas=("Sepinggan",))
        browse(stranger).get(f"{address(job)}?lanjut=en_route", status=404)


class TestTheMap:
    def test_it_shows_the_place_in_its_kelurahan_and_is_light(
        self, given: Given, browse: Browse, officer: Staff
    ) -> None:
        job = given.complaint(Status.ASSIGNED, officer=officer)
        drawn = browse(officer).get(address(job)).one(".off-map svg")
        assert drawn["role"] == "img"
        assert "Gunung Sari Ilir" in str(drawn.title)
        assert drawn.select(".off-map-place")
        assert len(str(drawn)) < 3_000

    def test_where_the_officer_was_last_stands_on_it_in_words_too(
        self, given: Given, browse: Browse, officer: Staff
    ) -> None:
        begun = given.complaint(Status.EN_ROUTE, officer=officer)
        browser = browse(officer)
        typed = filled(
            browser, begun, "tiba",
            latitude=str(begun.latitude), longitude=str((begun.longitude or 0.0) + 0.002),
        )  # fmt: skip
        browser.post(address(begun, "tiba"), typed)
        job = given.complaint(Status.ASSIGNED, officer=officer)
        page = browser.get(address(job))
        assert "barat dari posisi terakhir Anda" in page.one(".off-map figcaption").get_text()
        assert page.one(".off-map-me")

    def test_who_is_there_or_has_no_point_gets_none(
        self, given: Given, browse: Browse, officer: Staff
    ) -> None:
        there = given.complaint(Status.IN_PROGRESS, officer=officer)
        lost = given.complaint(Status.ASSIGNED, officer=officer)
        lost.latitude = lost.longitude = None
        db.session.commit()
        for job in (there, lost):
            assert browse(officer).get(address(job)).all(".off-map") == []
