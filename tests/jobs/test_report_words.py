"""A report in words: the same in every place, and nothing is said that is not known."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from flask_babel import force_locale

from ptmb.domain.lifecycle import Cause
from ptmb.domain.report_figures import Account, ReportFigures
from ptmb.domain.reports import ReportKind
from ptmb.jobs.report_formats import days_words, duration_words
from ptmb.jobs.report_line import digest_line
from ptmb.jobs.report_words import ReportWords, report_words
from tests.domain.test_reports import FIGURES


def line(told: ReportFigures) -> str:
    with force_locale("id"):
        return digest_line(told.to_json())


def words(told: ReportFigures) -> ReportWords:
    with force_locale("id"):
        return report_words(told)


def test_the_morning_line_says_yesterday_in_one_breath(app: Flask) -> None:
    assert line(FIGURES) == (
        "Kemarin: 31 masuk, 26 diselesaikan, 9 lewat target. 71 % bergilir."
        " Terberat: Gunung Sari Ilir. Waduk 8,42 m (−4 cm)."
    )


def test_what_is_not_known_is_left_out_of_the_line(app: Flask) -> None:
    bare = replace(FIGURES, causes={}, worst=(), water=None)
    assert line(bare) == "Kemarin: 31 masuk, 26 diselesaikan, 9 lewat target."


def test_too_few_complaints_say_nothing_of_rationing(app: Flask) -> None:
    assert "bergilir" not in line(replace(FIGURES, causes={Cause.RATIONING: 19}))


def test_a_level_without_a_reading_before_has_no_change(app: Flask) -> None:
    assert FIGURES.water
    water = replace(FIGURES.water, change_cm=None)
    assert line(replace(FIGURES, water=water)).endswith("Waduk 8,42 m.")


def test_a_report_read_later_names_its_day(app: Flask) -> None:
    told = replace(FIGURES, counted_at=FIGURES.counted_at + timedelta(days=3))
    assert line(told).startswith("Jumat, 9 Februari 2024: 31 masuk")


@pytest.mark.parametrize(
    ("kind", "first", "expected"),
    [
        (ReportKind.DAY, 9, "Jumat, 9 Februari 2024"),
        (ReportKind.WEEK, 3, "3–9 Februari 2024"),
        (ReportKind.MONTH, 1, "Februari 2024"),
    ],
)
def test_each_kind_names_its_days(app: Flask, kind: ReportKind, first: int, expected: str) -> None:
    told = replace(FIGURES, kind=kind, first=date(2024, 2, first))
    assert words(told).days_told == expected


def test_the_account_adds_up_in_every_column(app: Flask) -> None:
    *parts, whole = [row[1:] for row in words(FIGURES).ledger]
    assert whole == (31, 14, 45)
    for number, column in enumerate(zip(*parts, strict=True)):
        assert sum(column) == whole[number]


def test_the_shares_of_the_causes_are_a_hundred(app: Flask) -> None:
    causes = words(replace(FIGURES, causes=dict.fromkeys(Cause, 1))).causes
    assert sum(one.percent for one in causes) == 100
    assert [one.cause for one in causes][-1] is Cause.UNKNOWN


def test_nothing_received_is_no_share_of_nothing(app: Flask) -> None:
    told = words(replace(FIGURES, received=Account(), carried=Account(), finished=0))
    assert [one.note for one in told.numbers][1:3] == ["", ""]


def test_days_and_spans_are_said_as_shortly_as_they_can(app: Flask) -> None:
    with force_locale("id"):
        assert days_words(date(2024, 1, 29), date(2024, 2, 4)) == "29 Januari – 4 Februari 2024"
        assert days_words(date(2023, 12, 30), date(2024, 1, 2)) == (
            "30 Desember 2023 – 2 Januari 2024"
        )
        assert [duration_words(s) for s in (90, 7_800, 86_400, 129_600)] == [
            "2 menit", "2 jam 10 menit", "1 hari", "1 hari 12 jam",
        ]  # fmt: skip
