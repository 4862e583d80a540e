"""The status as figures for the press and other programs; moments carry their zone."""

from datetime import datetime

from flask import Response, jsonify, url_for

from ptmb.adapters.clock import now
from ptmb.domain.lifecycle import Cause
from ptmb.domain.suppression import Withheld
from ptmb.queries.reservoir_levels import Level
from ptmb.web.access import open_to_everyone
from ptmb.web.filters import local
from ptmb.web.headers import may_be_used
from ptmb.web.languages import in_address
from ptmb.web.public import public
from ptmb.web.public.area_status import AreaPage, area_page
from ptmb.web.public.city_status import CACHE, base_address, city_status
from ptmb.web.public.status_words import AreaStatus
from ptmb.web.status_addresses import STATE_WORDS


@public.get("/status.json")
@open_to_everyone
def status_json() -> Response:
    it = city_status(now())
    return _open(
        at=_stamp(it.at),
        stale=False,
        counts={STATE_WORDS[one.state]: one.count for one in it.counts},
        areas=[_area(one) for one in it.areas],
        reservoir=_reservoir(it.reservoir.level, it.at) if it.reservoir else None,
        thirty_days={"received": it.received, "finished": it.finished},
    )


@public.get("/status/<slug>.json")
@open_to_everyone
def status_area_json(slug: str) -> Response:
    it = area_page(slug, now())
    return _open(
        at=_stamp(it.at),
        stale=False,
        **_area(it.one),
        days=_days(it),
        month=_month(it),
        followers=it.followers,
    )


def _area(one: AreaStatus) -> dict[str, object]:
    """An area as data; `share` is the part of the usual water in per cent, by the plan."""
    supply = one.supply
    return {
        "code": supply.area.code,
        "name": supply.area.name,
        "district": supply.area.district,
        "state": STATE_WORDS[supply.state],
        "partial": supply.partial,
        "share": supply.water.share if supply.water else None,
        "until": _stamp(supply.until) if supply.until else None,
        "incident": supply.incident.code if supply.incident else None,
        "words": f"{one.state.word}. {one.state.sentence}",
        "url": _absolute("public.status_area", one.slug),
        "json": _absolute("public.status_area_json", one.slug),
    }


def _days(it: AreaPage) -> list[dict[str, object]]:
    """Minutes of each state; what is not known is called so, and is not normal."""
    return [
        {
            "on": one.on.isoformat(),
            "minutes": {STATE_WORDS[state]: minutes for state, minutes in one.minutes.items()},
        }
        for one in it.days
    ]


def _month(it: AreaPage) -> dict[str, object]:
    """Complaints received since the first of the month; each cause by itself, also with none.

    A count that could point at a person is null, as it is withheld in the statistics.
    """
    causes = {one.value: it.cause_count(one) for one in Cause}
    return {
        "since": local(it.at).date().replace(day=1).isoformat(),
        "received": it.month.received,
        "resolved": it.month.resolved,
        "causes": {
            name: None if isinstance(count, Withheld) else count for name, count in causes.items()
        },
    }


def _reservoir(level: Level, at: datetime) -> dict[str, object]:
    reading = level.reading
    return {
        "name": level.name,
        "level": reading.level if reading else None,
        "unit": level.unit,
        "at": _stamp(reading.at) if reading else None,
        "mood": level.mood.value,
        "old": level.stale(at),
    }


def _absolute(endpoint: str, slug: str) -> str:
    return base_address() + url_for(endpoint, slug=slug, bahasa=in_address())


def _stamp(moment: datetime) -> str:
    """2024-02-10T14:32:00+08:00."""
    return local(moment).isoformat(timespec="seconds")


def _open(**figures: object) -> Response:
    """Open data: any site may read it."""
    response = jsonify(**figures)
    response.headers["Cache-Control"] = CACHE
    response.headers["Access-Control-Allow-Origin"] = "*"
    return may_be_used(response)
