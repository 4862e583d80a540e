"""A table as a workbook: real numbers, days and moments, and a second sheet that explains them.

Texts are written as texts whatever they begin with, so none becomes a formula or a link.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import IO, Any

from ptmb.config import CITY_TIME
from ptmb.domain.tables import Cell, Kind, Table

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_FORMS = {
    Kind.TEXT: "@",
    Kind.WHOLE: "#,##0",
    Kind.DECIMAL: "#,##0.0",
    Kind.DAY: "yyyy-mm-dd",
    Kind.MOMENT: "yyyy-mm-dd hh:mm",
}
_WIDTHS = {Kind.TEXT: 26, Kind.WHOLE: 14, Kind.DECIMAL: 14, Kind.DAY: 12, Kind.MOMENT: 18}
_LONGEST_NAME = 31
"""Of a sheet, in Excel."""
_NOTES = "Keterangan"


def xlsx_file(table: Table) -> IO[bytes]:
    """The workbook in a file that vanishes when it is closed, ready to be read."""
    from xlsxwriter import Workbook  # noqa: PLC0415  only whoever asks for a workbook waits for it

    file: IO[bytes] = TemporaryFile()  # noqa: SIM115  closed by who sends it
    with Workbook(file, _OPTIONS) as book:
        book.set_properties({"title": table.title, "created": _here(table.counted_at)})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        _fill(book, table, bold)
        _explain(book, table, bold)
    file.seek(0)
    return file


def _fill(book: Any, table: Table, bold: Any) -> None:
    sheet = book.add_worksheet(table.title[:_LONGEST_NAME])
    forms = [book.add_format({"num_format": _FORMS[one.kind]}) for one in table.columns]
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, _WIDTHS[column.kind])
    sheet.freeze_panes(1, 0)
    _write(sheet, 0, [column.word for column in table.columns], [bold] * len(table.columns))
    last = 0
    for last, row in enumerate(table.rows, start=1):
        _write(sheet, last, row, forms)
    sheet.autofilter(0, 0, last, len(table.columns) - 1)


def _explain(book: Any, table: Table, bold: Any) -> None:
    sheet = book.add_worksheet(_NOTES)
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    moment = book.add_format({"num_format": _FORMS[Kind.MOMENT], "align": "left"})
    sheet.set_column(0, 0, _WIDTHS[Kind.TEXT])
    sheet.set_column(1, 1, 90)
    _write(sheet, 0, [table.title], [bold])
    _write(sheet, 1, [table.counted_word, table.counted_at], [bold, moment])
    for number, note in enumerate(table.notes, start=2):
        _write(sheet, number, note, [bold, plain])


def _write(sheet: Any, row: int, cells: Sequence[Cell], forms: Sequence[Any]) -> None:
    for number, (cell, form) in enumerate(zip(cells, forms, strict=True)):
        if cell is not None:
            _writer(sheet, cell)(row, number, _plain(cell), form)


def _writer(sheet: Any, cell: Cell) -> Callable[..., Any]:
    if isinstance(cell, str):
        found = sheet.write_string
    elif isinstance(cell, date):
        found = sheet.write_datetime
    else:
        found = sheet.write_number
    written: Callable[..., Any] = found
    return written


def _plain(cell: Cell) -> Cell:
    return _here(cell) if isinstance(cell, datetime) else cell


def _here(at: datetime) -> datetime:
    """A workbook knows no zones: the time on the city's clocks."""
    return at.astimezone(CITY_TIME).replace(tzinfo=None)
