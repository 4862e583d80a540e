"""Any table of the mayor's pages as a file: CSV, or a workbook with its definitions."""

from typing import Any

from flask import Response, request, stream_with_context

from ptmb.adapters.clock import now
from ptmb.adapters.table_csv import csv_parts
from ptmb.adapters.table_xlsx import xlsx_file
from ptmb.domain.tables import Table
from ptmb.queries.reports import READERS
from ptmb.web.access import only
from ptmb.web.filters import local
from ptmb.web.mayor import mayor
from ptmb.web.mayor.downloads import taken_along
from ptmb.web.mayor.list_views import asked_complaints
from ptmb.web.mayor.tables import COMPLAINTS, OFFERS, complaints_table, figures_table
from ptmb.web.periods import asked_period

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NAMES = ",".join(OFFERS)


@mayor.get(f"/ekspor/<any({_NAMES}):table>.<any(csv,xlsx):form>")
@only(*READERS)
def export_figures(table: str, form: str) -> Response:
    at = now()
    period = asked_period(request.args, local(at).date())
    days = f"{period.first.isoformat()}-{period.last.isoformat()}"
    return _file(figures_table(table, period, at), days, form)


@mayor.get("/ekspor/aduan.<any(csv,xlsx):form>")
@only(*READERS)
def export_complaints(form: str) -> Response:
    """The list that the same address would show below /walikota/aduan."""
    asked = asked_complaints(now())
    return _file(complaints_table(asked, asked.total()), COMPLAINTS, form)


def _file(table: Table, about: str, form: str) -> Response:
    """Its name says what it holds and when that was counted."""
    counted = local(table.counted_at).strftime("%Y%m%d-%H%M")
    parts = dict.fromkeys(("ptmb", table.name, about, counted))
    name = f"{'-'.join(parts)}.{form}"
    if form == "xlsx":
        return taken_along(xlsx_file(table), _XLSX, name)
    body: Any = stream_with_context(csv_parts(table))
    response = Response(body, content_type="text/csv; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
