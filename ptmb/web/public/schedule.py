"""The turns of one kelurahan: on paper for the notice board, and as figures for programs."""

from typing import Any

from flask import Response, abort, current_app, jsonify, make_response, render_template, request

from ptmb.adapters.clock import now
from ptmb.queries.area_slugs import area_by_slug
from ptmb.queries.catalogue import AreaView
from ptmb.web.access import open_to_everyone
from ptmb.web.filters import local
from ptmb.web.headers import may_be_used
from ptmb.web.languages import STATUS, gettext, in_address
from ptmb.web.public import public
from ptmb.web.public.qr_code import qr_code
from ptmb.web.week_strips import ZoneStrips, area_week

KEPT_SECONDS = 300


@public.get("/status/<slug>/jadwal")
@open_to_everyone
def schedule_page(slug: str) -> Response:
    """One page to print and hang up; on the screen the same week."""
    at, area = now(), area_called(slug)
    html = render_template(
        "public/schedule/print.html",
        area=area,
        slug=slug,
        week=area_week(area.id, at),
        at=at,
        address=page_address(slug),
        qr=qr_code(page_address(slug)),
    )
    return for_all(make_response(html))


@public.get("/status/<slug>/jadwal.json")
@open_to_everyone
def schedule_json(slug: str) -> Response:
    """Seven days by zone, see docs/schedule-feeds.md; open data, any site may read it."""
    at, area = now(), area_called(slug)
    week = area_week(area.id, at)
    response = jsonify(
        area={"code": area.code, "name": area.name, "url": page_address(slug)},
        at=local(at).isoformat(timespec="seconds"),
        time_zone="Asia/Makassar",
        plan_not_promise=gettext("Jadwal adalah rencana; digilir belum tentu langsung dapat air."),
        zones=[_zone(one) for one in week.zones],
    )
    response.headers["Access-Control-Allow-Origin"] = "*"
    return may_be_used(for_all(response))


def area_called(slug: str) -> AreaView:
    """The area of an address, or 404."""
    area = area_by_slug(slug)
    return area if area is not None else abort(404)


def page_address(slug: str, end: str = "") -> str:
    """The area's public page as people may type it; `end` is ".ics" and its like."""
    language = f"?bahasa={in_address()}" if in_address() else ""
    return f"{current_app.config['PTMB'].public_url}{STATUS}/{slug}{end}{language}"


def for_all(response: Response) -> Response:
    """The same answer for everybody: caches may keep it for five minutes and ask by its tag."""
    response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response.add_etag()
    response.make_conditional(request)
    return response


def _zone(one: ZoneStrips) -> dict[str, Any]:
    zone = one.match.zone
    return {
        "code": zone.code,
        "name": zone.name,
        "plant": zone.plant,
        "partial": one.match.partial,
        "highland": zone.highland,
        "recovery_minutes": zone.recovery_minutes,
        "places": [{"name": place.name, "aliases": list(place.aliases)} for place in zone.places],
        "days": [
            {
                "date": day.on.isoformat(),
                "words": day.words,
                "pieces": [
                    {
                        "from_minute": piece.begins,
                        "to_minute": piece.ends,
                        "share": piece.share,
                        "planned": piece.planned,
                    }
                    for piece in day.strip.pieces
                ],
            }
            for day in one.days
        ],
    }
