"""The outbox: nothing is lost, nothing goes out under two ids, nothing blocks the rest."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from ptmb.adapters.clock import now
from ptmb.adapters.message_gateway import NotSent, Outgoing
from ptmb.domain.lifecycle import Status
from ptmb.extensions import db
from ptmb.jobs.deliver import LEASE, MOST_ATTEMPTS, claim_one, deliver, drop_stale, pause_after
from ptmb.models import Complaint, Message
from tests.people import Given


class Gateway:
    """Takes everything, unless told what to raise."""

    def __init__(self, *troubles: Exception) -> None:
        self.troubles = list(troubles)
        self.sent: list[Outgoing] = []

    def __call__(self, message: Outgoing) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.sent.append(message)


@pytest.fixture
def waiting(given: Given) -> Complaint:
    """A complaint whose receipt waits to be told."""
    return given.complaint(phone="+6281200000001")


def the_message() -> Message:
    return db.session.scalars(select(Message).execution_options(populate_existing=True)).one()


def later(span: timedelta) -> Callable[[], datetime]:
    return lambda: now() + span


def test_a_message_is_sent_once(waiting: Complaint) -> None:
    gateway = Gateway()
    assert deliver(gateway, now) == 1
    assert deliver(gateway, later(timedelta(days=1))) == 0
    assert [one.to for one in gateway.sent] == ["+6281200000001"]
    assert the_message().sent_at == now()


def test_a_worker_that_died_while_sending_loses_nothing(waiting: Complaint) -> None:
    gateway = Gateway()
    claim_one(now())
    assert deliver(gateway, now) == 0, "another worker took a message that is being sent"
    assert deliver(gateway, later(LEASE + timedelta(seconds=1))) == 1


def test_the_second_try_has_the_same_id(waiting: Complaint) -> None:
    seen: list[str] = []

    def cut_off(message: Outgoing) -> None:
        seen.append(message.id)
        raise SystemExit

    with pytest.raises(SystemExit):
        deliver(cut_off, now)
    gateway = Gateway()
    deliver(gateway, later(LEASE * 2))
    assert [one.id for one in gateway.sent] == seen


def test_trouble_puts_a_message_off_and_says_why(waiting: Complaint) -> None:
    assert deliver(Gateway(NotSent("HTTP 503")), now) == 0
    message = the_message()
    assert (message.error, message.sent_at) == ("HTTP 503", None)
    assert message.due_at == now() + timedelta(seconds=30)
    assert deliver(Gateway(), now) == 0
    assert deliver(Gateway(), later(timedelta(seconds=31))) == 1


def test_a_dead_gateway_ends_in_a_visible_dead_letter(waiting: Complaint) -> None:
    at = now()
    for _ in range(MOST_ATTEMPTS + 3):
        deliver(Gateway(NotSent("HTTP 500")), lambda moment=at: moment)  # type: ignore[misc]  # a bound default
        at += timedelta(hours=3)
    message = the_message()
    assert message.attempts == MOST_ATTEMPTS
    assert message.failed_at is not None
    assert message.error == "HTTP 500"


def test_a_hopeless_message_is_given_up_at_once_and_the_next_goes_out(given: Given) -> None:
    given.complaint(phone="+6281200000001")
    given.complaint(phone="+6281200000002")
    gateway = Gateway(NotSent("HTTP 400", hopeless=True))
    assert deliver(gateway, now) == 1
    assert [one.to for one in gateway.sent] == ["+6281200000002"]


def test_a_text_that_cannot_be_written_does_not_hold_up_the_others(given: Given) -> None:
    given.complaint(phone="+6281200000001")
    broken = the_message()
    broken.template = "no_such_step"
    db.session.commit()
    given.complaint(phone="+6281200000002")
    assert deliver(Gateway(), now) == 1
    db.session.refresh(broken)
    assert broken.failed_at is not None


def test_pauses_double_but_never_beyond_two_hours() -> None:
    pauses = [pause_after(attempt) for attempt in range(1, 12)]
    assert pauses[0] == timedelta(seconds=30)
    assert pauses[1] == timedelta(minutes=1)
    assert max(pauses) == timedelta(hours=2)
    assert pause_after(1, 120) == timedelta(minutes=2)
    assert pause_after(1, 10**9) == timedelta(hours=2)


def test_a_clock_set_back_does_not_freeze_the_outbox(waiting: Complaint) -> None:
    claim_one(now() + timedelta(days=1))
    assert deliver(Gateway(), now) == 1


def test_three_days_old_news_is_dropped(waiting: Complaint) -> None:
    assert drop_stale(now() + timedelta(days=2)) == 0
    assert drop_stale(now() + timedelta(days=4)) == 1
    assert deliver(Gateway(), later(timedelta(days=4))) == 0


def test_two_workers_never_send_the_same_message(app: Flask, given: Given) -> None:
    for number in range(40):
        given.complaint(phone=f"+62812000000{number:02d}")
    db.session.remove()
    gateway, gate = Gateway(), threading.Barrier(3)

    def work() -> None:
        with app.app_context():
            gate.wait()
            while deliver(gateway, now, most=1):
                db.session.remove()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    ids = [one.id for one in gateway.sent]
    assert len(ids) == 40
    assert len(set(ids)) == 40


def test_a_citizen_without_a_number_gets_no_message(given: Given) -> None:
    given.complaint(Status.CLOSED)
    assert deliver(Gateway(), now) == 0
