"""One account, and what an administrator does to it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import select

from ptmb.actions import log_ins
from ptmb.actions._sessions import Origin
from ptmb.adapters import clock
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import AuditEntry, Staff
from ptmb.queries.staff_session import link_owner, logged_in
from tests.browsing import Browser
from tests.people import Given

Browse = Callable[..., Browser]
PEOPLE = "/admin/pengguna"


@pytest.fixture
def admin(given: Given, browse: Browse) -> Browser:
    return browse(given.staff(Role.ADMIN, username="admin", name="Administrator 1"))


def person(username: str) -> Staff:
    return db.session.scalars(
        select(Staff).where(Staff.username == username).execution_options(populate_existing=True)
    ).one()


class TestOneAccount:
    def test_saving_the_page_untouched_changes_nothing(self, admin: Browser, given: Given) -> None:
        officer = given.staff(Role.OFFICER, username="petugas", areas=("Manggar",))
        token = log_ins.open_session(officer.id, Origin(), at=clock.now())
        address = PEOPLE + "/petugas"
        before = db.session.scalars(select(AuditEntry.id)).all()
        admin.post(address, admin.get(address).form(address))
        assert [area.name for area in person("petugas").areas] == ["Manggar"]
        assert logged_in(token, clock.now()) is not None
        assert db.session.scalars(select(AuditEntry.id)).all() == before

    def test_a_new_role_is_in_force_at_once(
        self, admin: Browser, given: Given, browse: Browse
    ) -> None:
        operator = given.staff(Role.OPERATOR, username="op")
        theirs = browse(operator)
        theirs.get("/akun/sandi")
        address = PEOPLE + "/op"
        admin.post(address, {**admin.get(address).form(address), "role": "officer"})
        assert theirs.get("/akun/sandi", status=303).location.startswith("/masuk")
        assert "Operator → Petugas" in admin.get("/admin/jejak").text

    def test_a_stale_page_does_not_overwrite_a_colleagues_change(
        self, admin: Browser, given: Given
    ) -> None:
        given.staff(Role.OFFICER, username="petugas", name="Petugas 1")
        address = PEOPLE + "/petugas"
        stale = admin.get(address).form(address)
        admin.post(address, {**stale, "name": "Petugas 100"})
        admin.post(address, {**stale, "name": "Petugas 200"}, status=409)
        assert person("petugas").name == "Petugas 100"

    def test_the_last_administrator_cannot_step_down(self, admin: Browser) -> None:
        address = PEOPLE + "/admin"
        fields = {**admin.get(address).form(address), "role": "mayor"}
        assert "satu administrator" in admin.post(address, fields, status=422).text

    def test_disabling_ends_the_persons_work_now_and_is_undone(
        self, admin: Browser, given: Given, browse: Browse
    ) -> None:
        officer = given.staff(Role.OFFICER, username="petugas")
        theirs = browse(officer)
        admin.post(PEOPLE + "/petugas/nonaktif")
        theirs.get("/akun/sandi", status=303)
        assert "Akun dinonaktifkan" in admin.get(PEOPLE + "/petugas").text
        admin.post(PEOPLE + "/petugas/tautan", status=409)
        admin.post(PEOPLE + "/petugas/aktif")
        assert person("petugas").active

    def test_ones_own_account_cannot_be_disabled(self, admin: Browser) -> None:
        assert not admin.get(PEOPLE + "/admin").all("form[action$=nonaktif]")
        admin.post(PEOPLE + "/admin/nonaktif")
        assert "akun sendiri" in admin.get(PEOPLE + "/admin").text

    def test_a_link_is_shown_once_with_the_configured_host(
        self, admin: Browser, given: Given
    ) -> None:
        given.staff(Role.OFFICER, username="petugas")
        page = admin.post(
            PEOPLE + "/petugas/tautan", status=200, headers={"Host": "localhost:8099"}
        )
        link = str(page.one("#tautan")["value"])
        assert link.startswith("http://localhost/sandi/")
        token = link.rsplit("/", 1)[1]
        owner = link_owner(token, clock.now())
        assert owner is not None
        assert owner.username == "petugas"
        assert token not in admin.get(PEOPLE + "/petugas").html

    def test_a_lost_phone_is_logged_out_from_here(
        self, admin: Browser, given: Given, browse: Browse
    ) -> None:
        theirs = browse(given.staff(Role.OFFICER, username="petugas"))
        assert "Masuk di 1 perangkat." in admin.get(PEOPLE + "/petugas").text
        admin.post(PEOPLE + "/petugas/keluarkan")
        theirs.get("/akun/sandi", status=303)

    def test_open_jobs_are_told_before_an_account_is_closed(
        self, admin: Browser, given: Given
    ) -> None:
        officer = given.staff(Role.OFFICER, username="petugas", areas=("Gunung Sari Ilir",))
        given.complaint(Status.ASSIGNED, officer=officer)
        given.complaint(Status.CLOSED, officer=officer)
        assert "Memegang 1 tugas terbuka." in admin.get(PEOPLE + "/petugas").text

    def test_it_takes_few_statements(
        self,
        admin: Browser,
        given: Given,
        counting: Callable[[], AbstractContextManager[Any]],
    ) -> None:
        given.staff(Role.OFFICER, username="petugas", areas=("Manggar",))
        admin.get(PEOPLE + "/petugas")
        with counting() as statements:
            admin.get(PEOPLE + "/petugas")
        assert statements.count <= 8, statements.texts

    def test_somebody_who_is_not_there_is_not_found(self, admin: Browser) -> None:
        admin.get(PEOPLE + "/hantu", status=404)
        for change in ("", "/tautan", "/nonaktif", "/aktif", "/keluarkan"):
            admin.post(PEOPLE + "/hantu" + change, status=404)

    def test_markup_in_a_name_is_shown_as_text(self, admin: Browser, given: Given) -> None:
        given.staff(Role.OFFICER, username="petugas", name="<img src=x onerror=alert(1)>")
        for address in (PEOPLE, PEOPLE + "/petugas"):
            page = admin.get(address)
            assert "<img src=x onerror=alert(1)>" in page.text
            assert not page.all("img[onerror]")
