"""The counters behind the limits: windows that end, and no endless growth."""

import time

import pytest
import time_machine

from ptmb.web import limit_counters
from ptmb.web.limit_counters import ProcessCounters


def test_a_window_counts_up_and_begins_anew_when_it_is_over() -> None:
    counters = ProcessCounters()
    with time_machine.travel("2024-02-10T14:32:00Z", tick=False) as clock:
        assert [counters.incr("a", 60) for _ in range(3)] == [1, 2, 3]
        assert counters.get_expiry("a") == pytest.approx(time.time() + 60)
        clock.shift(59)
        assert counters.incr("a", 60) == 4
        clock.shift(2)
        assert counters.get("a") == 0
        assert counters.incr("a", 60) == 1


def test_one_key_says_nothing_of_another() -> None:
    counters = ProcessCounters()
    counters.incr("a", 60, amount=5)
    assert counters.incr("b", 60) == 1
    counters.clear("a")
    assert counters.get("a") == 0
    assert counters.get("b") == 1
    assert counters.reset() == 1


def test_what_ran_out_is_swept_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limit_counters, "_LEAST", 10)
    counters = ProcessCounters()
    with time_machine.travel("2024-02-10T14:32:00Z", tick=False) as clock:
        for number in range(10):
            counters.incr(f"old {number}", 60)
        clock.shift(61)
        counters.incr("kept", 60)
        assert counters.reset() == 1
