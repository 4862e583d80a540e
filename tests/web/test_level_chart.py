"""The drawing of a level: right places, marks for their own days, nothing made up."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from flask import Flask

from ptmb.config import CITY_TIME
from ptmb.domain.reservoir import Mark, Reading
from ptmb.domain.supply import ThresholdKind
from ptmb.web.level_chart import LevelChart, level_chart

LAST = date(2024, 2, 10)
ALERT = ThresholdKind.ALERT


@pytest.fixture(autouse=True)
def within_a_request(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def reading(days_ago: int, level: float, hour: int = 7) -> Reading:
    day = datetime(2024, 2, 10, hour, tzinfo=CITY_TIME) - timedelta(days=days_ago)
    return Reading(day, level)


def drawn(*readings: Reading, marks: tuple[Mark, ...] = (), days: int = 30) -> LevelChart:
    return level_chart(sorted(readings, key=lambda one: one.at), marks, LAST, days)


def test_the_last_reading_of_a_day_of_the_city_counts() -> None:
    chart = drawn(reading(0, 8.5, 0), reading(0, 8.4, 23), reading(1, 8.6, 23))
    assert [(row.day, row.level) for row in chart.rows] == [
        (LAST, 8.4), (LAST - timedelta(days=1), 8.6),
    ]  # fmt: skip


def test_higher_water_stands_higher_and_later_days_further_right() -> None:
    chart = drawn(reading(3, 9.0), reading(0, 8.0), reading(1, 8.5))
    [points] = chart.lines
    assert [x for x, _ in points] == sorted(x for x, _ in points)
    assert [y for _, y in points] == sorted(y for _, y in points)
    assert chart.last == points[-1]
    for x, y in points:
        assert 0 <= x <= 100
        assert 0 <= y <= 100


def test_no_line_is_drawn_over_days_that_nobody_read() -> None:
    assert len(drawn(reading(20, 9.0), reading(19, 9.0), reading(0, 8.0)).lines) == 2


def test_a_mark_is_drawn_for_the_days_it_held() -> None:
    changed = date(2024, 1, 27)
    old = Mark(ALERT, 7.0, date(2014, 1, 1), changed - timedelta(days=1))
    new = Mark(ALERT, 7.5, changed)
    gone = Mark(ALERT, 6.0, date(2013, 1, 1), date(2013, 12, 31))
    later, earlier = drawn(reading(0, 8.0), marks=(old, new, gone)).marks
    assert (later.words, later.right) == ("Waspada 7,50", 100)
    assert (earlier.words, earlier.left) == ("Waspada 7,00", 0)
    assert earlier.right == later.left == 50


def test_a_day_is_called_by_the_marks_of_that_day() -> None:
    old = Mark(ALERT, 7.0, date(2014, 1, 1), date(2024, 2, 9))
    chart = drawn(reading(0, 7.2), reading(1, 7.2), marks=(old, Mark(ALERT, 7.5, LAST)))
    assert [row.state.word for row in chart.rows] == ["Waspada", "Normal"]


def test_words_of_close_marks_do_not_lie_on_one_another() -> None:
    kinds = list(ThresholdKind)
    marks = tuple(Mark(kind, 7 - n / 100, date(2014, 1, 1)) for n, kind in enumerate(kinds))
    places = [mark.words_y for mark in drawn(reading(0, 9.0), marks=marks).marks]
    assert all(b - a >= 8 for a, b in pairwise(places))


@pytest.mark.parametrize(("days", "most"), [(30, 6), (365, 6)])
def test_the_days_below_leave_room_for_one_another(days: int, most: int) -> None:
    assert 3 <= len(drawn(reading(0, 8.0), days=days).ticks) <= most


def test_the_sentence_says_the_ends_and_the_extremes() -> None:
    chart = drawn(reading(5, 8.9), reading(3, 9.1), reading(1, 8.2), reading(0, 8.4))
    assert chart.sentence == (
        "30 hari: dari 8,90 m menjadi 8,40 m; terendah 8,20 m, tertinggi 9,10 m."
    )


def test_without_readings_it_says_so() -> None:
    chart = drawn()
    assert chart.sentence == "Belum ada angka dalam 30 hari ini."
    assert (chart.lines, chart.rows, chart.last) == ([], [], None)
