"""D4: who gets water when, as a week of all zones and as one zone with all of its versions."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from ptmb.adapters.clock import now
from ptmb.config import CITY_TIME
from ptmb.domain.day_strips import midnight, monday
from ptmb.domain.plan_shapes import SHAPE_WORDS, Shape
from ptmb.domain.roles import DESK_ROLES
from ptmb.domain.water_plans import STANDING_WORDS, Standing
from ptmb.models import RationingSchedule
from ptmb.queries.names import staff_names
from ptmb.queries.schedules import ZoneLine, publications, versions, zone_by_code, zone_list
from ptmb.queries.water_due import zone_weeks
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.pages import found, page
from ptmb.web.week_strips import DAYS, DayView, day_views

_FARTHEST_WEEKS = 60
STANDING_TONES = {
    Standing.DRAFT: "new",
    Standing.COMING: "turn",
    Standing.RUNNING: "ok",
}


@dataclass(frozen=True)
class ZoneWeekLine:
    """A row of the grid."""

    line: ZoneLine
    days: tuple[DayView, ...]


@dataclass(frozen=True)
class VersionLine:
    """A version of a zone's plan; `undoable` while its publication can be taken back."""

    schedule: RationingSchedule
    standing: Standing
    by: str
    undoable: bool


@desk.get("/jadwal")
@only(*DESK_ROLES)
def schedules() -> Response:
    at, first = now(), chosen_week()
    weeks = zone_weeks(midnight(first))
    lines = [
        ZoneWeekLine(one, day_views(weeks.get(one.zone.id, ()), first, at)) for one in zone_list(at)
    ]
    return page(
        "desk/schedule/grid.html",
        lines=lines,
        drafts=[one.line.draft for one in lines if one.line.draft],
        publications=publications(at, 5),
        names={one.line.zone.id: one.line.zone.name for one in lines},
        at=at,
        **week_context(first),
    )


@desk.get("/jadwal/<code>")
@only(*DESK_ROLES)
def zone_schedules(code: str) -> Response:
    return zone_page(code)


def zone_page(code: str, status: int = 200, refusal: str = "") -> Response:
    """One zone; `refusal` says why something was not done."""
    at, first, zone = now(), chosen_week(), found(zone_by_code(code))
    windows = zone_weeks(midnight(first)).get(zone.id, ())
    rows = versions(zone.id)
    names = staff_names(one.published_by or one.created_by for one in rows)
    undoable = {one.token for one in publications(at, 50) if one.undoable}
    return page(
        "desk/schedule/zone.html",
        status=status,
        refusal=refusal,
        zone=zone,
        days=day_views(windows, first, at),
        rows=[
            VersionLine(
                one,
                one.standing(at),
                names.get(one.published_by or one.created_by or 0, ""),
                one.publication in undoable,
            )
            for one in rows
        ],
        standing_words=STANDING_WORDS,
        standing_tones=STANDING_TONES,
        shapes=[(one, SHAPE_WORDS[one]) for one in Shape if one is not Shape.RULES],
        Standing=Standing,
        at=at,
        **week_context(first),
    )


def chosen_week() -> date:
    """The Monday of the week of the page; what is no day, or far away, is this week."""
    today = now().astimezone(CITY_TIME).date()
    try:
        on = date.fromisoformat(request.args.get("minggu", ""))
    except ValueError:
        return monday(today)
    return monday(on) if abs((on - today).days) <= _FARTHEST_WEEKS * DAYS else monday(today)


def week_context(first: date) -> dict[str, Any]:
    """The way to the weeks beside this one."""
    week = timedelta(days=DAYS)
    return {
        "first": first,
        "last": first + timedelta(days=DAYS - 1),
        "this_week": monday(now().astimezone(CITY_TIME).date()),
        "week_before": first - week,
        "week_after": first + week,
    }
