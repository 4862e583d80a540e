"""All plans as one table for a spreadsheet, and a table brought back: looked at, then drafted."""

from typing import Any

from flask import flash, make_response, request
from flask_babel import gettext, ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.actions import auditing, schedule_import
from ptmb.actions._refusals import Incomplete
from ptmb.adapters.clock import now
from ptmb.domain.audit import AuditDeed
from ptmb.domain.roles import DESK_ROLES
from ptmb.domain.schedule_csv import FULL_COLUMNS, SIMPLE_COLUMNS, Reading, read_plans, written
from ptmb.domain.schedule_csv_lines import BOM, Fault
from ptmb.domain.water_plans import Plan
from ptmb.models import RationingSchedule
from ptmb.queries.schedule_audience import followers_told
from ptmb.queries.schedule_impact import Impact, impact_of
from ptmb.queries.schedules import ZoneLine, schedules_by_id, zone_list
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.forms.incident import put_moment
from ptmb.web.desk.forms.schedule_tools import TableForm
from ptmb.web.identity import address
from ptmb.web.pages import go, page

_SHOWN_FAULTS = 100


@desk.get("/jadwal/csv")
@only(*DESK_ROLES)
def table_form() -> Response:
    form = TableForm(formdata=None)
    put_moment(form.valid_from, now())
    return _table_page(form)


@desk.post("/jadwal/csv")
@only(*DESK_ROLES)
def read_table() -> Response:
    """Read it and say what it would change; `langkah` "simpan" makes the drafts."""
    form = TableForm()
    if not form.validate_on_submit():
        return _table_page(form, 422)
    zones = {one.zone.code: one.zone.id for one in zone_list(now()) if one.zone.active}
    reading = read_plans(form.text.data, zones, form.terms, schedule_import.why_refused)
    if reading.faults:
        return _table_page(form, 422, reading=reading)
    plans = {zones[code]: plan for code, plan in reading.plans.items()}
    if request.form.get("langkah") == "simpan":
        return _stored(form, reading, plans)
    told = impact_of(plans, now())
    return _table_page(form, reading=reading, told=told)


def _stored(form: TableForm, reading: Reading, plans: dict[int, Plan]) -> Response:
    try:
        ids = schedule_import.draft_all(plans, current_user.actor, now())
    except Incomplete as missing:
        form.text.errors = [gettext(missing.sentence)]
        return _table_page(form, 422, reading=reading)
    flash(ngettext("%(num)s draf dibuat.", "%(num)s draf dibuat.", len(ids)), "ok")
    return go("desk.publish_preview", draf=list(ids))


@desk.get("/jadwal/csv/unduh")
@only(*DESK_ROLES)
def export_table() -> Response:
    """What holds, or comes next; with `isi=draf` the newest draft of each zone."""
    drafts = request.args.get("isi") == "draf"
    lines = [(one.zone.code, _exported(one, drafts=drafts)) for one in zone_list(now())]
    wanted = {row.id: code for code, row in lines if row}
    rows = sorted(schedules_by_id(wanted), key=lambda row: wanted[row.id])
    text = BOM + written((wanted[row.id], row.plan) for row in rows)
    auditing.note(AuditDeed.EXPORT, "jadwal", by=current_user.actor, at=now(), address=address())
    response = make_response(text.encode())
    response.mimetype = "text/csv"
    name = "jadwal-draf.csv" if drafts else "jadwal.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _exported(one: ZoneLine, *, drafts: bool) -> RationingSchedule | None:
    if drafts:
        return one.draft
    return one.running or next(iter(one.coming), None)


def _table_page(
    form: TableForm,
    status: int = 200,
    *,
    reading: Reading | None = None,
    told: Impact | None = None,
) -> Response:
    changing = [zone for zone in told.zones if zone.changed] if told else []
    areas = {area_id for zone in changing for area_id in zone.area_ids}
    faults = reading.faults if reading else ()
    context: dict[str, Any] = {
        "form": form,
        "reading": reading,
        "faults": [(one.line, _fault_words(one)) for one in faults[:_SHOWN_FAULTS]],
        "more_faults": max(0, len(faults) - _SHOWN_FAULTS),
        "told": told,
        "followers": followers_told(areas),
        "full_columns": FULL_COLUMNS,
        "simple_columns": SIMPLE_COLUMNS,
    }
    return page("desk/schedule/table.html", status=status, **context)


def _fault_words(fault: Fault) -> str:
    return gettext(fault.text, **fault.values)
