"""Announcing drafts after a look at what changes for whom, and taking an announcement back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import flash, request
from flask_babel import gettext, ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.actions import rationing
from ptmb.actions.rationing import CatalogueChanged, Incomplete, KeyTaken, Settled
from ptmb.adapters.clock import now
from ptmb.config import CITY_TIME
from ptmb.domain.day_strips import midnight
from ptmb.domain.rationing import Window
from ptmb.domain.roles import DESK_ROLES
from ptmb.models import RationingSchedule
from ptmb.queries.schedule_audience import followers_told
from ptmb.queries.schedule_impact import ZoneImpact, impact
from ptmb.queries.schedules import publication, schedules_by_id, zone_names
from ptmb.queries.water_due import zone_weeks
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.fields import KeyedForm
from ptmb.web.pages import found, go, new_key, page
from ptmb.web.week_strips import DAYS, DayView, day_views

_MOST = 60


@dataclass(frozen=True)
class ZoneDiff:
    """A zone's days that change, each before and after."""

    impact: ZoneImpact
    schedule: RationingSchedule
    days: tuple[tuple[DayView, DayView], ...]


@desk.get("/jadwal/terbit")
@only(*DESK_ROLES)
def publish_preview() -> Response:
    """What would change; `draf` in the address are the drafts."""
    rows = schedules_by_id(_numbers(request.args.getlist("draf")))
    if not rows:
        flash(gettext("Pilih jadwal yang akan diterbitkan."), "fix")
        return go("desk.schedules")
    return _preview(rows)


@desk.post("/jadwal/terbit")
@only(*DESK_ROLES)
def publish_schedules() -> Response:
    """`draf` are the drafts as "id~version": what was not seen is not published."""
    seen = dict(_seen(one) for one in request.form.getlist("draf"))
    rows = schedules_by_id(list(seen))
    form = KeyedForm()
    if not rows or not form.validate_on_submit():
        return _preview(rows, 422, gettext("Formulir ini rusak. Muat ulang lalu kirim lagi."))
    try:
        rationing.publish(list(seen), current_user.actor, now(), form.key.data, seen=seen)
    except Incomplete as missing:
        return _preview(rows, 422, gettext(missing.sentence))
    except (CatalogueChanged, KeyTaken):
        said = gettext("Draf ini sudah diubah rekan. Periksa lagi sebelum menerbitkan.")
        return _preview(schedules_by_id(list(seen)), 409, said)
    except Settled:
        said = gettext("Salah satu draf sudah diterbitkan.")
        return _preview(schedules_by_id(list(seen)), 409, said)
    flash(ngettext("%(num)s jadwal terbit.", "%(num)s jadwal terbit.", len(seen)), "ok")
    return go("desk.schedules")


@desk.get("/jadwal/tarik/<token>")
@only(*DESK_ROLES)
def take_back_form(token: str) -> Response:
    return _take_back_page(token)


@desk.post("/jadwal/tarik/<token>")
@only(*DESK_ROLES)
def take_back(token: str) -> Response:
    found(publication(token, now()))
    try:
        rationing.unpublish(token, current_user.actor, now())
    except Settled:
        return _take_back_page(token, 409)
    flash(gettext("Terbitan ditarik. Jadwal sebelumnya berlaku lagi, isinya menjadi draf."), "ok")
    return go("desk.schedules")


def _take_back_page(token: str, status: int = 200) -> Response:
    one = found(publication(token, now()))
    return page(
        "desk/schedule/take_back.html",
        status=status,
        one=one,
        names=zone_names(schedule.zone_id for schedule in one.schedules),
    )


def _preview(rows: Sequence[RationingSchedule], status: int = 200, refusal: str = "") -> Response:
    at = now()
    drafts = {one.zone_id: one for one in rows if one.published_at is None}
    told = impact([one.id for one in drafts.values()], at)
    areas = {area_id for zone in told.zones if zone.changed for area_id in zone.area_ids}
    past = zone_weeks(midnight(at.astimezone(CITY_TIME).date()), 1)
    return page(
        "desk/schedule/publish.html",
        status=status,
        refusal=refusal,
        told=told,
        diffs=[
            _diff(zone, drafts[zone.zone_id], past.get(zone.zone_id, ()), at) for zone in told.zones
        ],
        followers=followers_told(areas),
        drafts=list(drafts.values()),
        key=new_key(),
        at=at,
    )


def _diff(
    zone: ZoneImpact, schedule: RationingSchedule, past: Iterable[Window], at: datetime
) -> ZoneDiff:
    """Eight days: seven times 24 hours from now end on the eighth."""
    today = at.astimezone(CITY_TIME).date()
    gone = [Window(one.starts_at, min(one.ends_at, at), one.share) for one in past]
    gone = [one for one in gone if one.starts_at < one.ends_at]
    before, after = (
        day_views((*gone, *coming), today, at, DAYS + 1) for coming in (zone.before, zone.after)
    )
    pairs = zip(before, after, strict=True)
    return ZoneDiff(
        zone,
        schedule,
        tuple((was, becomes) for was, becomes in pairs if was.strip.pieces != becomes.strip.pieces),
    )


def _numbers(texts: Sequence[str]) -> list[int]:
    good = [text for text in texts if text.isascii() and text.isdecimal() and len(text) < 10]
    return [int(text) for text in good][:_MOST]


def _seen(text: str) -> tuple[int, int]:
    """The id and the version of "12~3"; what is no such thing is of no draft."""
    numbers = _numbers(text.split("~"))
    return (numbers[0], numbers[1]) if len(numbers) == 2 else (0, 0)
