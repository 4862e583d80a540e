"""A report as PDF on A4, set by typst, which comes with the extra `pdf`.

The words are handed over as JSON and only ever set as text, so that no name can bring markup with
it. Only the fonts inside typst are used: the sheet looks the same on every machine, offline.
"""

import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

_FOLDER = Path(__file__).parents[1] / "templates" / "reports"
_TEMPLATE = _FOLDER / "report.typ"
Form = Literal["pdf", "svg", "png"]


class NoPdf(Exception):
    """The extra `pdf` is not installed here."""


def pdf_is_possible() -> bool:
    return find_spec("typst") is not None


def report_pdf(words: Mapping[str, Any], form: Form = "pdf") -> bytes:
    """The sheet.

    Args:
        words: see templates/reports/report.typ; plain values only.
        form: "svg" and "png" are pictures of its one page.

    Raises:
        NoPdf: typst is not installed.
    """
    try:
        import typst  # noqa: PLC0415  an extra: only whoever asks for a PDF needs it
    except ImportError as error:
        raise NoPdf from error
    made = typst.compile(
        _TEMPLATE,
        root=_FOLDER,
        ignore_system_fonts=True,
        format=form,
        sys_inputs={"report": json.dumps(words)},
    )
    return bytes(made)
