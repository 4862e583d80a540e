"""The meaning of every figure with the account of a period, and what is in whose hands."""

from datetime import timedelta

from flask import Response, request

from ptmb.adapters.clock import now
from ptmb.domain.measures import DEFINITIONS
from ptmb.queries.catalogue import catalogue
from ptmb.queries.crew_time import crew_time_on_site
from ptmb.queries.work_load import crew_loads, officer_loads
from ptmb.web import pages
from ptmb.web.access import only
from ptmb.web.durations import duration_words
from ptmb.web.filters import local
from ptmb.web.mayor import mayor
from ptmb.web.mayor.account import account
from ptmb.web.mayor.views import MANAGERS, READERS, area_of, asked

PER_THOUSAND = "per-1000"
_LATELY_DAYS = 30
"""How far back the crews' times at the place are looked at."""


@mayor.get("/angka")
@only(*READERS)
def meanings() -> Response:
    here, code = asked(), request.args.get("wilayah", "")
    area = area_of(code) if code else None
    by_rate = request.args.get("ukuran") == PER_THOUSAND
    return pages.page(
        "mayor/angka.html",
        account=account(here.period, here.at, area, by_rate=by_rate),
        period=here.period,
        more={"wilayah": code} if code else {},
        definitions=DEFINITIONS,
        areas=catalogue().districts,
    )


@mayor.get("/beban")
@only(*MANAGERS)
def load() -> Response:
    at = now()
    today = local(at).date()
    times = crew_time_on_site(today - timedelta(days=_LATELY_DAYS - 1), today)
    return pages.page(
        "mayor/beban.html",
        crews=crew_loads(at),
        officers=officer_loads(at),
        on_site={crew: duration_words(time.seconds) for crew, time in times.items()},
        on_site_days=_LATELY_DAYS,
    )
