"""The audit log as the administrator reads it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from ptmb.actions import auditing
from ptmb.adapters import clock
from ptmb.config import CITY_TIME
from ptmb.domain.audit import DEED_WORDS, AuditDeed
from ptmb.domain.roles import Actor, Role
from ptmb.extensions import db
from ptmb.models import AuditEntry, Staff
from tests.browsing import Browser, Page
from tests.people import Given

LOG = "/admin/jejak"


@pytest.fixture
def admin(given: Given, browse: Callable[..., Browser]) -> Browser:
    return browse(given.staff(Role.ADMIN, username="admin"))


@pytest.fixture
def operator(given: Given) -> Staff:
    return given.staff(Role.OPERATOR, username="operator", name="Operator 1")


def note(subject: str, by: Staff | None = None, at: datetime | None = None, **rest: Any) -> None:
    actor = Actor(by.role, by.id) if by else None
    deed = rest.pop("deed", AuditDeed.EXPORT)
    auditing.note(deed, subject, by=actor, at=at or clock.now(), **rest)


def subjects(page: Page) -> list[str]:
    return [tag.get_text(strip=True) for tag in page.all("tbody td:nth-of-type(4)")]


def test_every_deed_has_its_words() -> None:
    assert set(DEED_WORDS) == set(AuditDeed)


def test_the_newest_stands_first_with_who_what_and_from_where(
    admin: Browser, operator: Staff
) -> None:
    note("lama", operator, clock.now() - timedelta(days=3))
    note("PTM-AAAAA-AAAAA", operator, deed=AuditDeed.PHONE_VIEWED, address="192.0.2.1")
    page = admin.get(LOG)
    assert subjects(page) == ["PTM-AAAAA-AAAAA", "lama"]
    row = page.all("tbody tr")[0].get_text(" ", strip=True)
    for words in ("14.32", "Operator 1", "Melihat nomor telepon", "192.0.2.1"):
        assert words in row


def test_what_no_account_did_is_shown_too(admin: Browser) -> None:
    note("petugas", deed=AuditDeed.LOG_IN_BURST)
    text = admin.get(LOG).text
    assert "Tanpa akun" in text
    assert "Gagal masuk berkali-kali" in text


def test_one_finds_by_deed_and_by_person(admin: Browser, operator: Staff, given: Given) -> None:
    other = given.staff(Role.OFFICER, username="petugas")
    note("satu", operator)
    note("dua", other)
    note("tiga", operator, deed=AuditDeed.SETTING_CHANGED)
    assert subjects(admin.get(LOG + "?oleh=operator")) == ["tiga", "satu"]
    assert subjects(admin.get(LOG + "?tindakan=export")) == ["dua", "satu"]
    assert subjects(admin.get(LOG + "?tindakan=export&oleh=Operator")) == ["satu"]
    assert "Tidak ada jejak yang cocok." in admin.get(LOG + "?oleh=hantu").text


def test_a_day_is_a_day_of_the_city(admin: Browser, operator: Staff) -> None:
    for hour, minute, day, name in (
        (23, 59, 8, "A"),
        (0, 0, 9, "B"),
        (23, 59, 9, "C"),
        (0, 0, 10, "D"),
    ):
        note(name, operator, datetime(2024, 2, day, hour, minute, tzinfo=CITY_TIME))
    assert subjects(admin.get(LOG + "?dari=2024-02-09&sampai=2024-02-09")) == ["C", "B"]
    assert subjects(admin.get(LOG + "?dari=2024-02-10")) == ["D"]
    assert subjects(admin.get(LOG + "?sampai=2024-02-08")) == ["A"]


@pytest.mark.parametrize(
    "query",
    ["?dari=kemarin", "?dari=0001-01-01", "?sampai=9999-12-31", "?sebelum=x", "?tindakan=apa"],
)
def test_a_filter_that_makes_no_sense_is_left_out(
    admin: Browser, operator: Staff, query: str
) -> None:
    note("satu", operator)
    assert subjects(admin.get(LOG + query)) == ["satu"]


def test_pages_do_not_slip_while_the_log_grows(admin: Browser, operator: Staff) -> None:
    db.session.add_all(
        AuditEntry(at=clock.now(), staff_id=operator.id, deed="export", subject=str(number))
        for number in range(120)
    )
    db.session.commit()
    first = admin.get(LOG + "?tindakan=export")
    note("baru", operator)
    second = admin.get(str(first.one("a[rel=next]")["href"]))
    third = admin.get(str(second.one("a[rel=next]")["href"]))
    seen = subjects(first) + subjects(second) + subjects(third)
    assert seen == [str(number) for number in range(119, -1, -1)]
    assert not third.all("a[rel=next]")
    assert subjects(admin.get(str(third.one("a[rel=prev]")["href"])))[0] == "baru"


def test_no_page_changes_or_removes_an_entry(app: Flask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint == "admin.audit"]
    assert [rule.methods for rule in rules] == [{"GET", "HEAD", "OPTIONS"}]


def test_it_takes_few_statements(
    admin: Browser, operator: Staff, counting: Callable[[], AbstractContextManager[Any]]
) -> None:
    for number in range(30):
        note(str(number), operator)
    admin.get(LOG)
    with counting() as statements:
        admin.get(LOG)
    assert statements.count <= 5, statements.texts


def test_changed_columns_are_read_in_words(admin: Browser) -> None:
    note("64.71.04.1002", deed=AuditDeed.AREA_CHANGED, detail="geometry, latitude, longitude")
    note("pipa", deed=AuditDeed.CATEGORY_CHANGED, detail="resolution_hours")
    words = admin.get(LOG).text
    assert "batas, titik tengah" in words
    assert "target selesai" in words
    assert "geometry" not in words
    assert "resolution_hours" not in words
