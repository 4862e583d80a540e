"""A week of turns copied to another zone or another week, as a draft."""

from datetime import date, timedelta

from flask import request
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.actions import rationing
from ptmb.actions.rationing import Incomplete, Plan
from ptmb.adapters.clock import now
from ptmb.domain.day_strips import midnight, monday
from ptmb.domain.plan_shapes import copied_week
from ptmb.domain.roles import DESK_ROLES
from ptmb.models import Zone
from ptmb.queries.schedules import ZoneLine, zone_by_code, zone_list
from ptmb.queries.water_due import zone_weeks
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.forms.schedule_tools import CopyForm
from ptmb.web.desk.schedule import chosen_week
from ptmb.web.filters import day
from ptmb.web.pages import found, go, page
from ptmb.web.week_strips import DAYS

_WEEK = timedelta(days=DAYS)


@desk.get("/jadwal/<code>/salin")
@only(*DESK_ROLES)
def copy_form(code: str) -> Response:
    """Into this zone; the week of the address is offered as the one to copy."""
    zone, first = found(zone_by_code(code)), chosen_week()
    form = CopyForm(formdata=None)
    asked = request.args.get("dari", code)
    form.source.data, form.source_week.data = asked, first
    form.target_week.data = first + _WEEK
    return _form_page(form, zone)


@desk.post("/jadwal/<code>/salin")
@only(*DESK_ROLES)
def copy_week(code: str) -> Response:
    zone = found(zone_by_code(code))
    form = CopyForm()
    lines = _offer(form)
    if not form.validate_on_submit():
        return _form_page(form, zone, 422)
    source = next(one for one in lines if one.zone.code == form.source.data)
    try:
        made = rationing.draft(zone.id, _copy(form, source), current_user.actor, now())
    except Incomplete as missing:
        form.source.errors = [gettext(missing.sentence)]
        return _form_page(form, zone, 422)
    return go("desk.publish_preview", draf=made.id)


def _copy(form: CopyForm, source: ZoneLine) -> Plan:
    since: date = monday(form.source_week.data)
    target: date = monday(form.target_week.data)
    always = form.repeat.data == "terus"
    windows = zone_weeks(midnight(since)).get(source.zone.id, ())
    otherwise, rules = copied_week(windows, since, target, every_week=always)
    title = gettext("Salinan %(zone)s, minggu %(day)s", zone=source.zone.name, day=day(since))
    running = source.running
    return Plan(
        title[:120],
        running.reason if running else "",
        running.advice if running else "",
        otherwise,
        midnight(target),
        None if always else midnight(target + _WEEK),
        rules,
    )


def _offer(form: CopyForm) -> list[ZoneLine]:
    lines = zone_list(now())
    form.source.choices = [(one.zone.code, one.zone.name) for one in lines]
    return lines


def _form_page(form: CopyForm, zone: Zone, status: int = 200) -> Response:
    _offer(form)
    return page("desk/schedule/copy.html", status=status, form=form, zone=zone)
