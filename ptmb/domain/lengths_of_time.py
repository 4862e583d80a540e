"""How exactly a length of time is told: in two units at most, as the figures are no more exact."""

from enum import StrEnum

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_DAYS_ALONE = 10
"""From so many days on the hours say nothing any more."""


class TimeUnit(StrEnum):
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"


Part = tuple[int, TimeUnit]


def duration_parts(seconds: float) -> list[Part]:
    """42 minutes; 2 hours and 10 minutes; 3 days and 4 hours; 12 days; never nothing."""
    if seconds < _HOUR - _MINUTE / 2:
        return [(max(1, round(seconds / _MINUTE)), TimeUnit.MINUTES)]
    if seconds < _DAY - _MINUTE / 2:
        hours, minutes = divmod(round(seconds / _MINUTE), 60)
        return _two((hours, TimeUnit.HOURS), (minutes, TimeUnit.MINUTES))
    days, hours = divmod(round(seconds / _HOUR), 24)
    return _two((days, TimeUnit.DAYS), (hours if days < _DAYS_ALONE else 0, TimeUnit.HOURS))


def _two(first: Part, second: Part) -> list[Part]:
    return [first, second] if second[0] else [first]
