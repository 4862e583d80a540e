"""Every night the figures are compared with the complaints, once, and what was found is kept."""

import threading
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from ptmb.actions import rebuilding
from ptmb.actions import self_check as self_checks
from ptmb.adapters import clock
from ptmb.config import CITY_TIME
from ptmb.domain.figures import Tallied
from ptmb.domain.lifecycle import Status
from ptmb.extensions import db
from ptmb.jobs import prune, runner, self_check
from ptmb.models import CountNow, SelfCheck, Tally
from ptmb.queries.self_check import last_check, ledger_differences, one_moment
from tests.people import Given

NIGHT = datetime(2024, 2, 11, 3, 0, tzinfo=CITY_TIME)


@pytest.fixture
def city(given: Given) -> None:
    for days, status in ((45, Status.RESOLVED), (12, Status.MERGED), (3, Status.RESOLVED),
                         (1, Status.REJECTED), (0, Status.WITHDRAWN)):  # fmt: skip
        given.complaint(status, at=clock.now() - timedelta(days=days, hours=2))


def damage(measure: Tallied) -> None:
    db.session.execute(update(Tally).where(Tally.measure == measure).values(total=Tally.total + 1))
    db.session.commit()


@pytest.mark.usefixtures("city")
def test_right_figures_are_found_right_and_noted() -> None:
    assert self_check.check_when_due(NIGHT)
    last = last_check()
    assert last is not None
    assert (last.at, last.complaints, last.differences) == (NIGHT, 6, [])


@pytest.mark.usefixtures("city")
def test_it_is_one_check_a_night_however_many_workers_look() -> None:
    assert self_check.check_when_due(NIGHT)
    assert not self_check.check_when_due(NIGHT + timedelta(minutes=1))
    assert self_check.check_when_due(NIGHT + timedelta(days=1))
    assert len(db.session.scalars(select(SelfCheck)).all()) == 2


@pytest.mark.usefixtures("city")
def test_a_check_that_was_asked_for_is_made_once() -> None:
    asked = NIGHT + timedelta(hours=6)
    self_check.check_when_due(NIGHT)
    self_checks.ask(asked)
    assert self_check.check_when_due(asked + timedelta(seconds=5))
    assert not self_check.check_when_due(asked + timedelta(seconds=10))
    assert len(db.session.scalars(select(SelfCheck)).all()) == 2


@pytest.mark.usefixtures("city")
def test_two_workers_at_once_keep_one_check(app: Flask) -> None:
    """Both have compared before either has written; PostgreSQL lets both write at a time."""
    both, kept = threading.Barrier(2), []

    def check() -> None:
        with app.app_context():
            found = self_check.compare(NIGHT)
            both.wait()
            kept.append(self_checks.keep(found, NIGHT, unless_since=NIGHT))
            db.session.remove()

    workers = [threading.Thread(target=check) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(kept) == [False, True]
    db.session.rollback()  # what this thread began to read before
    assert len(db.session.scalars(select(SelfCheck)).all()) == 1


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("measure", [Tallied.RECEIVED_CAUSE, Tallied.RESOLUTION_TIME])
def test_a_wrong_cell_is_said_in_words(measure: Tallied) -> None:
    damage(measure)
    found = self_check.check_now(clock.now())
    assert not found.equal
    assert any("2024-02-07, seluruh kota" in words for words in found.differences)
    assert all("tercatat" in words and "seharusnya" in words for words in found.differences[:40])


@pytest.mark.usefixtures("city")
def test_the_account_that_does_not_add_up_is_said_too() -> None:
    damage(Tallied.ENDED_CAUSE)
    names = {words.split(",")[0] for words in self_check.check_now(clock.now()).differences}
    assert "2024-02-07" in names
    everything = ledger_differences(clock.now().date(), {})
    assert any(words.startswith("bulan, seluruh kota, dibawa") for words in everything)


@pytest.mark.usefixtures("city")
def test_a_wrong_present_is_found() -> None:
    db.session.execute(update(CountNow).values(total=CountNow.total + 1))
    db.session.commit()
    found = self_check.compare(clock.now())
    assert any(words.startswith("sekarang, Gunung Sari Ilir, ") for words in found.differences)
    rebuilding.rebuild_present()
    assert self_check.compare(clock.now()).equal


@pytest.mark.usefixtures("city")
def test_what_changes_while_it_reads_makes_no_difference(app: Flask, given: Given) -> None:
    """A complaint that comes in between two months is in neither count."""

    def meanwhile() -> None:
        with app.app_context():
            given.complaint(Status.RESOLVED, at=clock.now() - timedelta(days=40))
            db.session.remove()

    def told(done: int, _whole: int) -> None:
        if done == 1:
            other = threading.Thread(target=meanwhile)
            other.start()
            other.join()

    found = self_check.compare(clock.now(), told)
    assert found.differences == ()
    assert found.complaints == 6
    assert self_check.compare(clock.now()).complaints == 7


def test_reading_from_one_moment_leaves_nothing_behind(app: Flask) -> None:
    with one_moment():
        db.session.scalar(select(SelfCheck.id))
    level = db.session.connection().get_isolation_level()
    assert level == ("READ COMMITTED" if db.engine.dialect.name == "postgresql" else "SERIALIZABLE")


def test_checks_are_kept_for_400_days(app: Flask) -> None:
    for age in (10, 399, 401):
        db.session.add(
            SelfCheck(at=clock.now() - timedelta(days=age), complaints=1, differences=[])
        )
    db.session.commit()
    prune.prune_rows(clock.now())
    assert len(db.session.scalars(select(SelfCheck)).all()) == 2


def test_the_worker_has_it_among_its_chores() -> None:
    assert "check_figures" in [chore.name for chore in runner.chores(None)]
