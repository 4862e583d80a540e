"""Periods in addresses and in words."""

from datetime import date

import pytest
from flask import Flask

from ptmb.domain.periods import Period, PeriodKind
from ptmb.web.periods import asked_period, period_query, period_words

TODAY = date(2024, 2, 10)


def days(first: str, last: str) -> Period:
    return Period(
        PeriodKind.CUSTOM, date.fromisoformat(first), date.fromisoformat(last), running=False
    )


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ({}, "2024-02-01"),
        ({"periode": "bulan"}, "2024-02-01"),
        ({"periode": "apa saja"}, "2024-02-01"),
        ({"periode": "hari-ini"}, "2024-02-10"),
        ({"periode": "7-hari"}, "2024-02-04"),
        ({"periode": "tahun"}, "2024-01-01"),
        ({"periode": "pilihan", "dari": "2024-01-05"}, "2024-01-05"),
        ({"periode": "pilihan", "dari": "kemarin", "sampai": "2024-13-01"}, "2024-02-01"),
    ],
)
def test_an_address_asks_for_a_period(asked: dict[str, str], first: str) -> None:
    found = asked_period(asked, TODAY)
    assert (found.first.isoformat(), found.last) == (first, TODAY)


def test_two_days_may_be_given_in_either_order() -> None:
    asked = {"periode": "pilihan", "dari": "2024-01-31", "sampai": "2024-01-02"}
    found = asked_period(asked, TODAY)
    assert (found.first, found.last) == (date(2024, 1, 2), date(2024, 1, 31))
    assert not found.running


@pytest.mark.parametrize("kind", list(PeriodKind))
def test_a_period_can_be_asked_for_again(kind: PeriodKind) -> None:
    found = asked_period({"periode": kind.value, "dari": "2024-01-05"}, TODAY)
    assert asked_period(period_query(found), TODAY) == found


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (days("2024-02-10", "2024-02-10"), "10 Februari 2024"),
        (days("2024-02-01", "2024-02-10"), "1–10 Februari 2024"),
        (days("2024-01-28", "2024-02-03"), "28 Januari – 3 Februari 2024"),
        (days("2023-12-28", "2024-01-03"), "28 Desember 2023 – 3 Januari 2024"),
    ],
)
def test_month_and_year_are_said_once(app: Flask, period: Period, words: str) -> None:
    with app.test_request_context():
        assert period_words(period) == words
