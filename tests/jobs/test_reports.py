"""Reports are made once, at seven, and each reader gets at most one letter of each."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import repeat

import pytest
from flask import Flask
from sqlalchemy import select

from ptmb.actions import reports as kept
from ptmb.adapters.mail import Letter, MaybeSent
from ptmb.adapters.message_gateway import NotSent
from ptmb.domain.lifecycle import Status
from ptmb.domain.report_figures import from_json
from ptmb.domain.reports import ReportKind, newest_due
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.jobs.deliver import MOST_ATTEMPTS
from ptmb.jobs.reports import NOBODY, mail_waiting, make_due, send_letters
from ptmb.models import Report, ReportMail, Staff
from ptmb.queries.report_figures import report_figures
from tests.conftest import NOW
from tests.mail_server import Mailbox, running_mail_server
from tests.people import Given

SEVEN = NOW.replace(hour=7, minute=0)  # a Saturday


class Post:
    """Takes every letter, unless told what to raise."""

    def __init__(self, *troubles: BaseException) -> None:
        self.troubles = list(troubles)
        self.taken: list[Letter] = []

    def __call__(self, letter: Letter) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.taken.append(letter)


@pytest.fixture
def mailing(app: Flask) -> Iterator[Mailbox]:
    """An installation that sends its reports to a server of ours."""
    before = app.config["PTMB"]
    with running_mail_server() as box:
        app.config["PTMB"] = replace(before, mail_url=box.url, mail_from="laporan@contoh.id")
        yield box
    app.config["PTMB"] = before


@pytest.fixture
def mayor(given: Given) -> Staff:
    return given.staff(Role.MAYOR, email="wali@contoh.id")


def made() -> set[tuple[str, str]]:
    rows = db.session.scalars(select(Report)).all()
    return {(row.kind.value, row.last_on.isoformat()) for row in rows}


def letters() -> list[ReportMail]:
    again = {"populate_existing": True}
    return list(db.session.scalars(select(ReportMail).execution_options(**again)))


def test_each_report_is_made_once_from_seven(given: Given) -> None:
    first = {("day", "2024-02-08"), ("week", "2024-02-04"), ("month", "2024-01-31")}
    assert make_due(SEVEN - timedelta(minutes=1)) == 3
    assert made() == first
    assert make_due(SEVEN) == 1
    assert make_due(SEVEN + timedelta(hours=5)) == 0
    assert made() == {*first, ("day", "2024-02-09")}


def test_a_report_keeps_its_figures_whatever_happens_to_the_complaints(given: Given) -> None:
    given.complaint(Status.RECEIVED, at=NOW - timedelta(days=1))
    make_due(NOW)
    given.complaint(Status.RECEIVED, at=NOW - timedelta(days=1))
    make_due(NOW)
    row = db.session.scalars(select(Report).where(Report.kind == ReportKind.DAY)).one()
    told = from_json(row.figures)
    assert told.received.total == 1
    assert told.counted_at == row.made_at == NOW


def test_two_workers_make_one_report(given: Given) -> None:
    figures = report_figures(ReportKind.DAY, newest_due(ReportKind.DAY, NOW).period, NOW)
    assert kept.make(figures, NOW)
    assert not kept.make(figures, NOW)


def test_a_worker_that_was_overtaken_while_it_counted_makes_none(
    given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = report_figures(ReportKind.DAY, newest_due(ReportKind.DAY, NOW).period, NOW)
    kept.make(figures, NOW)
    monkeypatch.setattr(kept, "_made", lambda *_: select(Report.id).where(Report.id < 0))
    assert not kept.make(figures, NOW)
    assert len(made()) == 1


def test_only_those_who_read_reports_and_have_an_address_are_written_to(
    given: Given, mayor: Staff, mailing: Mailbox
) -> None:
    given.staff(Role.MANAGER, email="manajer@contoh.id")
    given.staff(Role.ADMIN)
    given.staff(Role.OPERATOR, email="meja@contoh.id")
    given.staff(Role.MAYOR, email="dulu@contoh.id", active=False)
    make_due(SEVEN)
    mail_waiting(lambda: SEVEN)
    assert sorted(to for to, _ in mailing.letters) == ["manajer@contoh.id", "wali@contoh.id"]


def test_a_letter_says_the_figures_and_brings_the_sheet(
    given: Given, mayor: Staff, mailing: Mailbox
) -> None:
    for _ in range(3):
        given.complaint(Status.RECEIVED, at=NOW - timedelta(days=1))
    make_due(SEVEN)
    mail_waiting(lambda: SEVEN)
    ((_, letter),) = mailing.letters
    assert "Laporan harian" in letter["Subject"]
    plain, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain
    assert html
    assert "Kemarin: 3 masuk, 0 diselesaikan" in plain.get_content()
    assert "http://localhost/walikota/laporan/harian/2024-02-09" in plain.get_content()
    assert "Gunung Sari Ilir" in html.get_content()
    assert [one.get_content_type() for one in letter.iter_attachments()] == ["application/pdf"]


def test_each_reader_gets_a_report_once(given: Given, mayor: Staff, mailing: Mailbox) -> None:
    make_due(SEVEN)
    post = Post()
    assert send_letters(post, lambda: SEVEN) == 1
    assert send_letters(post, lambda: SEVEN + timedelta(days=1)) == 0
    sent = db.session.scalars(select(Report).where(Report.sent_at.is_not(None))).one()
    assert (sent.kind, sent.sent_at) == (ReportKind.DAY, SEVEN)


def test_a_report_made_long_after_it_was_due_is_kept_and_nobody_is_written_to(
    given: Given, mayor: Staff, mailing: Mailbox
) -> None:
    make_due(SEVEN)
    whose = {letter.report_id for letter in letters()}
    kinds = db.session.scalars(select(Report.kind).where(Report.id.in_(whose))).all()
    assert kinds == [ReportKind.DAY]


def test_without_a_mail_server_no_letter_waits(given: Given, mayor: Staff) -> None:
    make_due(SEVEN)
    assert letters() == []
    assert mail_waiting(lambda: SEVEN) == 0


def test_what_the_server_refused_is_sent_later(
    given: Given, mayor: Staff, mailing: Mailbox
) -> None:
    make_due(SEVEN)
    post = Post(NotSent("452 full"))
    assert send_letters(post, lambda: SEVEN) == 0
    assert letters()[0].error == "452 full"
    assert send_letters(post, lambda: SEVEN + timedelta(seconds=5)) == 0
    assert send_letters(post, lambda: SEVEN + timedelta(minutes=1)) == 1


def test_it_is_not_tried_for_ever(given: Given, mayor: Staff, mailing: Mailbox) -> None:
    make_due(SEVEN)
    at = SEVEN
    for _ in range(MOST_ATTEMPTS):
        send_letters(Post(NotSent("452 full")), repeat(at).__next__)
        at += timedelta(hours=3)
    assert letters()[0].failed_at
    assert send_letters(Post(), lambda: at + timedelta(days=1)) == 0


@pytest.mark.parametrize("trouble", [NotSent("550 nobody", hopeless=True), MaybeSent("lost")])
def test_what_is_hopeless_or_may_have_arrived_is_never_sent_again(
    given: Given, mayor: Staff, mailing: Mailbox, trouble: Exception
) -> None:
    make_due(SEVEN)
    send_letters(Post(trouble), lambda: SEVEN)
    post = Post()
    assert send_letters(post, lambda: SEVEN + timedelta(days=1)) == 0
    assert letters()[0].error == str(trouble)


def test_a_sender_that_died_makes_no_second_letter(
    given: Given, mayor: Staff, mailing: Mailbox
) -> None:
    make_due(SEVEN)
    with pytest.raises(SystemExit):
        send_letters(Post(SystemExit()), lambda: SEVEN)
    later = SEVEN + kept.CLAIM_LASTS + timedelta(minutes=1)
    assert send_letters(Post(), lambda: later) == 0
    assert letters()[0].error == kept.UNKNOWN


def test_one_who_left_meanwhile_is_not_written_to(
    given: Given, mayor: Staff, mailing: Mailbox
) -> None:
    make_due(SEVEN)
    row = db.session.get_one(Staff, mayor.id)
    row.active = False
    db.session.commit()
    assert send_letters(Post(), lambda: SEVEN) == 0
    assert letters()[0].error == NOBODY
