"""The density of complaints that everybody may see: as a drawing, and as GeoJSON for anybody."""

from flask import Response, abort, jsonify, request

from ptmb.adapters.clock import now
from ptmb.domain.hexagon_privacy import LEAST, published
from ptmb.domain.periods import Period, PeriodKind
from ptmb.domain.shades import steps
from ptmb.geometry.hexagons import corners
from ptmb.queries.breakdowns import hexagons
from ptmb.queries.public_statistics import is_month
from ptmb.web.access import open_to_everyone
from ptmb.web.filters import local
from ptmb.web.headers import may_be_used
from ptmb.web.hexagon_map import HexagonMap, hexagon_map
from ptmb.web.periods import asked_period
from ptmb.web.public import public
from ptmb.web.public.city_status import CACHE

_DECIMALS = 6
"""Of a degree: a tenth of a metre."""


@public.get("/statistik/kepadatan.geojson")
@open_to_everyone
def heat_geojson() -> Response:
    """Cells with five complaints or more, as RFC 7946 says; 404 for a period without a map."""
    at = local(now())
    period = asked_period(request.args, at.date())
    if not _is_told(period):
        abort(404)
    response = jsonify(
        type="FeatureCollection",
        first_on=period.first.isoformat(),
        last_on=period.last.isoformat(),
        counted_at=at.isoformat(timespec="seconds"),
        stale=False,
        features=[_feature(cell, total) for cell, total in _published(period)],
    )
    response.mimetype = "application/geo+json"
    response.headers["Cache-Control"] = CACHE
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.add_etag()
    return may_be_used(response)


def public_heat(period: Period) -> HexagonMap | None:
    """What templates/public/_heat.html draws; one query, over the roll-ups.

    None for a period that is not told.
    """
    if not _is_told(period):
        return None
    cells = dict(_published(period))
    return hexagon_map(cells, steps(max(cells.values(), default=0), least=LEAST, unit=LEAST))


def _is_told(period: Period) -> bool:
    """Not for any days somebody chooses: those can be slid along (domain/hexagon_privacy.py)."""
    return period.kind is not PeriodKind.CUSTOM or is_month(period)


def _published(period: Period) -> list[tuple[str, int]]:
    return sorted(published(hexagons(period)).items())


def _feature(cell: str, total: int) -> dict[str, object]:
    ring = [
        [round(longitude, _DECIMALS), round(latitude, _DECIMALS)]
        for latitude, longitude in corners(cell)
    ]
    return {
        "type": "Feature",
        "id": cell,
        "properties": {"received_at_least": total},
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
    }
