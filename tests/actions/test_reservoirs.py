"""Levels are stored once, doubted when they leap, and taken back without a trace being lost."""

from datetime import date, timedelta

import pytest
from flask import Flask

from ptmb.actions import api_keys, reservoir_changes, reservoirs
from ptmb.actions.reservoirs import Incomplete, NewReading, OddReading
from ptmb.domain.reservoir import Mood
from ptmb.domain.roles import Actor, Role
from ptmb.domain.supply import ThresholdKind
from ptmb.domain.tokens import token_hash
from ptmb.models import Reservoir
from ptmb.queries.reservoir_levels import levels, main_level, reservoir_by_code
from ptmb.queries.reservoir_readings import key_named, recent_rows
from tests.conftest import NOW

DESK = Actor(Role.OPERATOR)


@pytest.fixture
def manggar(app: Flask) -> Reservoir:
    found = reservoir_by_code("manggar")
    assert found
    return found


def put(reservoir: Reservoir, level: float, days_ago: float = 0, **more: object) -> int:
    at = NOW - timedelta(days=days_ago)
    new = NewReading(level, at, f"reading-{level}-{days_ago}", **more)  # type: ignore[arg-type]  # the test names real fields
    return reservoirs.read(reservoir.id, new, DESK, NOW).id


def test_before_the_first_reading_nothing_is_claimed(manggar: Reservoir) -> None:
    level = main_level(NOW)
    assert level
    assert (level.name, level.reading, level.mood) == ("Waduk Manggar", None, Mood.UNKNOWN)


def test_the_newest_level_comes_with_its_mood_trend_and_days(manggar: Reservoir) -> None:
    for day in range(7):
        put(manggar, 6.90 + 0.04 * (6 - day), 6 - day)
    level = main_level(NOW)
    assert level
    assert level.reading
    assert level.reading.at == NOW
    assert level.mood is Mood.ALERT
    assert level.heading
    assert level.left
    assert level.left.days == pytest.approx(
        (level.reading.level - 5.0) * 100 / -level.heading.cm_per_day
    )


def test_the_same_reading_sent_twice_is_one(manggar: Reservoir) -> None:
    assert put(manggar, 8.42) == put(manggar, 8.42)
    assert len(recent_rows(manggar.id)) == 1


def test_a_leap_is_asked_about_and_kept_as_such_when_it_is_so(manggar: Reservoir) -> None:
    put(manggar, 8.42, 1)
    with pytest.raises(OddReading) as refusal:
        put(manggar, 7.22)
    assert refusal.value.change_cm == -120
    put(manggar, 7.22, sure=True)
    assert [row.odd for row in recent_rows(manggar.id)] == [True, False]


@pytest.mark.parametrize("level", [2.99, 84.2, -8.42])
def test_what_is_not_on_the_gauge_is_refused_even_when_sure(
    manggar: Reservoir, level: float
) -> None:
    with pytest.raises(Incomplete) as refusal:
        put(manggar, level, sure=True)
    assert refusal.value.field == "level"


def test_a_reading_of_tomorrow_is_refused(manggar: Reservoir) -> None:
    with pytest.raises(Incomplete) as refusal:
        put(manggar, 8.42, -1)
    assert refusal.value.field == "measured_at"


def test_a_withdrawn_reading_counts_no_more_and_stays_in_the_list(manggar: Reservoir) -> None:
    put(manggar, 8.46, 1)
    wrong = put(manggar, 8.24)
    reservoirs.withdraw(wrong, DESK, NOW)
    level = main_level(NOW)
    assert level
    assert level.reading
    assert level.reading.level == 8.46
    assert [row.withdrawn_at is not None for row in recent_rows(manggar.id)] == [True, False]


def test_a_late_reading_does_not_become_the_newest(manggar: Reservoir) -> None:
    put(manggar, 8.42)
    put(manggar, 8.50, 2)
    level = main_level(NOW)
    assert level
    assert level.reading
    assert level.reading.level == 8.42


def test_an_old_level_is_shown_and_called_old(manggar: Reservoir) -> None:
    put(manggar, 8.42, 40)
    level = main_level(NOW)
    assert level
    assert level.reading
    assert level.stale(NOW)


def test_a_new_mark_ends_the_one_before_and_history_keeps_both(manggar: Reservoir) -> None:
    put(manggar, 7.20)
    set_on = date(2024, 2, 10)
    reservoir_changes.set_threshold(manggar.id, ThresholdKind.ALERT, 7.5, set_on, by=DESK, at=NOW)
    now, before = main_level(NOW), main_level(NOW - timedelta(days=1))
    assert now
    assert before
    assert now.mood is Mood.ALERT
    assert before.marks[ThresholdKind.ALERT].level == 7.0
    assert now.marks[ThresholdKind.ALERT].level == 7.5


def test_each_reservoir_has_a_gauge_of_its_own(manggar: Reservoir) -> None:
    teritip = reservoir_by_code("teritip")
    assert teritip
    put(manggar, 8.42)
    put(teritip, 21.10)
    assert [(one.name, one.mood) for one in levels(NOW)] == [
        ("Waduk Manggar", Mood.LOW),
        ("Waduk Teritip", Mood.LOW),
    ]


def test_a_key_opens_until_it_is_revoked(app: Flask) -> None:
    key, token = api_keys.make_key("Telemetri", DESK, NOW)
    assert token not in (key.token_hash, key.name)
    assert key_named(token_hash(token), "reservoir")
    api_keys.revoke_key(key.id, DESK, NOW)
    assert key_named(token_hash(token), "reservoir") is None
