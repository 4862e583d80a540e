"""The demonstration shows what the press counted in February 2024, and nothing impossible."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from ptmb.actions._record import apply
from ptmb.adapters.photo_store import PhotoStore
from ptmb.config import CITY_TIME
from ptmb.demo.accounts import ACCOUNTS
from ptmb.demo.calendar import MOMENT, moved_to
from ptmb.demo.fates import AREA_SHARES
from ptmb.demo.loading import load_demonstration
from ptmb.demo.plan import deal
from ptmb.domain.city import AREAS
from ptmb.domain.lanes import PRESSING
from ptmb.domain.lifecycle import DONE, ENDED, OPEN, Cause, Status, landing, rule_for
from ptmb.domain.periods import PeriodKind, this
from ptmb.domain.photos import PhotoSize
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import (
    Area,
    Category,
    Complaint,
    ComplaintEvent,
    Message,
    Photo,
    Staff,
)
from ptmb.queries.figures import counts
from tests.roll_ups import check_roll_ups

WITA = ZoneInfo("Asia/Makassar")


def complaints() -> list[Complaint]:
    return list(db.session.scalars(select(Complaint)))


def test_it_has_the_figures_of_the_press(city: Flask) -> None:
    by_status = Counter(one.status for one in complaints())
    assert by_status.total() == 286
    assert sum(by_status[status] for status in DONE) == 176
    assert sum(by_status[status] for status in OPEN) == 110
    assert not any(by_status[status] for status in ENDED - DONE - {Status.CLOSED})


def test_today_31_came_in_and_22_were_done(city: Flask) -> None:
    today = date(2024, 2, 10)
    assert sum(one.received_on == today for one in complaints()) == 31
    assert sum(one.ended_on == today and one.status in DONE for one in complaints()) == 22


def test_nine_are_late(city: Flask) -> None:
    late = [one for one in complaints() if one.lane in PRESSING and one.due_at < MOMENT]
    assert len(late) == 9


def test_most_are_no_water_and_most_of_it_is_rationing(city: Flask) -> None:
    codes = {one.id: one.code for one in db.session.scalars(select(Category))}
    found = complaints()
    assert sum(codes[one.category_id] == "NOFLOW" for one in found) > 286 / 2
    assert 0.6 <= sum(one.cause is Cause.RATIONING for one in found) / 286 <= 0.7


def test_every_area_has_its_share(city: Flask) -> None:
    names = {one.id: one.name for one in db.session.scalars(select(Area))}
    assert Counter(names[one.area_id or 0] for one in complaints()) == AREA_SHARES
    assert set(AREA_SHARES) == {area.name for area in AREAS}


def test_every_history_follows_the_table_and_ends_where_the_complaint_is(city: Flask) -> None:
    events = db.session.scalars(select(ComplaintEvent).order_by(ComplaintEvent.id)).all()
    at: dict[int, Status] = {}
    for event in events:
        before = at.get(event.complaint_id)
        assert event.status_before == before
        rule = rule_for(before, event.step, event.role)
        assert landing(rule, before) is event.status_after
        at[event.complaint_id] = event.status_after
    assert at == {one.id: one.status for one in complaints()}


def test_events_lie_in_the_order_in_which_they_happened(city: Flask) -> None:
    moments = db.session.scalars(select(ComplaintEvent.at).order_by(ComplaintEvent.id)).all()
    assert list(moments) == sorted(moments)
    assert moments[-1] <= MOMENT


def test_the_roll_ups_count_the_same(city: Flask) -> None:
    month = counts(this(PeriodKind.MONTH, MOMENT.astimezone(CITY_TIME).date()))
    assert (month.received, month.resolved, month.open) == (286, 176, 110)
    check_roll_ups()


def test_nobody_waits_for_a_message(city: Flask) -> None:
    assert db.session.scalar(select(func.count(Message.id)))
    assert db.session.scalar(select(Message.id).where(Message.sent_at.is_(None))) is None


def test_every_photo_of_a_row_lies_in_the_store(city: Flask) -> None:
    store = PhotoStore(city.config["PTMB"].storage)
    tokens = db.session.scalars(select(Photo.token)).all()
    assert 20 <= len(tokens) <= 90
    assert all(store.path(token, PhotoSize.FULL) for token in tokens)


def test_people_have_roles_and_numbers_and_no_names(city: Flask) -> None:
    people = {one.username: one for one in db.session.scalars(select(Staff))}
    assert set(people) == {account.username for account in ACCOUNTS}
    assert people["petugas2"].name == "Petugas 2"
    served = [area.id for one in people.values() if one.role is Role.OFFICER for area in one.areas]
    assert set(served) == {one.id for one in db.session.scalars(select(Area))}
    assert not any(one.reporter_name for one in complaints())


def test_a_few_were_opened_again_and_many_were_rated(city: Flask) -> None:
    found = complaints()
    assert 3 <= sum(one.reopened > 0 for one in found) <= 8
    assert sum(one.rating is not None for one in found) > 30
    assert sum(one.supporters for one in found) > 40


def test_it_is_loaded_only_once(city: Flask) -> None:
    assert load_demonstration(MOMENT, quiet=True) is False
    assert len(complaints()) == 286


def test_a_failure_half_way_leaves_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = []

    def fail_later(*args: object, **kwargs: object) -> object:
        taken.append(args)
        if len(taken) > 25:
            raise OSError("No space left on device")
        return apply(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr("ptmb.actions._record.apply", fail_later)
    with pytest.raises(OSError, match="No space"):
        load_demonstration(MOMENT, quiet=True)
    db.session.remove()
    assert db.session.scalar(select(Complaint.id).limit(1)) is None
    assert db.session.scalar(select(Staff.id).limit(1)) is None


@pytest.mark.parametrize("seed", range(5))
def test_another_seed_gives_the_same_figures(seed: int) -> None:
    lots = deal(seed)
    assert len(lots) == 286
    assert sum(lot.done_at is not None for lot in lots) == 176
    assert deal(seed) == lots


MOMENTS = st.datetimes(datetime(2024, 1, 31), datetime(2024, 2, 14), timezones=st.just(WITA))
NOWS = st.datetimes(datetime(2024, 3, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


@given(NOWS, MOMENTS, MOMENTS)
def test_moving_keeps_the_order(now: datetime, one: datetime, other: datetime) -> None:
    moved = moved_to(now)
    assert (moved(one) < moved(other)) == (one < other) or moved(one) == moved(other)


@given(NOWS)
def test_its_end_is_now_and_its_last_day_is_today(now: datetime) -> None:
    moved, today = moved_to(now), now.astimezone(WITA).date()
    assert abs(moved(MOMENT) - now) < timedelta(milliseconds=1)
    assert moved(datetime(2024, 2, 10, 0, 0, 1, tzinfo=WITA)).astimezone(WITA).date() == today
    yesterday = moved(datetime(2024, 2, 9, 23, 59, tzinfo=WITA)).astimezone(WITA)
    assert yesterday.date() == today - timedelta(days=1)
    assert (yesterday.hour, yesterday.minute) == (23, 59)


def test_pinned_to_its_own_end_nothing_moves() -> None:
    moved = moved_to(MOMENT)
    for moment in (MOMENT, MOMENT - timedelta(hours=3), MOMENT - timedelta(days=4)):
        assert abs(moved(moment) - moment) < timedelta(milliseconds=1)
