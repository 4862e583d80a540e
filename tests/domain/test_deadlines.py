"""Deadlines: when they press, and how that is said."""

from datetime import UTC, datetime, timedelta

import pytest

from ptmb.domain.deadlines import Pressure, Urgency, due, mark, pressure, raised
from ptmb.domain.lifecycle import Status

START = datetime(2024, 2, 10, 0, 0, tzinfo=UTC)
DUE = START + timedelta(hours=24)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(1, Pressure.SAFE), (17.9, Pressure.SAFE), (18, Pressure.NEAR), (23.9, Pressure.NEAR),
     (24, Pressure.LATE), (100, Pressure.LATE)],
)  # fmt: skip
def test_a_deadline_presses_harder_as_time_goes(hours: float, expected: Pressure) -> None:
    assert pressure(Status.RECEIVED, START, DUE, START + timedelta(hours=hours)) is expected


@pytest.mark.parametrize("status", [Status.NEED_INFO, Status.FOLLOW_UP, Status.RATIONED])
def test_a_waiting_complaint_is_paused_and_never_late(status: Status) -> None:
    assert pressure(status, START, DUE, DUE + timedelta(days=3)) is Pressure.PAUSED


def test_a_late_mark_says_how_late() -> None:
    found = mark(Status.RECEIVED, START, DUE, DUE + timedelta(minutes=42))
    assert (found.word, found.minutes, found.tone) == ("Lewat", 42, "bad")


def test_an_emergency_is_made_safe_within_four_hours() -> None:
    assert due(START, 24, Urgency.EMERGENCY) == START + timedelta(hours=4)
    assert due(START, 24, Urgency.HIGH) == DUE


def test_urgency_rises_one_step_and_stops_at_the_top() -> None:
    assert raised(Urgency.LOW) is Urgency.MEDIUM
    assert raised(Urgency.EMERGENCY) is Urgency.EMERGENCY
