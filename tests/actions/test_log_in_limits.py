"""Guessing at passwords: what stops the guesser and not the owner."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from ptmb.actions import accounts, log_ins
from ptmb.actions._sessions import Origin
from ptmb.actions._throttle import TooManyAttempts
from ptmb.actions.log_ins import LogInRefused
from ptmb.adapters import clock
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db
from ptmb.models import AuditEntry, LoginAttempt, Staff
from tests.people import Given

HOME = Origin("192.0.2.10", "Firefox")
OFFICE = Origin("198.51.100.7", "Chrome")


def deeds() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.deed).order_by(AuditEntry.id)))


def by(staff: Staff) -> Actor:
    return Actor(staff.role, staff.id)


def guess(username: str, origin: Origin = HOME, at: datetime | None = None) -> Any:
    return log_ins.attempt(username, origin, at=at or clock.now())


@pytest.fixture
def admin(given: Given) -> Staff:
    return given.staff(Role.ADMIN, username="admin")


class TestGuessing:
    def test_the_sixth_guess_from_one_address_must_wait(self, given: Given) -> None:
        given.staff(Role.OFFICER, username="petugas", password_hash="x")
        for _ in range(5):
            guess("petugas")
        with pytest.raises(TooManyAttempts) as refusal:
            guess("petugas")
        assert refusal.value.wait == timedelta(minutes=15)
        assert guess("petugas", at=clock.now() + timedelta(minutes=15)).guess

    def test_the_owner_gets_in_from_elsewhere_meanwhile(self, given: Given) -> None:
        officer = given.staff(Role.OFFICER, username="petugas", password_hash="x")
        for _ in range(5):
            guess("petugas", HOME)
        attempt = guess("petugas", OFFICE)
        assert log_ins.log_in(attempt, OFFICE, at=clock.now())
        assert officer.id

    def test_refused_guesses_do_not_lengthen_the_wait(self, given: Given) -> None:
        given.staff(Role.OFFICER, username="petugas", password_hash="x")
        for _ in range(5):
            guess("petugas")
        for _ in range(10):
            with pytest.raises(TooManyAttempts):
                guess("petugas")
        assert db.session.scalar(select(func.count()).select_from(LoginAttempt)) == 5

    @pytest.mark.usefixtures("app")
    def test_one_address_cannot_try_many_accounts(self) -> None:
        for number in range(40):
            guess(f"akun{number}")
        with pytest.raises(TooManyAttempts):
            guess("akun40")
        assert guess("akun40", OFFICE).guess

    def test_many_addresses_slow_each_other_but_not_the_owners_own(self, given: Given) -> None:
        owner = given.staff(Role.OFFICER, username="petugas", password_hash="x")
        log_ins.open_session(owner.id, OFFICE, at=clock.now() - timedelta(days=3))
        for number in range(20):
            guess("petugas", Origin(f"203.0.113.{number}"))
        with pytest.raises(TooManyAttempts) as refusal:
            guess("petugas", Origin("203.0.113.99"))
        assert refusal.value.wait == timedelta(minutes=1)
        assert log_ins.log_in(guess("petugas", OFFICE), OFFICE, at=clock.now())

    def test_an_address_is_not_trusted_for_ever(self, given: Given) -> None:
        owner = given.staff(Role.OFFICER, username="petugas", password_hash="x")
        log_ins.open_session(owner.id, OFFICE, at=clock.now() - timedelta(days=31))
        for number in range(20):
            guess("petugas", Origin(f"203.0.113.{number}"))
        with pytest.raises(TooManyAttempts):
            guess("petugas", OFFICE)

    def test_the_addresses_of_one_ipv6_line_count_as_one(self, given: Given) -> None:
        given.staff(Role.OFFICER, username="petugas", password_hash="x")
        for number in range(5):
            guess("petugas", Origin(f"2001:db8:1:2::{number + 1}"))
        with pytest.raises(TooManyAttempts):
            guess("petugas", Origin("2001:db8:1:2:ffff::1"))
        assert guess("petugas", Origin("2001:db8:1:3::1")).guess

    def test_getting_in_forgives_ones_own_slips_only(self, given: Given) -> None:
        given.staff(Role.OFFICER, username="petugas", password_hash="x")
        guess("lain")
        for _ in range(4):
            guess("petugas")
        log_ins.log_in(guess("petugas"), HOME, at=clock.now())
        assert db.session.scalar(select(func.count()).select_from(LoginAttempt)) == 1
        for _ in range(5):
            guess("petugas")

    def test_a_series_of_failures_is_told_to_the_audit_log_once(self, given: Given) -> None:
        given.staff(Role.OFFICER, username="petugas", password_hash="x")
        for _ in range(5):
            failed = guess("petugas")
            log_ins.note_failure(failed, "petugas", HOME, at=clock.now())
        assert deeds() == ["log_in_burst"]

    @pytest.mark.usefixtures("app")
    def test_what_was_typed_as_a_name_is_not_kept(self) -> None:
        for _ in range(5):
            failed = guess("kata sandi saya yang rahasia")
            log_ins.note_failure(failed, "kata sandi saya yang rahasia", HOME, at=clock.now())
        entry = db.session.scalars(select(AuditEntry)).one()
        kept = [entry.subject, entry.detail, *db.session.scalars(select(LoginAttempt.username))]
        assert not any("rahasia" in text for text in kept)

    def test_an_account_without_a_password_cannot_be_entered(self, given: Given) -> None:
        given.staff(Role.OFFICER, username="petugas")
        attempt = guess("petugas")
        assert attempt.password_hash is None
        with pytest.raises(LogInRefused):
            log_ins.log_in(attempt, HOME, at=clock.now())

    def test_an_account_closed_during_the_check_stays_closed(
        self, given: Given, admin: Staff
    ) -> None:
        officer = given.staff(Role.OFFICER, username="petugas", password_hash="x")
        attempt = guess("petugas")
        accounts.disable_staff(officer.id, by=by(admin), at=clock.now())
        with pytest.raises(LogInRefused):
            log_ins.log_in(attempt, HOME, at=clock.now())
