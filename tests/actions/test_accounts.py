"""Making, changing and closing accounts."""

import pytest
from sqlalchemy import func, select

from ptmb.actions import accounts, credentials, log_ins
from ptmb.actions._record import Incomplete
from ptmb.actions._sessions import Origin
from ptmb.actions.accounts import AccountChanged, Details, NewStaff
from ptmb.adapters import clock
from ptmb.domain.audit import AuditDeed
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db
from ptmb.models import AuditEntry, Staff
from ptmb.queries.staff_session import link_owner, logged_in
from tests.people import Given

HOME = Origin("192.0.2.10", "Firefox")


def deeds() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.deed).order_by(AuditEntry.id)))


def by(staff: Staff) -> Actor:
    return Actor(staff.role, staff.id)


@pytest.fixture
def admin(given: Given) -> Staff:
    return given.staff(Role.ADMIN, username="admin")


@pytest.mark.usefixtures("app")
class TestMakingAccounts:
    def test_a_user_name_is_kept_in_small_letters(self) -> None:
        made = accounts.create_staff(
            NewStaff(" Petugas.9 ", "Petugas 9", Role.OFFICER), by=None, at=clock.now()
        )
        assert made.username == "petugas.9"

    @pytest.mark.parametrize("username", ["", "a", "dua kata", "../etc", "é" * 5, "x" * 65, "-a"])
    def test_an_ill_formed_user_name_is_refused(self, username: str) -> None:
        with pytest.raises(Incomplete) as refusal:
            accounts.create_staff(NewStaff(username, "Nama", Role.OFFICER), by=None, at=clock.now())
        assert refusal.value.field == "username"

    def test_a_user_name_is_given_once(self, given: Given) -> None:
        given.staff(Role.OFFICER, username="petugas")
        with pytest.raises(Incomplete, match="sudah dipakai"):
            accounts.create_staff(NewStaff("PETUGAS", "Lain", Role.MAYOR), by=None, at=clock.now())
        assert db.session.scalar(select(func.count()).select_from(Staff)) == 1

    def test_the_reporter_is_no_role_of_staff(self) -> None:
        with pytest.raises(Incomplete) as refusal:
            accounts.create_staff(
                NewStaff("warga", "Warga", Role.REPORTER), by=None, at=clock.now()
            )
        assert refusal.value.field == "role"

    def test_making_an_account_leaves_a_trace_of_who_made_it(self, admin: Staff) -> None:
        accounts.create_staff(
            NewStaff("op", "Operator", Role.OPERATOR), by=by(admin), at=clock.now()
        )
        entry = db.session.scalars(select(AuditEntry)).one()
        assert (entry.deed, entry.subject, entry.staff_id) == ("staff_created", "op", admin.id)


class TestChangingAccounts:
    def test_areas_and_crew_are_dropped_with_the_role_of_officer(
        self, given: Given, admin: Staff
    ) -> None:
        officer = given.staff(Role.OFFICER, areas=("Manggar",), crew_id=given.crew().id)
        details = Details(
            officer.name, Role.OPERATOR, officer.crew_id, Details.of(officer).area_ids
        )
        changed = accounts.change_staff(officer.id, details, by=by(admin), at=clock.now())
        assert (changed.crew_id, changed.areas) == (None, [])

    def test_a_new_role_ends_every_session_at_once(self, given: Given, admin: Staff) -> None:
        officer = given.staff(Role.OFFICER)
        token = log_ins.open_session(officer.id, HOME, at=clock.now())
        accounts.change_staff(
            officer.id, Details("Petugas", Role.MAYOR), by=by(admin), at=clock.now()
        )
        assert logged_in(token, clock.now()) is None
        assert deeds()[-1] == AuditDeed.ROLE_CHANGED

    def test_a_new_name_leaves_the_session_alone(self, given: Given, admin: Staff) -> None:
        officer = given.staff(Role.OFFICER)
        token = log_ins.open_session(officer.id, HOME, at=clock.now())
        accounts.change_staff(
            officer.id, Details("Petugas 99", Role.OFFICER), by=by(admin), at=clock.now()
        )
        who = logged_in(token, clock.now())
        assert who is not None
        assert who.name == "Petugas 99"

    def test_a_page_that_is_out_of_date_changes_nothing(self, given: Given, admin: Staff) -> None:
        officer = given.staff(Role.OFFICER, name="Petugas 1")
        seen = Details.of(officer).mark
        first = Details("Petugas satu", Role.OFFICER)
        accounts.change_staff(officer.id, first, by=by(admin), at=clock.now(), seen=seen)
        with pytest.raises(AccountChanged):
            accounts.change_staff(
                officer.id, Details("Lain", Role.OFFICER), by=by(admin), at=clock.now(), seen=seen
            )
        assert db.session.get_one(Staff, officer.id, populate_existing=True).name == "Petugas satu"

    def test_the_last_administrator_stays_one(self, given: Given, admin: Staff) -> None:
        with pytest.raises(Incomplete, match="satu administrator"):
            accounts.change_staff(admin.id, Details("A", Role.MAYOR), by=None, at=clock.now())
        with pytest.raises(Incomplete, match="satu administrator"):
            accounts.disable_staff(admin.id, by=None, at=clock.now())
        second = given.staff(Role.ADMIN)
        assert not accounts.disable_staff(admin.id, by=by(second), at=clock.now()).active

    def test_nobody_disables_themselves(self, given: Given, admin: Staff) -> None:
        given.staff(Role.ADMIN)
        with pytest.raises(Incomplete, match="akun sendiri"):
            accounts.disable_staff(admin.id, by=by(admin), at=clock.now())

    def test_a_disabled_person_is_out_at_once_and_may_come_back(
        self, given: Given, admin: Staff
    ) -> None:
        officer = given.staff(Role.OFFICER)
        token = log_ins.open_session(officer.id, HOME, at=clock.now())
        link = credentials.make_link(officer.id, by=by(admin), at=clock.now())
        accounts.disable_staff(officer.id, by=by(admin), at=clock.now())
        assert logged_in(token, clock.now()) is None
        assert link_owner(link, clock.now()) is None
        accounts.enable_staff(officer.id, by=by(admin), at=clock.now())
        assert logged_in(token, clock.now()) is None, "an old session must not wake up"
        assert link_owner(link, clock.now()) is None, "nor an old link"
