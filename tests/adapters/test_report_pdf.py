"""The sheet of a report: its words are there, on one page, and none of them is markup."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from flask_babel import force_locale

from ptmb.adapters import report_pdf
from ptmb.adapters.report_pdf import NoPdf
from ptmb.domain.report_figures import Account, DayFigures, ReportFigures, WorstArea
from ptmb.domain.reports import ReportKind
from ptmb.domain.trends import Trend
from ptmb.jobs.report_sheet import report_sheet
from tests.domain.test_reports import FIGURES
from tests.pdf_text import pages, pdf_text

pytest.importorskip("typst", reason="the extra pdf is not installed")
MARKUP = '#panic("in") *tebal* $x$ <label> \\ "'


def sheet(app: Flask, told: ReportFigures, language: str = "id") -> bytes:
    with force_locale(language):
        return report_sheet(told)


def test_the_sheet_says_the_figures_of_the_report(app: Flask) -> None:
    received = Account(resolved=176, open=110)
    lines = pdf_text(sheet(app, replace(FIGURES, received=received))).split("\n")
    assert "286" in lines
    assert "176" in lines
    assert "110" in lines
    assert "Laporan harian" in lines
    assert "Jumat, 9 Februari 2024" in lines
    assert "Dihitung 10 Feb 2024 07.00 WITA" in lines
    assert "8,42 m (−4 cm)" in lines


def test_other_figures_are_other_words(app: Flask) -> None:
    text = pdf_text(sheet(app, FIGURES))
    assert "286" not in text
    assert "31" in text.split("\n")


def test_a_long_month_with_long_names_stays_on_one_page(app: Flask) -> None:
    first = date(2024, 1, 1)
    worst = tuple(
        WorstArea("1", f"Kelurahan dengan nama yang panjang {n}", 1000, 999, Trend.FLAT, True)
        for n in range(5)
    )
    days = tuple(DayFigures(first + timedelta(days=n), n * 97, n * 31) for n in range(31))
    told = replace(
        FIGURES, kind=ReportKind.MONTH, first=first, last=date(2024, 1, 31), worst=worst, days=days
    )
    assert pages(sheet(app, told)) == 1


def test_a_quiet_day_makes_a_sheet_too(app: Flask) -> None:
    none = Account()
    told = replace(FIGURES, received=none, carried=none, causes={}, worst=(), water=None)
    assert "Tidak ada aduan." in pdf_text(sheet(app, told))


def test_a_name_is_set_as_it_is_written_whatever_it_looks_like(app: Flask) -> None:
    worst = (replace(FIGURES.worst[0], name=MARKUP),)
    text = pdf_text(sheet(app, replace(FIGURES, worst=worst)))
    assert '#panic("in") *tebal* $x$ <label>' in text.replace("\n", " ").replace("  ", " ")


def test_thousands_are_grouped_as_the_language_does(app: Flask) -> None:
    told = replace(FIGURES, received=Account(resolved=12_345))
    assert "12.345" in pdf_text(sheet(app, told))
    assert "12,345" in pdf_text(sheet(app, told, "en"))


def test_without_the_extra_there_is_no_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    with pytest.raises(NoPdf):
        report_pdf.report_pdf({})
