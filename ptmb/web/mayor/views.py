"""The mayor's pages: a summary, the places, one place."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import Response, request
from flask_babel import get_locale
from flask_login import current_user

from ptmb.adapters.clock import now
from ptmb.domain.periods import Period
from ptmb.domain.roles import Role
from ptmb.queries import figures, live
from ptmb.queries.catalogue import AreaView, catalogue
from ptmb.queries.complaint_list import ComplaintList
from ptmb.queries.editions import editions
from ptmb.queries.longest import most_overdue
from ptmb.queries.overview import overview
from ptmb.queries.supply_now import area_supply
from ptmb.web import pages
from ptmb.web.access import only
from ptmb.web.filters import local
from ptmb.web.mayor import mayor
from ptmb.web.mayor.asking import about_area, asking
from ptmb.web.mayor.city_map import city_map
from ptmb.web.mayor.comparison import compared
from ptmb.web.mayor.kept import kept_block
from ptmb.web.mayor.lists import Lists
from ptmb.web.mayor.maps import place_maps
from ptmb.web.mayor.summary import summarise
from ptmb.web.mayor.why import shares_of
from ptmb.web.mayor.worst import heading, most_complaints, reason
from ptmb.web.periods import asked_period, period_query, period_words

READERS = (Role.MAYOR, Role.MANAGER, Role.ADMIN)
MANAGERS = (Role.MANAGER, Role.ADMIN)
_REFRESH_MINUTES = 5
"""How long a page may stand unchanged while nothing happens but time."""
_MARKED, _OVERDUE, _NEWEST = 5, 5, 10


@dataclass(frozen=True)
class Asked:
    """The moment, its day in the city, and the period an address asks for."""

    at: datetime
    today: date
    period: Period


def asked() -> Asked:
    at = now()
    today = local(at).date()
    return Asked(at, today, asked_period(request.args, today))


@mayor.get("")
@only(*READERS)
def summary() -> Response:
    here, state, manages = asked(), _state(), current_user.role in MANAGERS
    query = period_query(here.period)
    tag = "-".join([state, str(get_locale()), *query.values(), "m" if manages else "w"])
    return pages.unchanged(tag, quiet=True) or pages.live(
        tag,
        "mayor/summary.html",
        block="summary",
        period=here.period,
        query=query,
        tag=tag,
        figures=kept_block(
            state,
            tag,
            "mayor/_summary.html",
            lambda: summarise(here.period, here.at, manages=manages),
        ),
    )


@mayor.get("/wilayah")
@only(*READERS)
def places() -> Response:
    here = asked()
    counts = figures.counts(here.period)
    return pages.page(
        "mayor/places.html",
        period=here.period,
        counts=counts,
        map=city_map(counts, most_complaints(counts)[:_MARKED]),
        maps=place_maps(request.args, here.period, counts, here.at),
        words=period_words(here.period),
    )


@mayor.get("/wilayah/<code>")
@only(*READERS)
def place(code: str) -> Response:
    here, area = asked(), area_of(code)
    found, lists = overview(here.period, area.id), Lists(here.period, area.code)
    counts = found.counts
    supply = area_supply(area.id, here.at) if here.period.running else None
    return pages.page(
        "mayor/place.html",
        area=area,
        period=here.period,
        lists=lists,
        counts=counts,
        shares=shares_of(counts),
        heading=heading(figures.weeks([area.id], here.today), area.id),
        reason=reason(counts, area.id, supply),
        present=figures.present(here.at, area.id),
        changes=compared(found, lists),
        overdue=most_overdue(here.at, _OVERDUE, area.id),
        complaints=ComplaintList(here.at, area_id=area.id).page()[:_NEWEST],
        ask=asking(about_area(area)),
    )


def area_of(code: str) -> AreaView:
    """The area with this code; any other is 404."""
    return pages.found(next((a for a in catalogue().areas.values() if a.code == code), None))


def _state() -> str:
    """What the figures depend on: events, catalogues, and the minutes that make things late."""
    minutes = int(now().timestamp() // (60 * _REFRESH_MINUTES))
    present = sorted(editions().items())
    numbers = [*live.newest_news(), *(number for _, number in present), minutes]
    return "-".join(str(one) for one in numbers)
