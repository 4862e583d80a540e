"""A calendar that telephones subscribe to: iCalendar, RFC 5545, with the additions of RFC 7986."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

_PRODUCER = "-//PTMB//Jadwal air//ID"
_REFRESH = timedelta(hours=6)
_NEVER_CHANGED_SINCE = datetime(1988, 1, 1)  # noqa: DTZ001  RFC 5545 wants the wall clock here
"""The city's clock has not moved against UTC since then."""


@dataclass(frozen=True)
class CalendarEvent:
    """One event; `uid` stays when it moves, `sequence` rises whenever it changes."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str
    sequence: int
    changed_at: datetime


@dataclass(frozen=True)
class CalendarHead:
    """What a calendar says of itself; `url` is the page that people read."""

    name: str
    description: str
    url: str
    zone: ZoneInfo


def calendar_file(head: CalendarHead, events: Iterable[CalendarEvent]) -> bytes:
    """The file in UTF-8, lines folded; the same events give the same bytes."""
    from icalendar import Calendar  # noqa: PLC0415  loaded by whoever subscribes: no page does

    calendar = Calendar()
    calendar.add("prodid", _PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", head.name)
    calendar.add("x-wr-calname", head.name)
    calendar.add("x-wr-caldesc", head.description)
    calendar.add("x-wr-timezone", head.zone.key)
    calendar.add("url", head.url)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", _REFRESH)
    calendar.add_component(_zone(head.zone))
    for event in events:
        calendar.add_component(_event(event, head))
    file: bytes = calendar.to_ical()
    return file


def _zone(zone: ZoneInfo) -> Any:
    from icalendar import Timezone, TimezoneStandard  # noqa: PLC0415  as above

    offset = _NEVER_CHANGED_SINCE.replace(tzinfo=zone).utcoffset()
    standard = TimezoneStandard()
    standard.add("dtstart", _NEVER_CHANGED_SINCE)
    standard.add("tzoffsetfrom", offset)
    standard.add("tzoffsetto", offset)
    standard.add("tzname", _NEVER_CHANGED_SINCE.replace(tzinfo=zone).tzname() or "")
    found = Timezone()
    found.add("tzid", zone.key)
    found.add_component(standard)
    return found


def _event(one: CalendarEvent, head: CalendarHead) -> Any:
    from icalendar import Event  # noqa: PLC0415  as above

    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", one.changed_at)
    event.add("last-modified", one.changed_at)
    event.add("sequence", one.sequence)
    event.add("dtstart", one.starts_at.astimezone(head.zone))
    event.add("dtend", one.ends_at.astimezone(head.zone))
    event.add("summary", one.summary)
    event.add("description", one.description)
    event.add("url", head.url)
    event.add("transp", "TRANSPARENT")  # water keeps nobody busy
    return event
