"""Figures that were damaged or are missing are made anew from the complaints."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from ptmb.actions import rebuilding
from ptmb.adapters import clock
from ptmb.domain.figures import WHOLE_CITY, Grain, Outcome, Tallied
from ptmb.domain.lifecycle import Cause, Status
from ptmb.extensions import db
from ptmb.models import CountNow, Tally
from tests.people import Given
from tests.roll_ups import check_roll_ups, kept

DAY = timedelta(days=1)


@pytest.fixture
def three_months(given: Given) -> None:
    """What came in and ended in December, January and February."""
    for days, status in ((60, Status.RESOLVED), (35, Status.REJECTED), (9, Status.RECEIVED),
                         (2, Status.CLOSED)):  # fmt: skip
        given.complaint(status, at=clock.now() - days * DAY)


def change(statement: object) -> None:
    db.session.execute(statement)  # type: ignore[call-overload]  # either kind of statement
    db.session.commit()


def rebuild() -> None:
    for month in rebuilding.months_to_rebuild():
        rebuilding.rebuild_month(month)
    rebuilding.rebuild_present()


@pytest.mark.usefixtures("three_months")
def test_whatever_is_wrong_is_right_afterwards() -> None:
    before = kept()
    change(update(Tally).values(total=Tally.total + 3))
    change(delete(Tally).where(Tally.grain == Grain.DAY))
    change(update(CountNow).values(total=99))
    rebuild()
    check_roll_ups()
    assert kept() == before


@pytest.mark.usefixtures("three_months")
def test_a_month_without_complaints_loses_its_cells() -> None:
    change(
        insert(Tally).values(
            measure=Tallied.RECEIVED_CAUSE, grain=Grain.DAY, area_id=WHOLE_CITY,
            start_on=date(2021, 5, 6), member=Cause.QUALITY, outcome=Outcome.OPEN, total=4,
        )
    )  # fmt: skip
    assert date(2021, 5, 1) in rebuilding.months_to_rebuild()
    rebuild()
    check_roll_ups()
    assert not db.session.scalars(select(Tally).where(Tally.start_on < date(2022, 1, 1))).all()


@pytest.mark.usefixtures("three_months")
def test_stopped_in_between_and_used_meanwhile_it_goes_on_where_it_was(given: Given) -> None:
    change(update(Tally).values(total=Tally.total + 3))
    first, *_ = rebuilding.months_to_rebuild()
    rebuilding.rebuild_month(first)
    given.complaint(Status.RESOLVED)
    rebuild()
    check_roll_ups()


@pytest.mark.usefixtures("three_months")
def test_after_a_migration_all_are_counted_and_otherwise_none() -> None:
    assert not rebuilding.fill_when_missing()
    change(delete(Tally))
    change(delete(CountNow))
    assert rebuilding.missing(db.session())
    steps: list[int] = []
    assert rebuilding.fill_when_missing(lambda: steps.append(1))
    assert len(steps) == len(rebuilding.months_to_rebuild()) == 3
    check_roll_ups()


@pytest.mark.usefixtures("three_months")
def test_killed_while_it_counts_for_the_first_time_nothing_is_half_done() -> None:
    change(delete(Tally))

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuilding.fill_when_missing(stop)
    assert rebuilding.missing(db.session())
    assert rebuilding.fill_when_missing()
    check_roll_ups()


def test_an_empty_city_lacks_nothing(given: Given) -> None:
    assert not rebuilding.missing(db.session())
    assert rebuilding.months_to_rebuild() == []
