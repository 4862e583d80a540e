"""Links that set a password, and how long a session lives."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ptmb.actions import credentials, log_ins
from ptmb.actions._sessions import Origin
from ptmb.adapters import clock
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import AuditEntry, OneTimeLink, Staff, StaffSession
from ptmb.queries.staff_session import link_owner, logged_in
from tests.people import Given

HOME = Origin("192.0.2.10", "Firefox")
OFFICE = Origin("198.51.100.7", "Chrome")


def deeds() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.deed).order_by(AuditEntry.id)))


@pytest.fixture
def admin(given: Given) -> Staff:
    return given.staff(Role.ADMIN, username="admin")


class TestLinks:
    def test_a_link_works_once_and_ends_open_sessions(self, given: Given) -> None:
        officer = given.staff(Role.OFFICER)
        token = log_ins.open_session(officer.id, HOME, at=clock.now())
        link = credentials.make_link(officer.id, by=None, at=clock.now())
        assert credentials.use_link(link, "new-hash", at=clock.now())
        assert not credentials.use_link(link, "other-hash", at=clock.now())
        assert db.session.get_one(Staff, officer.id, populate_existing=True).password_hash == (
            "new-hash"
        )
        assert logged_in(token, clock.now()) is None

    def test_a_link_ends_after_a_day(self, given: Given) -> None:
        link = credentials.make_link(given.staff(Role.OFFICER).id, by=None, at=clock.now())
        later = clock.now() + timedelta(hours=24)
        assert link_owner(link, later - timedelta(seconds=1)) is not None
        assert not credentials.use_link(link, "hash", at=later)

    def test_a_new_link_ends_the_old_one(self, given: Given) -> None:
        officer = given.staff(Role.OFFICER)
        old = credentials.make_link(officer.id, by=None, at=clock.now())
        new = credentials.make_link(officer.id, by=None, at=clock.now())
        assert link_owner(old, clock.now()) is None
        assert link_owner(new, clock.now()) is not None

    def test_neither_link_nor_session_can_be_read_from_the_database(self, given: Given) -> None:
        officer = given.staff(Role.OFFICER)
        secrets = [
            credentials.make_link(officer.id, by=None, at=clock.now()),
            log_ins.open_session(officer.id, HOME, at=clock.now()),
        ]
        rows = [
            *db.session.execute(select(OneTimeLink.token_hash)),
            *db.session.execute(select(StaffSession.token_hash)),
            *db.session.execute(select(AuditEntry.subject, AuditEntry.detail)),
        ]
        kept = " ".join(str(value) for row in rows for value in row)
        assert [secret for secret in secrets if secret in kept] == []


class TestSessions:
    @pytest.mark.parametrize(
        ("role", "hours"),
        [(Role.OFFICER, 12), (Role.OPERATOR, 8), (Role.SUPERVISOR, 8), (Role.MAYOR, 720)],
    )
    def test_a_session_lives_as_long_as_its_role_says(
        self, given: Given, role: Role, hours: int
    ) -> None:
        token = log_ins.open_session(given.staff(role).id, HOME, at=clock.now())
        end = clock.now() + timedelta(hours=hours)
        assert logged_in(token, end - timedelta(seconds=1)) is not None
        assert logged_in(token, end) is None

    def test_an_administrator_is_out_after_half_an_hour_of_rest(self, admin: Staff) -> None:
        token = log_ins.open_session(admin.id, HOME, at=clock.now())
        rest = clock.now() + timedelta(minutes=31)
        assert logged_in(token, rest) is None
        who = logged_in(token, clock.now())
        assert who is not None
        log_ins.touch(who.session_id, at=clock.now() + timedelta(minutes=20))
        assert logged_in(token, rest) is not None

    def test_a_clock_that_was_put_back_keeps_people_in(self, admin: Staff) -> None:
        token = log_ins.open_session(admin.id, HOME, at=clock.now())
        assert logged_in(token, clock.now() - timedelta(days=1)) is not None

    def test_logging_out_ends_only_this_session(self, given: Given) -> None:
        officer = given.staff(Role.OFFICER)
        phone = log_ins.open_session(officer.id, HOME, at=clock.now())
        desk = log_ins.open_session(officer.id, OFFICE, at=clock.now())
        log_ins.log_out(phone, at=clock.now())
        log_ins.log_out(phone, at=clock.now())
        assert logged_in(phone, clock.now()) is None
        assert logged_in(desk, clock.now()) is not None
        assert deeds().count("log_out") == 1
