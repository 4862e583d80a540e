"""Windows that come again: RFC 5545 recurrence on the city's wall clock, answered in UTC."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from ptmb.domain.rationing import Window, timeline
from ptmb.domain.water_plans import LOCAL, WITA, PlanRule

LONGEST_MINUTES = 31 * 24 * 60
_YEARS = range(2000, 2100)
"""A slip of the finger ("0024") would be counted through hour by hour, for minutes on end."""
_COUNT = r"[1-9]\d{0,3}"
_DAYS = r"(?:MO|TU|WE|TH|FR|SA|SU)"
_PARTS = {
    "FREQ": r"HOURLY|DAILY|WEEKLY|MONTHLY",
    "INTERVAL": _COUNT,
    "COUNT": _COUNT,
    "UNTIL": r"\d{8}T\d{6}Z",
    "WKST": _DAYS,
}
_MORE = {
    "HOURLY": {},
    "DAILY": {},
    "WEEKLY": {"BYDAY": rf"{_DAYS}(?:,{_DAYS}){{0,6}}"},
    "MONTHLY": {"BYMONTHDAY": r"(?:[1-9]|1\d|2[0-8])(?:,(?:[1-9]|1\d|2[0-8])){0,27}"},
}
"""What may be said, and how. No rule of this grammar is without days for ever: the search for the
first day of such a one would only end in the year 9999."""


class BadRecurrence(ValueError):
    """A rule that cannot be expanded: not RFC 5545, or of a kind that no announcement uses."""


def occurrences(
    starts_local: str, minutes: int, recurrence: str, since: datetime, until: datetime
) -> list[tuple[datetime, datetime]]:
    """Start and end of every window that overlaps [since, until), in UTC, sorted.

    Args:
        starts_local: the first start by the city's clock, "YYYY-MM-DDTHH:MM".
        minutes: the length of each window, up to 31 days.
        recurrence: an RRULE value such as "FREQ=DAILY;INTERVAL=7"; empty for a single window.

    Raises:
        BadRecurrence: one of the first three is not acceptable.
    """
    start = _start(starts_local)
    if not 0 < minutes <= LONGEST_MINUTES:
        raise BadRecurrence(str(minutes))
    length = timedelta(minutes=minutes)
    return [
        (begin.astimezone(UTC), begin.astimezone(UTC) + length)
        for begin in _starts(start, recurrence, since - length, until)
        if begin + length > since
    ]


def windows_of(
    rules: Iterable[PlanRule], share_otherwise: int, since: datetime, until: datetime
) -> list[Window]:
    """The time line of a plan over [since, until).

    Raises:
        BadRecurrence: see `occurrences`.
    """
    turns = [
        (begin, end, rule.share)
        for rule in rules
        for begin, end in occurrences(
            rule.starts_local, rule.minutes, rule.recurrence, since, until
        )
    ]
    return timeline(turns, share_otherwise, since, until)


def check(rule: PlanRule) -> None:
    """Raises BadRecurrence when the rule could not be expanded."""
    start = _start(rule.starts_local)
    occurrences(rule.starts_local, rule.minutes, rule.recurrence, start, start)


def _start(starts_local: str) -> datetime:
    try:
        start = datetime.strptime(starts_local, LOCAL).replace(tzinfo=WITA)
    except ValueError as error:
        raise BadRecurrence(starts_local) from error
    if start.year not in _YEARS:
        raise BadRecurrence(starts_local)
    return start


def _starts(start: datetime, recurrence: str, since: datetime, until: datetime) -> list[datetime]:
    if not recurrence:
        return [start] if start < until else []
    start = _nearer(start, _said(recurrence), since)
    from dateutil.rrule import rrulestr  # noqa: PLC0415  for who expands a schedule: no page does

    try:
        rule = rrulestr(recurrence, dtstart=start)
    except ValueError as error:
        raise BadRecurrence(recurrence) from error
    found: list[datetime] = rule.between(since, until, inc=True)
    return [begin for begin in found if begin < until]


def _nearer(start: datetime, said: dict[str, str], since: datetime) -> datetime:
    """The last start before `since` of an hourly rule: it has thousands of them in a year."""
    if said["FREQ"] != "HOURLY" or "COUNT" in said or since <= start:
        return start
    step = timedelta(hours=int(said.get("INTERVAL", "1")))
    return start + (since - start) // step * step


def _said(recurrence: str) -> dict[str, str]:
    """The parts of a rule by name.

    Raises:
        BadRecurrence: one of them is not known.
    """
    parts = [part.partition("=")[::2] for part in recurrence.split(";")]
    said = dict(parts)
    allowed = {**_PARTS, **_MORE.get(said.get("FREQ", ""), {})}
    known = all(name in allowed and re.fullmatch(allowed[name], text) for name, text in parts)
    if not known or "FREQ" not in said or len(said) < len(parts):
        raise BadRecurrence(recurrence)
    return said
