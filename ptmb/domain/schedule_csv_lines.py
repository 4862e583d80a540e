"""A spreadsheet's text (CSV) as lines of named cells; whatever it is, it costs little."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ptmb.domain.schedule_csv_cells import guarded
from ptmb.domain.words import N_

MOST_CHARACTERS = 300_000
MOST_LINES = 3_000
_DELIMITERS = (";", ",", "\t")
BOM = "\ufeff"


@dataclass(frozen=True)
class Fault:
    """A line that cannot be taken and why; a page translates `text` and fills it with `values`."""

    line: int
    text: str
    values: Mapping[str, str | int] = field(default_factory=dict)


class Unreadable(Exception):
    """The text as a whole is no such table."""

    def __init__(self, text: str, line: int = 1, **values: str | int) -> None:
        super().__init__(text)
        self.fault = Fault(line, text, values)


@dataclass(frozen=True)
class CsvLine:
    """A row of the table.

    `number` is where it begins in the file, counted from 1; `cells` are by the name of a known
    column; `extra`: it has more of them than the table has columns.
    """

    number: int
    cells: Mapping[str, str]
    extra: bool = False


def decoded(raw: bytes) -> str:
    """The text of a file as spreadsheets write it: UTF-8, or UTF-16 with its mark.

    Raises:
        Unreadable: it is neither, or too long.
    """
    if len(raw) > 4 * MOST_CHARACTERS:
        raise _too_long()
    wide = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        text = raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(N_("Berkas ini bukan teks UTF-8. Simpan sebagai CSV UTF-8.")) from error
    if len(text) > MOST_CHARACTERS:
        raise _too_long()
    return text


def csv_lines(text: str, known: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], list[CsvLine]]:
    """Which of the known columns the table has, and its lines; empty ones are left out.

    Raises:
        Unreadable: it is no table, or has none of these columns.
    """
    if len(text) > MOST_CHARACTERS:
        raise _too_long()
    if "\0" in text:
        raise Unreadable(N_("Berkas ini bukan CSV."))
    rows = _rows(text.removeprefix(BOM))
    if rows and rows[0][1][0].lower().startswith("sep="):
        rows = rows[1:]
    if not rows:
        raise Unreadable(N_("Berkas ini kosong."))
    number, head = rows[0]
    names = [name.strip().lower() for name in head]
    columns = next((one for one in known if set(one) <= set(names)), None)
    if columns is None or len(set(names)) < len(names):
        listed = ", ".join(known[-1])
        raise Unreadable(N_("Baris pertama harus berisi: %(columns)s."), number, columns=listed)
    return columns, [_line(at, columns, names, row) for at, row in rows[1:]]


def csv_text(columns: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table that a spreadsheet of this country opens: semicolons, no cell that it would run."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([guarded(cell) for cell in line] for line in lines)
    return out.getvalue()


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Rows that say something, each with the number of the line where it begins."""
    found: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    begins = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                found.append((begins, row))
            begins = reader.line_num + 1
            if len(found) > MOST_LINES:
                raise Unreadable(N_("Paling banyak %(most)s baris."), begins, most=MOST_LINES)
    except csv.Error as error:
        raise Unreadable(N_("Baris ini rusak. Periksa tanda kutipnya."), begins) from error
    return found


def _delimiter(text: str) -> str:
    """Whichever the first line has most of; the first line is one of column names."""
    lines = text.lstrip().splitlines() or [""]
    head = next((line for line in lines[:2] if not line.lower().startswith("sep=")), "")
    return max(_DELIMITERS, key=head.count)


def _line(number: int, columns: tuple[str, ...], names: list[str], row: list[str]) -> CsvLine:
    """Cells that are missing at the end are empty, as spreadsheets leave them out."""
    there = zip(names, row, strict=False)
    cells = dict.fromkeys(columns, "") | {name: cell for name, cell in there if name in columns}
    return CsvLine(number, cells, extra=any(cell.strip() for cell in row[len(names) :]))


def _too_long() -> Unreadable:
    return Unreadable(
        N_("Berkas terlalu besar: paling banyak %(most)s huruf."), most=MOST_CHARACTERS
    )
