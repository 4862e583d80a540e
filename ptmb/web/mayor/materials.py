"""What was used up in a month, for managers: a page and a file."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, request, stream_with_context
from flask_babel import gettext

from ptmb.adapters.clock import now
from ptmb.adapters.table_csv import csv_parts
from ptmb.domain.months import month_after, month_before
from ptmb.domain.tables import Column, Kind, Table
from ptmb.queries.material_sums import materials_used
from ptmb.web import pages
from ptmb.web.access import only
from ptmb.web.filters import local
from ptmb.web.job_words import material_name, quantity_words
from ptmb.web.mayor import mayor
from ptmb.web.mayor.views import MANAGERS

_FIRST_YEAR = 2000


@dataclass(frozen=True)
class MaterialRow:
    """`quantity` is written in the reader's way, in `unit`."""

    name: str
    unit: str
    quantity: str
    complaints: int


@mayor.get("/bahan")
@only(*MANAGERS)
def materials() -> Response:
    today = local(now()).date()
    month = _month(today)
    after = month_after(month)
    return pages.page(
        "mayor/bahan.html",
        month=month,
        before=f"{month_before(month):%Y-%m}",
        after=f"{after:%Y-%m}" if after <= today else "",
        rows=_rows(month),
    )


@mayor.get("/bahan.csv")
@only(*MANAGERS)
def materials_file() -> Response:
    at = now()
    month = _month(local(at).date())
    columns = [
        Column(gettext("Bahan")),
        Column(gettext("Jumlah")),
        Column(gettext("Satuan")),
        Column(gettext("Aduan"), Kind.WHOLE),
    ]
    rows = [(row.name, row.quantity, row.unit, row.complaints) for row in _rows(month)]
    counted = gettext("Dihitung pada (WITA)")
    table = Table("bahan", gettext("Bahan yang dipakai"), columns, rows, at, counted, ())
    body: Any = stream_with_context(csv_parts(table))
    response = Response(body, content_type="text/csv; charset=utf-8")
    name = f"ptmb-bahan-{month:%Y-%m}-{local(at):%Y%m%d-%H%M}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _rows(month: date) -> list[MaterialRow]:
    return [
        MaterialRow(
            material_name(one.material),
            one.material.unit,
            quantity_words(one.quantity),
            one.complaints,
        )
        for one in materials_used(month)
    ]


def _month(today: date) -> date:
    """The first day of the month asked for; the present one where none can be read."""
    try:
        month = date.fromisoformat(f"{request.args.get('bulan', '')}-01")
    except ValueError:
        return today.replace(day=1)
    return month if month.year >= _FIRST_YEAR and month <= today else today.replace(day=1)
