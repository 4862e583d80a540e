"""Tables as files: what Excel opens is numbers and days, and never somebody's formula."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from xml.etree import ElementTree as ET

import pytest

from ptmb.adapters.table_csv import MARK, csv_parts
from ptmb.adapters.table_xlsx import xlsx_file
from ptmb.domain.tables import Cell, Column, Kind, Table
from tests.conftest import NOW

COLUMNS = (
    Column("Kelurahan"),
    Column("Masuk", Kind.WHOLE),
    Column("Jam", Kind.DECIMAL),
    Column("Hari", Kind.DAY),
    Column("Diterima", Kind.MOMENT),
)
ROW = ('Gunung; "Sari" Ilir', 286, 51.04, date(2024, 2, 9), NOW)
NOTES = (("Masuk", "Laporan yang diterima."),)
DANGEROUS = ("=1+1", "+62812", "-2", "@SUM(A1)", "\t=1", "\uff1d1")
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def table(rows: Sequence[Sequence[Cell]]) -> Table:
    return Table("wilayah", "Menurut kelurahan", COLUMNS, rows, NOW, "Dihitung pada (WITA)", NOTES)


def csv_rows(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    text = "".join(csv_parts(table(rows)))
    assert text.startswith(MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(MARK), newline=""), delimiter=";"))


def sheet(rows: Sequence[Sequence[Cell]], number: int = 1) -> list[list[tuple[str, str]]]:
    """Type and value of each cell, as they stand in the workbook."""
    with xlsx_file(table(rows)) as file, zipfile.ZipFile(file) as book:
        tree = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314  our own
    return [
        [(cell.get("t", "n"), "".join(cell.itertext())) for cell in row]
        for row in tree.iter(f"{_SHEET}row")
    ]


def test_a_csv_is_what_excel_in_indonesia_splits_into_columns() -> None:
    head, row = csv_rows([ROW])
    assert head == ["Kelurahan", "Masuk", "Jam", "Hari", "Diterima", "Dihitung pada (WITA)"]
    assert row == [
        'Gunung; "Sari" Ilir', "286", "51,0", "2024-02-09", "2024-02-10 14:32", "2024-02-10 14:32",
    ]  # fmt: skip


def test_an_empty_table_has_its_head_in_both_files() -> None:
    assert len(csv_rows([])) == 1
    assert len(sheet([])) == 1


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_becomes_a_formula(text: str) -> None:
    assert csv_rows([(text, None, None, None, None)])[1][0] == f"'{text}"
    assert sheet([(text, None, None, None, None)])[1][0] == ("inlineStr", text)


def test_a_number_of_ours_may_be_below_zero() -> None:
    assert csv_rows([("", -4, -0.5, None, None)])[1][1:3] == ["-4", "-0,5"]


def test_a_workbook_holds_numbers_and_days_and_not_their_texts() -> None:
    cells = sheet([ROW])[1]
    assert [kind for kind, _ in cells] == ["inlineStr", "n", "n", "n", "n"]
    assert cells[1][1] == "286"
    begin = datetime(1899, 12, 30)  # Excel's day 0
    assert float(cells[3][1]) == (datetime(2024, 2, 9) - begin).days
    assert float(cells[4][1]) % 1 == pytest.approx((14 * 60 + 32) / 1440)


def test_the_second_sheet_says_what_the_figures_mean_and_when_they_were_counted() -> None:
    words = [[text for _, text in row] for row in sheet([ROW], 2)]
    assert words[0] == ["Menurut kelurahan"]
    assert words[1][0] == "Dihitung pada (WITA)"
    assert words[2] == ["Masuk", "Laporan yang diterima."]


def test_a_long_table_leaves_in_parts() -> None:
    parts = list(csv_parts(table([ROW] * 1_200)))
    assert len(parts) == 4
    assert max(len(part) for part in parts) < 60_000
