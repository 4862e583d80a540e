"""A kelurahan's turns in people's own calendars, and its news in feed readers."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from flask import Response, current_app, url_for

from ptmb.adapters.atom_file import AtomEntry, AtomHead, atom_file
from ptmb.adapters.calendar_file import CalendarEvent, CalendarHead, calendar_file
from ptmb.adapters.clock import now
from ptmb.config import CITY_TIME
from ptmb.domain.day_strips import midnight
from ptmb.domain.rationing import FULL
from ptmb.models import Incident
from ptmb.queries.area_feed import (
    PublishedPlan,
    Turn,
    ZoneRevision,
    area_calendar,
    area_incidents,
    area_publications,
)
from ptmb.queries.zones import ZoneMatch
from ptmb.web.access import open_to_everyone
from ptmb.web.context import setting
from ptmb.web.filters import clock_time, day, local, percent, span_words
from ptmb.web.incident_words import incident_state
from ptmb.web.languages import gettext, in_address, language
from ptmb.web.public import public
from ptmb.web.public.schedule import area_called, for_all, page_address


@public.get("/status/<slug>.ics")
@open_to_everyone
def area_calendar_file(slug: str) -> Response:
    """The turns of the coming 28 days as published; a calendar asks again by itself."""
    area = area_called(slug)
    found = area_calendar(area.id, now())
    head = CalendarHead(
        gettext("Jadwal air %(area)s", area=area.name),
        a_plan(),
        page_address(slug),
        CITY_TIME,
    )
    host = urlsplit(current_app.config["PTMB"].public_url).hostname or "ptmb"
    file = calendar_file(
        head, (_event(one, found.revisions[one.match.zone.id], host) for one in found.turns)
    )
    response = Response(file, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{slug}.ics"'
    return for_all(response)


def a_plan() -> str:
    return gettext("Jadwal adalah rencana; digilir belum tentu langsung dapat air.")


def _event(turn: Turn, revision: ZoneRevision, host: str) -> CalendarEvent:
    zone, window = turn.match.zone, turn.window
    summary = gettext("Giliran air mengalir (rencana)")
    if window.share < FULL:
        share = percent(window.share)
        summary = gettext("Giliran air sekitar %(share)s (rencana)", share=share)
    if turn.match.partial:
        summary = gettext("%(summary)s: sebagian, %(zone)s", summary=summary, zone=zone.name)
    return CalendarEvent(
        f"giliran-{zone.id}-{window.starts_at:%Y%m%dT%H%MZ}@{host}",
        window.starts_at,
        window.ends_at,
        summary,
        "\n".join(_notes(turn)),
        revision.number,
        revision.changed_at,
    )


def _notes(turn: Turn) -> Iterator[str]:
    zone = turn.match.zone
    yield a_plan()
    if turn.advice and turn.advice != a_plan():
        yield turn.advice
    if zone.recovery_minutes:
        span = span_words(zone.recovery_minutes)
        yield gettext("Di tempat tinggi air bisa datang %(span)s lebih lambat.", span=span)
    if turn.match.partial and zone.places:
        places = ", ".join(place.name for place in zone.places)
        yield gettext("Berlaku untuk: %(places)s.", places=places)


@public.get("/status/<slug>.atom")
@open_to_everyone
def area_news(slug: str) -> Response:
    """What was published for the area, what was taken back, and its incidents."""
    at, area = now(), area_called(slug)
    head = AtomHead(
        page_address(slug, ".atom"),
        page_address(slug),
        gettext("Kabar air %(area)s", area=area.name),
        setting("product_name"),
        language(),
    )
    entries = [
        *(entry for one in area_publications(area.id) for entry in _published(one, slug)),
        *(_incident(one) for one in area_incidents(area.id)),
    ]
    file = atom_file(head, entries, midnight(local(at).date()))
    return for_all(Response(file, content_type="application/atom+xml; charset=utf-8"))


def _published(one: PublishedPlan, slug: str) -> Iterator[AtomEntry]:
    schedule, zone = one.schedule, one.match.zone
    page, at = page_address(slug), schedule.published_at or schedule.created_at
    name = f"{page_address(slug)}#jadwal-{schedule.id}"
    title = gettext("Jadwal giliran %(zone)s: %(title)s", zone=zone.name, title=schedule.title)
    yield AtomEntry(name, title, _plan_words(one), page, at, at)
    if schedule.ended_at is not None and schedule.ended_by == schedule.publication:
        title = gettext("Jadwal giliran %(zone)s ditarik", zone=zone.name)
        text = gettext("Jadwal %(title)s tidak berlaku lagi.", title=schedule.title)
        ended_at = schedule.ended_at
        yield AtomEntry(f"{name}-ditarik", title, text, page, ended_at, ended_at)


def _plan_words(one: PublishedPlan) -> str:
    schedule = one.schedule
    begins = gettext("Berlaku mulai %(time)s.", time=_written(schedule.valid_from))
    ends = gettext("Sampai selesai.")
    if schedule.valid_until is not None:
        ends = gettext("Sampai %(time)s.", time=_written(schedule.valid_until))
    places = _places(one.match)
    parts = (begins, ends, schedule.reason, schedule.advice, places, a_plan())
    return " ".join(part for part in parts if part)


def _places(match: ZoneMatch) -> str:
    if not match.partial or not match.zone.places:
        return ""
    places = ", ".join(place.name for place in match.zone.places)
    return gettext("Berlaku untuk: %(places)s.", places=places)


def _incident(one: Incident) -> AtomEntry:
    path = url_for("public.incident", number=one.number)
    link = f"{current_app.config['PTMB'].public_url}{path}"
    state = incident_state(one.status).word
    return AtomEntry(
        f"{link}{'?bahasa=en' if in_address() else ''}",
        f"{state}: {one.title}",
        one.public_text,
        link,
        one.created_at,
        one.changed_at,
    )


def _written(moment: datetime) -> str:
    return f"{day(moment, 'EEEE, d MMMM yyyy')} {clock_time(moment)}"
