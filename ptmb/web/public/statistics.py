"""Public statistics: a page, and the same figures as JSON and CSV with their dictionary.

Everybody is given the same copy (web/status_copies.py): nothing here may depend on who asks.
"""

import csv
import io
from datetime import datetime

from flask import Response, abort, jsonify, render_template, request, url_for

from ptmb.adapters.clock import now
from ptmb.domain.lifecycle import Cause
from ptmb.domain.measures import Measure
from ptmb.queries.public_statistics import PublicStatistics, public_statistics
from ptmb.web.access import open_to_everyone
from ptmb.web.filters import cause_view, local
from ptmb.web.headers import may_be_used
from ptmb.web.languages import in_address
from ptmb.web.periods import asked_period
from ptmb.web.public import public
from ptmb.web.public.city_status import CACHE, base_address, for_everybody
from ptmb.web.public.heat import public_heat
from ptmb.web.public.statistics_rows import Row
from ptmb.web.public.statistics_tables import TABLES, Table
from ptmb.web.public.statistics_view import StatisticsPage
from ptmb.web.public.statistics_words import (
    COLUMNS,
    OF_FILES,
    PROMISES,
    RULES,
    VERSION,
    dictionary,
    meaning,
    meanings,
)


@public.get("/statistik")
@open_to_everyone
def statistics() -> Response:
    at = now()
    it = StatisticsPage(at, _asked(at))
    html = render_template(
        "public/statistics/page.html",
        it=it,
        heat=public_heat(it.period),
        heat_query={**it.query, "bahasa": in_address()},
        meaning=meaning,
        Measure=Measure,
        causes=[cause_view(one) for one in Cause],
        tables=TABLES,
        language=in_address(),
    )
    return _tagged(for_everybody(html))


@public.get("/statistik.json")
@open_to_everyone
def statistics_json() -> Response:
    at = now()
    found = _asked(at)
    return _open(
        jsonify(
            at=_stamp(at),
            stale=False,
            version=VERSION,
            dictionary=_absolute("public.statistics_dictionary_json"),
            period={
                "kind": found.period.kind.value,
                "first": found.period.first.isoformat(),
                "last": found.period.last.isoformat(),
            },
            tables={name: table.rows(found) for name, table in TABLES.items()},
        )
    )


@public.get("/statistik/<name>.csv")
@open_to_everyone
def statistics_csv(name: str) -> Response:
    """One table; 404 when there is none, or none for this period."""
    at, table = now(), TABLES.get(name)
    found = _asked(at) if table else None
    rows = table.rows(found) if table and found else None
    if table is None or found is None or rows is None:
        abort(404)
    response = Response(_csv(table, rows, found, at), content_type="text/csv; charset=utf-8")
    days = f"{found.period.first.isoformat()}_{found.period.last.isoformat()}"
    response.headers["Content-Disposition"] = f'inline; filename="{name}_{days}.csv"'
    return _open(response)


@public.get("/statistik/kamus")
@open_to_everyone
def statistics_dictionary() -> Response:
    html = render_template(
        "public/statistics/dictionary.html",
        meanings=meanings(),
        tables=TABLES,
        columns=COLUMNS,
        rules=RULES,
        promises=PROMISES,
        of_files=OF_FILES,
        version=VERSION,
        language=in_address(),
    )
    return _tagged(for_everybody(html))


@public.get("/statistik/kamus.json")
@open_to_everyone
def statistics_dictionary_json() -> Response:
    return _open(jsonify(**dictionary()))


def _asked(at: datetime) -> PublicStatistics:
    return public_statistics(asked_period(request.args, local(at).date()))


def _csv(table: Table, rows: list[Row], found: PublicStatistics, at: datetime) -> str:
    """RFC 4180; every row carries its period and the moment of counting."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([*table.columns, *OF_FILES])
    ends = (found.period.first.isoformat(), found.period.last.isoformat(), _stamp(at))
    writer.writerows([*(row[column] for column in table.columns), *ends] for row in rows)
    return file.getvalue()


def _absolute(endpoint: str) -> str:
    return base_address() + url_for(endpoint, bahasa=in_address())


def _stamp(moment: datetime) -> str:
    """2024-02-10T14:32:00+08:00."""
    return local(moment).isoformat(timespec="seconds")


def _open(response: Response) -> Response:
    """Open data: any site may read it, for a minute the same."""
    response.headers["Cache-Control"] = CACHE
    response.headers["Access-Control-Allow-Origin"] = "*"
    return _tagged(may_be_used(response))


def _tagged(response: Response) -> Response:
    """With its ETag, also for a period that is not kept as a copy."""
    response.add_etag()
    return response
