"""The map in the middle of the desk, and the crews that are out."""

import json
from dataclasses import dataclass

from flask import Response as FlaskResponse
from flask import make_response, request
from flask_babel import get_locale, gettext, ngettext
from werkzeug.wrappers import Response

from ptmb.adapters.clock import now
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import DESK_ROLES
from ptmb.queries.assignees import CrewNow, crews_now
from ptmb.queries.catalogue import area_geometries, catalogue
from ptmb.queries.live import newest_event
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.pages import live, unchanged

CREW_SECONDS = 30
_KEPT_SECONDS = 300


@dataclass(frozen=True)
class CrewLine:
    """A row of the crews' table; `on_duty` is 1 or 0, so that a template can add them up."""

    name: str
    open_jobs: int
    on_duty: int
    tone: str
    icon: str
    words: str


@desk.get("/peta.json")
@only(*DESK_ROLES)
def areas() -> FlaskResponse:
    """The areas as GeoJSON; it stays the same until somebody changes an area."""
    present = catalogue()
    response = make_response()
    response.set_etag(f"areas-{present.edition}")
    response.headers["Cache-Control"] = f"private, max-age={_KEPT_SECONDS}"
    if request.if_none_match.contains(f"areas-{present.edition}"):
        response.status_code = 304
        return response
    features = [
        f'{{"type":"Feature","properties":{{"name":{json.dumps(present.areas[key].name)}}},'
        f'"geometry":{geometry}}}'
        for key, geometry in area_geometries()
        if key in present.areas
    ]
    response.set_data(f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}')
    response.mimetype = "application/geo+json"
    return response


@desk.get("/tim")
@only(*DESK_ROLES)
def crews() -> Response:
    """Who is on duty and how much they carry."""
    tag = f"{newest_event()}-{get_locale()}"
    same = unchanged(tag)
    if same is not None:
        return same
    return live(
        tag,
        "desk/crews.html",
        block="crews",
        crews=[_line(one) for one in crews_now()],
        tag=tag,
        at=now(),
        seconds=CREW_SECONDS,
    )


def _line(crew: CrewNow) -> CrewLine:
    load = (crew.name, crew.open_jobs, int(crew.on_duty > 0))
    area = catalogue().area_name(crew.area_id)
    if crew.status is Status.IN_PROGRESS:
        return CrewLine(*load, "fix", "tool", gettext("Di lokasi, %(area)s", area=area))
    if crew.status is Status.EN_ROUTE:
        return CrewLine(*load, "new", "navigation", gettext("Menuju %(area)s", area=area))
    if crew.status is Status.ASSIGNED:
        return CrewLine(*load, "new", "user-check", gettext("Ditunjuk ke %(area)s", area=area))
    if crew.on_duty:
        words = ngettext("Siap, %(num)s orang", "Siap, %(num)s orang", crew.on_duty)
        return CrewLine(*load, "ok", "circle-check", words)
    return CrewLine(*load, "none", "minus", gettext("Tidak bertugas"))
