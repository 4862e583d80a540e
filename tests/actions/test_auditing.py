"""Looks at telephone numbers leave a trace."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from ptmb.actions import auditing
from ptmb.adapters import clock
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db
from ptmb.models import AuditEntry, Staff
from tests.people import Given


def deeds() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.deed).order_by(AuditEntry.id)))


def by(staff: Staff) -> Actor:
    return Actor(staff.role, staff.id)


class TestLooksAtPhones:
    def test_one_look_is_one_entry_however_often_the_page_refreshes(
        self, given: Given, counting: Callable[..., Any]
    ) -> None:
        operator = by(given.staff(Role.OPERATOR))
        auditing.note_phone_view("PTM-AAAAA-AAAAA", by=operator, at=clock.now())
        with counting() as statements:
            auditing.note_phone_view("PTM-AAAAA-AAAAA", by=operator, at=clock.now())
        assert deeds() == ["phone_viewed"]
        assert statements.count == 1

    def test_another_person_or_a_later_look_is_another_entry(self, given: Given) -> None:
        one, two = by(given.staff(Role.OPERATOR)), by(given.staff(Role.OPERATOR))
        later = clock.now() + timedelta(minutes=16)
        auditing.note_phone_view("PTM-AAAAA-AAAAA", by=one, at=clock.now())
        auditing.note_phone_view("PTM-AAAAA-AAAAA", by=two, at=clock.now())
        auditing.note_phone_view("PTM-BBBBB-BBBBB", by=one, at=clock.now())
        auditing.note_phone_view("PTM-AAAAA-AAAAA", by=one, at=later)
        assert deeds() == ["phone_viewed"] * 4
