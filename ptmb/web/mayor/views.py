"""The mayor's pages: a summary, the places, the lists behind each figure, one complaint."""

from datetime import date, timedelta
from urllib.parse import urlencode

from flask import Response, request, url_for
from flask_babel import get_locale
from werkzeug.exceptions import NotFound

from ptmb.adapters.clock import now
from ptmb.domain.lifecycle import Cause
from ptmb.domain.reference import NotACode, read_reference
from ptmb.domain.roles import Role
from ptmb.queries import figures, live
from ptmb.queries.catalogue import AreaView, catalogue
from ptmb.queries.complaint_list import PAGE, ComplaintList, Group
from ptmb.queries.complaint_timeline import complaint_by_reference, timeline_of
from ptmb.queries.names import crew_name, staff_names
from ptmb.web import pages
from ptmb.web.access import only
from ptmb.web.filters import local
from ptmb.web.mayor import mayor
from ptmb.web.mayor.history import entries
from ptmb.web.mayor.summary import (
    city_map,
    heading,
    shares_of,
    summarise,
    worst_areas,
)

READERS = (Role.MAYOR, Role.MANAGER, Role.ADMIN)
_REFRESH_MINUTES = 5
"""How long a page may stand unchanged while nothing happens but time."""


@mayor.get("")
@only(*READERS)
def summary() -> Response:
    tag = _tag()
    return pages.unchanged(tag, quiet=True) or pages.live(
        tag, "mayor/summary.html", block="summary", summary=summarise(), tag=tag
    )


@mayor.get("/wilayah")
@only(*READERS)
def places() -> Response:
    today = local(now()).date()
    month = figures.counts(today.replace(day=1), today)
    days = figures.days(today - timedelta(days=13), today)
    ranked = worst_areas(month, days, today, most=len(catalogue().areas))
    return pages.page(
        "mayor/places.html",
        areas=sorted(catalogue().areas.values(), key=lambda area: -month.areas[area.id]),
        month=month,
        map=city_map(month, ranked[:5]),
        first=today.replace(day=1),
    )


@mayor.get("/wilayah/<code>")
@only(*READERS)
def place(code: str) -> Response:
    area = _area(code)
    at = now()
    today = local(at).date()
    month = figures.counts(today.replace(day=1), today, area.id)
    days = figures.days(today - timedelta(days=13), today, area.id)
    return pages.page(
        "mayor/place.html",
        area=area,
        month=month,
        shares=shares_of(month),
        heading=heading(days, area.id, today),
        present=figures.present(at, today, area.id),
        complaints=ComplaintList(at, area_id=area.id).page()[:PAGE],
        first=today.replace(day=1),
    )


@mayor.get("/aduan")
@only(*READERS)
def complaints() -> Response:
    asked = _asked()
    rows = asked.page()
    return pages.page(
        "mayor/complaints.html",
        asked=asked,
        area=catalogue().areas.get(asked.area_id or 0),
        total=asked.total(),
        complaints=rows[:PAGE],
        causes=list(Cause),
        next_href=_next_page(rows[PAGE - 1].id) if len(rows) > PAGE else None,
    )


@mayor.get("/aduan/<reference>")
@only(*READERS)
def complaint(reference: str) -> Response:
    try:
        row = pages.found(complaint_by_reference(read_reference(reference)))
    except NotACode as error:
        raise NotFound from error
    history = timeline_of(row)
    return pages.page(
        "mayor/complaint.html",
        complaint=row,
        history=history,
        crew=crew_name(row.crew_id),
        entries=entries(history, staff_names(event.staff_id for event in history.events)),
    )


def _tag() -> str:
    """What the summary depends on: events, and the minutes that make things late."""
    at = now()
    minutes = int(at.timestamp() // (60 * _REFRESH_MINUTES))
    return f"{live.newest_event()}-{minutes}-{get_locale()}"


def _next_page(last_id: int) -> str:
    asked = {**request.args.to_dict(), "sebelum": str(last_id)}
    return f"{url_for('mayor.complaints')}?{urlencode(asked)}"


def _area(code: str) -> AreaView:
    return pages.found(next((a for a in catalogue().areas.values() if a.code == code), None))


def _asked() -> ComplaintList:
    """What the address asks for; nonsense is left out rather than refused."""
    at = now()
    area, before = request.args.get("wilayah", ""), request.args.get("sebelum", "")
    chosen = next((one.id for one in catalogue().areas.values() if one.code == area), None)
    return ComplaintList(
        at=at,
        first=_day("sejak"),
        last=_day("sampai"),
        group=next((g for g in Group if g == request.args.get("keadaan")), None),
        cause=next((c for c in Cause if c == request.args.get("penyebab")), None),
        area_id=chosen,
        resolved_on=_day("selesai"),
        before_id=int(before) if before.isdecimal() and len(before) < 10 else None,
    )


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
