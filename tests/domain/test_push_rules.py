"""When a device is silent, how often a number is news, and where a push may go."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ptmb.domain.incidents import is_major
from ptmb.domain.push import PushTopic
from ptmb.domain.push_rules import MANNER_OF, TOPICS_OF, overdue_step
from ptmb.domain.push_services import known_service
from ptmb.domain.quiet_hours import quiet, quiet_since
from ptmb.domain.reservoir import Mark, Mood, Reading
from ptmb.domain.reservoir_crossings import last_crossing
from ptmb.domain.supply import IncidentKind, IncidentStatus, ThresholdKind

WITA = ZoneInfo("Asia/Makassar")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 2, day, hour, minute, tzinfo=WITA)


@pytest.mark.parametrize(
    ("hour", "minute", "silent"),
    [(20, 59, False), (21, 0, True), (23, 59, True), (0, 0, True), (5, 59, True), (6, 0, False)],
)
def test_from_nine_to_six_it_is_quiet(hour: int, minute: int, silent: bool) -> None:
    assert quiet(at(10, hour, minute)) is silent


def test_after_midnight_the_quiet_began_the_evening_before() -> None:
    assert quiet_since(at(10, 3, 30)) == at(9, 21)
    assert quiet_since(at(9, 22)) == at(9, 21)
    assert quiet_since(at(9, 12)) is None


@pytest.mark.parametrize(
    ("late", "step"),
    [(0, None), (20, None), (21, 0), (40, 0), (41, 1), (80, 1), (81, 2), (161, 3)],
)
def test_a_number_is_news_again_only_when_it_doubles(late: int, step: int | None) -> None:
    assert overdue_step(late, 20) == step


def test_every_topic_that_anybody_may_choose_has_its_manner() -> None:
    assert set(MANNER_OF) == set(PushTopic)
    assert {one for topics in TOPICS_OF.values() for one in topics} == set(PushTopic)


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:DEF_1",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
        "https://wns2-sg2p.notify.windows.com/w/?token=x",
        "https://web.push.apple.com/QOx",
        "https://fcm.googleapis.com:443/fcm/send/x",
    ],
)
def test_the_push_services_of_the_browsers_are_known(endpoint: str) -> None:
    assert known_service(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "http://fcm.googleapis.com/fcm/send/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://localhost/x",
        "https://169.254.169.254/latest/meta-data",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evil.example/fcm.googleapis.com",
        "https://fcm.googleapis.com@evil.example/x",
        "https://evil.example\\@fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com:x/x",
        "https://notify.windows.com/x",
        "https://evilnotify.windows.com/x",
        "file:///etc/passwd",
        "https://fcm.googleapis.com/" + "x" * 1000,
        "https://fcm.googleapis.com/\r\nX: 1",
        "https://fcm.goögleapis.com/x",
        "https://[",
    ],
)
def test_no_other_address_is_ever_posted_to(endpoint: str) -> None:
    assert not known_service(endpoint)


@pytest.mark.parametrize(
    ("status", "kind", "size", "major"),
    [
        (IncidentStatus.KNOWN, IncidentKind.FAULT, (3, 0), True),
        (IncidentStatus.REPAIRING, IncidentKind.FAULT, (1, 20), True),
        (IncidentStatus.KNOWN, IncidentKind.FAULT, (2, 19), False),
        (IncidentStatus.KNOWN, IncidentKind.PLANNED, (9, 99), False),
        (IncidentStatus.NORMAL, IncidentKind.FAULT, (9, 99), False),
    ],
)
def test_a_fault_is_major_when_it_is_wide_or_loud(
    status: IncidentStatus, kind: IncidentKind, size: tuple[int, int], major: bool
) -> None:
    assert is_major(status, kind, size, (3, 20)) is major


class TestCrossings:
    MARKS = {
        kind: Mark(kind, level, at(1, 0).date())
        for kind, level in ((ThresholdKind.NORMAL, 9.0), (ThresholdKind.ALERT, 8.0))
    }

    def crossing(self, *readings: tuple[datetime, float]) -> tuple[Mood, Mood, datetime] | None:
        found = last_crossing([Reading(*one) for one in readings], self.MARKS, WITA)
        return (found.before, found.now, found.at) if found else None

    def test_a_level_that_falls_below_a_mark_has_crossed_it(self) -> None:
        told = self.crossing((at(9, 8), 8.4), (at(9, 14), 7.9), (at(10, 8), 7.8))
        assert told == (Mood.LOW, Mood.ALERT, at(9, 14))

    def test_back_above_it_is_a_crossing_too(self) -> None:
        told = self.crossing((at(9, 8), 7.9), (at(9, 14), 9.2))
        assert told == (Mood.ALERT, Mood.NORMAL, at(9, 14))

    def test_a_level_that_stays_between_its_marks_crosses_nothing(self) -> None:
        assert self.crossing((at(9, 8), 8.4), (at(9, 14), 8.1)) is None
        assert self.crossing((at(9, 8), 8.4)) is None
        assert self.crossing() is None

    def test_what_the_night_took_and_gave_back_is_no_crossing(self) -> None:
        evening, below, above = (at(9, 20), 8.4), (at(9, 23), 7.9), (at(10, 4), 8.3)
        assert self.crossing(evening, below, above) is None
        told = self.crossing(evening, below, above, (at(10, 5), 7.9))
        assert told == (Mood.LOW, Mood.ALERT, at(10, 5))

    def test_without_marks_nothing_is_crossed(self) -> None:
        readings = [Reading(at(9, 8), 8.4), Reading(at(9, 9), 1.0)]
        assert last_crossing(readings, {}, WITA) is None

    def test_the_depth_tells_falling_from_rising(self) -> None:
        falling = last_crossing(
            [Reading(at(9, 8), 9.4), Reading(at(9, 8) + timedelta(hours=3), 7.4)], self.MARKS, WITA
        )
        assert falling
        assert falling.falling
