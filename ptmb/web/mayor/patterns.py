"""When complaints come, how old the open ones are, how soon they are finished."""

from datetime import date

from flask import Response, request

from ptmb.domain.periods import Period
from ptmb.queries import breakdowns
from ptmb.queries.catalogue import catalogue
from ptmb.web import pages
from ptmb.web.access import only
from ptmb.web.charts.ages import age_bars
from ptmb.web.charts.hours import hour_table
from ptmb.web.charts.resolution import CumulativeCurves, cumulative_curves
from ptmb.web.filters import category_name
from ptmb.web.mayor import mayor
from ptmb.web.mayor.lists import Lists
from ptmb.web.mayor.views import READERS, area_of, asked
from ptmb.web.mayor.work_rows import months_of


@mayor.get("/pola")
@only(*READERS)
def patterns() -> Response:
    here, code = asked(), request.args.get("wilayah", "")
    area = area_of(code) if code else None
    area_id = area.id if area else None
    lists = Lists(here.period, code)

    def waiting(first: date | None, last: date) -> str:
        since = {"sejak": first} if first else {}
        return lists.now(keadaan="terbuka", sampai=last, **since)

    def at_hour(hour: int) -> str:
        return lists.over(months_of(here.period, here.today)).received(jam=hour)

    return pages.page(
        "mayor/pola.html",
        period=here.period,
        area=area,
        more={"wilayah": code} if code else {},
        areas=catalogue().districts,
        ages=age_bars(breakdowns.open_by_day(here.today, area_id), here.today, waiting),
        hours=hour_table(breakdowns.hours(here.period, area_id), links=at_hour),
        curves=_curves(here.period) if area is None else None,
    )


def _curves(period: Period) -> CumulativeCurves:
    """Of the whole city alone: one area's month is too little to draw."""
    known = catalogue().categories
    return cumulative_curves(
        {
            category_name(known[category]): times
            for category, times in breakdowns.category_times(period).items()
        }
    )
