"""A week of turns as every page shows it: strips of 24 hours, and the same in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from ptmb.config import CITY_TIME
from ptmb.domain.day_strips import DAY_MINUTES, DayStrip, Piece, day_strips, midnight
from ptmb.domain.rationing import DRY, FULL, WaterDue, Window
from ptmb.queries.water_due import water_due, zone_weeks
from ptmb.queries.zones import ZoneMatch, zones_at
from ptmb.web.filters import day, percent, span_words
from ptmb.web.incident_words import near_day
from ptmb.web.languages import gettext, language

DAYS = 7


@dataclass(frozen=True)
class DayView:
    """One day; `now_x` is the present moment in per cent of it, None on other days."""

    strip: DayStrip
    name: str
    words: str
    now_x: float | None

    @property
    def on(self) -> date:
        return self.strip.on


@dataclass(frozen=True)
class ZoneStrips:
    """The days of one zone; `places` is the words of the announcement, `recovery` of the hills."""

    match: ZoneMatch
    days: tuple[DayView, ...]
    places: str
    recovery: str


@dataclass(frozen=True)
class AreaWeek:
    """An area's zones that have a plan, the surest first; in one sentence what comes next."""

    zones: tuple[ZoneStrips, ...]
    water: WaterDue
    sentence: str


def area_week(area_id: int, at: datetime, days: int = DAYS) -> AreaWeek:
    """Today and the following days. What `public/schedule/_week.html` draws as `week`."""
    today = at.astimezone(CITY_TIME).date()
    matches = zones_at(area_id)
    weeks = zone_weeks(midnight(today), days) if matches else {}
    water = water_due(area_id, at)
    planned = [(one, weeks[one.zone.id]) for one in matches if weeks.get(one.zone.id)]
    zones = tuple(_zone(one, windows, today, at, days) for one, windows in planned)
    return AreaWeek(zones, water, next_words(water, at) if zones else _no_plan())


def _no_plan() -> str:
    """Nothing of whether water runs: an incident may have stopped it where nothing is planned."""
    return gettext("Belum ada jadwal giliran di sini.")


def _zone(
    match: ZoneMatch, windows: Iterable[Window], today: date, at: datetime, days: int
) -> ZoneStrips:
    zone = match.zone
    names = (
        f"{place.name} ({', '.join(place.aliases)})" if place.aliases else place.name
        for place in zone.places
    )
    recovery = ""
    if zone.recovery_minutes:
        span = span_words(zone.recovery_minutes)
        recovery = gettext("Di tempat tinggi air bisa datang %(span)s lebih lambat.", span=span)
    views = day_views(windows, today, at, days)
    return ZoneStrips(match, views, ", ".join(names), recovery)


def day_views(
    windows: Iterable[Window], first: date, at: datetime, days: int = DAYS
) -> tuple[DayView, ...]:
    """So many days of a zone from `first` on."""
    return tuple(_day(strip, at) for strip in day_strips(windows, first, days))


def _day(strip: DayStrip, at: datetime) -> DayView:
    here = at.astimezone(CITY_TIME)
    minutes = here.hour * 60 + here.minute
    now_x = round(minutes * 100 / DAY_MINUTES, 2) if here.date() == strip.on else None
    return DayView(strip, day(strip.on, "EEE d MMM"), hours_words(strip), now_x)


def hours_words(strip: DayStrip) -> str:
    """When water is due that day; or that all of it is with, without, or without a plan."""
    if not strip.planned:
        return gettext("tanpa jadwal giliran")
    if not strip.flowing:
        return gettext("tidak mengalir seharian")
    if strip.flowing_minutes == DAY_MINUTES and all(one.share == FULL for one in strip.pieces):
        return gettext("sepanjang hari")
    return ", ".join(_piece(one) for one in _touching(strip.flowing))


def _touching(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one share as one, whether planned or not."""
    found: list[Piece] = []
    for one in pieces:
        last = found[-1] if found else None
        if last and (last.ends, last.share) == (one.begins, one.share):
            found[-1] = Piece(last.begins, one.ends, one.share)
        else:
            found.append(one)
    return found


def _piece(piece: Piece) -> str:
    hours = f"{_clock(piece.begins)}–{_clock(piece.ends)}"
    return hours if piece.share == FULL else f"{hours} {percent(piece.share)}"


def _clock(minute: int) -> str:
    point = ":" if language() == "en" else "."
    return f"{minute // 60:02d}{point}{minute % 60:02d}"


def next_words(water: WaterDue, at: datetime) -> str:
    """What the plan says comes next: a plan, and said as one."""
    if not water.due:
        return _dry_words(water, at)
    if DRY < water.share < FULL:
        share = percent(water.share)
        return gettext("Menurut jadwal air sekitar %(share)s dari biasanya.", share=share)
    if water.next_stop_at is None:
        return gettext("Menurut jadwal air mengalir.")
    stops = near_day(water.next_stop_at, at)
    return gettext("Menurut jadwal air mengalir, lalu berhenti %(time)s.", time=stops)


def _dry_words(water: WaterDue, at: datetime) -> str:
    if water.next_flow_at is None:
        return gettext("Menurut jadwal air tidak mengalir. Belum diketahui kapan lagi.")
    flows = near_day(water.next_flow_at, at)
    return gettext("Menurut jadwal air mengalir lagi %(time)s.", time=flows)
