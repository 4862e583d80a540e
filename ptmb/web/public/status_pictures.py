"""Today's status as a picture, for previews in messages and for the press."""

from functools import lru_cache
from pathlib import Path

from flask import Response, abort, current_app

from ptmb.adapters.clock import now
from ptmb.queries.area_slugs import area_by_slug
from ptmb.web.access import open_to_everyone
from ptmb.web.filters import day
from ptmb.web.headers import may_be_used
from ptmb.web.languages import gettext
from ptmb.web.public import public
from ptmb.web.public.city_status import CityStatus, city_status, for_everybody
from ptmb.web.public.status_drawing import Facts, drawn

_FONT = "plus-jakarta-sans/plus-jakarta-sans-latin-wght-normal.woff2"
_PICTURES_KEPT = 100
"""Each kelurahan and the city, in both languages, with room for a larger city."""


@public.get("/status/og.png")
@open_to_everyone
def status_picture() -> Response:
    it = city_status(now())
    lines = tuple((one.view.tone, str(one.count), one.view.word) for one in it.counts)
    return _picture(_facts(it, gettext("Status air Balikpapan"), lines))


@public.get("/status/<slug>/og.png")
@open_to_everyone
def status_area_picture(slug: str) -> Response:
    area = area_by_slug(slug)
    it = city_status(now())
    one = next((one for one in it.areas if area and one.supply.area.id == area.id), None)
    if one is None:
        abort(404)
    lines = ((one.state.tone, one.state.word, ""),)
    return _picture(_facts(it, one.name, lines, one.state.sentence, one.supply.area.id))


def _facts(
    it: CityStatus,
    title: str,
    lines: tuple[tuple[str, str, str], ...],
    sentence: str = "",
    marked: int | None = None,
) -> Facts:
    """The time of day is not in the picture, so that it stays the same while the status does."""
    shapes = tuple((one.area_id, one.d, it.tones.get(one.area_id, "none"))
                   for one in it.drawing.areas)  # fmt: skip
    on = day(it.at, "EEEE, d MMMM yyyy")
    return Facts(title, on, lines, sentence, shapes, tuple(it.drawing.view), marked)


def _picture(facts: Facts) -> Response:
    font = Path(current_app.root_path) / "static" / "vendor" / _FONT
    return may_be_used(for_everybody(_png(facts, font), "image/png"))


_png = lru_cache(maxsize=_PICTURES_KEPT)(drawn)
