"""The first page: report, check your area, find your complaint."""

from datetime import datetime

from flask import current_app, request
from werkzeug.wrappers import Response

from ptmb.adapters.clock import now
from ptmb.domain.geography import Point, is_wgs84
from ptmb.queries.area_at import area_at
from ptmb.queries.catalogue import AreaView, catalogue
from ptmb.queries.public_home import month_figures, open_in_area
from ptmb.web.access import open_to_everyone
from ptmb.web.filters import local
from ptmb.web.pages import page
from ptmb.web.public import public
from ptmb.web.public.lately import supply_lately
from ptmb.web.public.status_words import AreaStatus, area_statuses
from ptmb.web.reservoir_words import main_view

AREA_COOKIE = "wilayah"
_KEPT_SECONDS = 365 * 24 * 3600
_FRESH_SECONDS = 30


@public.get("/")
@open_to_everyone
def home() -> Response:
    present = catalogue()
    area = _asked_area() or present.areas.get(_number(request.cookies.get(AREA_COOKIE, "")))
    load = open_in_area(area.id) if area else None
    at = now()
    figures = month_figures(local(at).date())
    response = page(
        "public/home.html",
        area=area,
        now_here=_status(area, at) if area else None,
        load=load,
        categories=present.categories,
        districts=present.districts,
        figures=figures,
        water=main_view(at),
        outside="lat" in request.args and area is None,
    )
    return _kept(response, area)


def _asked_area() -> AreaView | None:
    """The area of the select, or of the telephone's rounded position."""
    if "lat" in request.args:
        point = _point(request.args.get("lat", ""), request.args.get("lng", ""))
        return area_at(point) if point else None
    return catalogue().areas.get(_number(request.args.get("wilayah", "")))


def _status(area: AreaView, at: datetime) -> AreaStatus | None:
    """What the status page says of the area; the first answer to "is there water here?"."""
    supply = supply_lately(area.id, at)
    return area_statuses([supply], at)[0] if supply else None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _point(lat: str, lng: str) -> Point | None:
    try:
        degrees = float(lat), float(lng)
    except ValueError:
        return None
    return Point(*degrees) if is_wgs84(*degrees) else None


def _kept(response: Response, area: AreaView | None) -> Response:
    """Remember the area that was asked for; let caches keep only the page that is the same for all.

    A page with a cookie may be in another language or about another area.
    """
    if area and request.args:
        response.set_cookie(
            AREA_COOKIE,
            str(area.id),
            max_age=_KEPT_SECONDS,
            secure=current_app.config["PTMB"].https,
            httponly=True,
            samesite="Lax",
        )
    elif not request.cookies and not request.args:
        response.headers["Cache-Control"] = f"public, max-age={_FRESH_SECONDS}"
        response.headers.add("Vary", "Cookie")
    return response
