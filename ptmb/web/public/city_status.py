"""Gathers what the status of the city shows: on the page, in a frame, as figures, as a picture."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Response, current_app, make_response

from ptmb.domain.geography import Box
from ptmb.domain.supply import SupplyState
from ptmb.geometry.drawing import MapDrawing, map_drawing
from ptmb.queries.catalogue import area_geometries, catalogue
from ptmb.queries.figures import days
from ptmb.queries.supply_history import DAYS
from ptmb.queries.supply_now import AreaSupply, city_supply
from ptmb.web.filters import local
from ptmb.web.public.status_words import (
    AreaStatus,
    StateCount,
    area_statuses,
    headline,
    state_counts,
)
from ptmb.web.reservoir_words import LevelView, main_view

CACHE = "public, max-age=60"


@dataclass(frozen=True)
class CityStatus:
    """The city at a moment; `received` and `finished` are complaints of the last 30 days."""

    at: datetime
    areas: list[AreaStatus]
    counts: list[StateCount]
    drawing: MapDrawing
    reservoir: LevelView | None
    received: int
    finished: int

    @property
    def headline(self) -> str:
        return headline(self.counts)

    @property
    def tones(self) -> dict[int, str]:
        """The tone of each area on the map, by its id."""
        return {one.supply.area.id: one.state.tone for one in self.areas}

    @property
    def slugs(self) -> dict[int, str]:
        return {one.supply.area.id: one.slug for one in self.areas}

    def shown(self, state: SupplyState | None, words: str) -> list[AreaStatus]:
        """What a filter and a search leave."""
        wanted = words.casefold()
        return [
            one
            for one in self.areas
            if (state is None or one.supply.state is state)
            and (not wanted or any(wanted in name.casefold() for name in _names(one.supply)))
        ]


def city_status(at: datetime) -> CityStatus:
    supplies = city_supply(at)
    today = local(at).date()
    figures = days(today - timedelta(days=DAYS - 1), today)
    return CityStatus(
        at=at,
        areas=area_statuses(supplies, at),
        counts=state_counts(supplies),
        drawing=drawing(),
        reservoir=main_view(at),
        received=sum(figures.received.values()),
        finished=sum(figures.finished.values()),
    )


def drawing() -> MapDrawing:
    """The map of the city, cut where the people live."""
    present = catalogue()
    crop = Box(*(float(part) for part in present.settings["map_crop"].split(",")))
    return map_drawing(present.edition, area_geometries, crop=crop)


def for_everybody(content: str | bytes, mimetype: str = "text/html") -> Response:
    """An answer that anybody may keep for a minute."""
    response = make_response(content)
    response.mimetype = mimetype
    response.headers["Cache-Control"] = CACHE
    return response


def base_address() -> str:
    """Where people find this installation, without a slash at the end."""
    address: str = current_app.config["PTMB"].public_url
    return address.rstrip("/")


def _names(one: AreaSupply) -> tuple[str, ...]:
    return (one.area.name, *one.area.aliases)
