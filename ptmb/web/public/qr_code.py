"""An address as a QR code, drawn as one SVG path so that the strict policy allows it."""

from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class QrCode:
    """`size` modules wide, quiet zone included; draw `path` with a stroke of width 1."""

    size: int
    path: str


_QUIET = 4
"""Modules of white on each side that ISO/IEC 18004 asks for."""


def qr_code(text: str) -> QrCode:
    import segno  # noqa: PLC0415  only the confirmation page draws one

    matrix = segno.make_qr(text, error="m").matrix
    path = "".join(_line(row, y) for y, row in enumerate(matrix))
    return QrCode(len(matrix) + 2 * _QUIET, path)


def _line(row: bytearray, y: int) -> str:
    """The dark runs of one row as horizontal strokes through the middle of the modules."""
    drawn, x = "", _QUIET
    for dark, modules in groupby(row):
        length = sum(1 for _ in modules)
        drawn += f"M{x} {y + _QUIET}.5h{length}" if dark else ""
        x += length
    return drawn
